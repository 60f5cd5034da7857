"""How many codes may be asked for and guessed at: who asks is counted before whom it concerns.

What a stranger is told comes from what they themselves did (`check`, `guesses`); what they may not
know, such as how many texts an address got from others, changes only whether a text leaves
(`text_time`). docs/security.md, Limits of codes, has the table and the reasons.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kefu.core.conversation import Assurance, Conversation
from kefu.core.errors import LimitReached
from kefu.core.verification import (
    ACCOUNT_FAILURES_PER_HOUR,
    ASKER_FAILURES_PER_HOUR,
    ASKER_LIMITS,
    CONVERSATION_ADDRESSES_PER_HOUR,
    CONVERSATION_FAILURES_PER_HOUR,
    CONVERSATION_SENDS_PER_HOUR,
    DAY,
    FIRST_TEXTS,
    GLOBAL_SENDS_PER_HOUR,
    HOUR,
    LONGEST_DELAY,
    NETWORK_ADDRESSES_PER_HOUR,
    NETWORK_FAILURES_PER_HOUR,
    NETWORK_SENDS_PER_HOUR,
    OWNER_LIMITS,
    SHARED_TEXTS,
    TEXT_INTERVAL,
    Lane,
    Purpose,
    VerificationCode,
)
from kefu.services.ports import CodeScope, UnitOfWork


def lane_of(conversation: Conversation, purpose: Purpose, now: datetime) -> Lane:
    """In which lane the conversation asks for a code."""
    proven = conversation.assurance(now) >= Assurance.CHANNEL_BOUND
    if proven and conversation.account_id is not None:
        return Lane.OWNER
    return Lane.THEFT if purpose is Purpose.FREEZE else Lane.STRANGER


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for codes, and under which name for whom they ask.

    `address_hash` is where a text would go, `subject_hash` whose account it is: an owner is told
    what was used up of these, a stranger never.
    """

    lane: Lane
    conversation_id: str
    network_hash: str | None
    destination_hash: str
    address_hash: str
    subject_hash: str

    @classmethod
    def of(cls, code: VerificationCode) -> Asker:
        """Who asked for the code."""
        return cls(
            lane=code.lane,
            conversation_id=code.conversation_id,
            network_hash=code.network_hash,
            destination_hash=code.destination_hash,
            address_hash=code.address_hash,
            subject_hash=code.subject_hash,
        )

    def keys(self) -> set[str]:
        """What is counted and must not be written by two at once; the conversation is locked."""
        keys = {self.destination_hash, self.address_hash, self.subject_hash}
        return keys | ({self.network_hash} if self.network_hash else set())

    @property
    def conversation(self) -> CodeScope:
        """Everything that the conversation asked for."""
        return CodeScope(self.lane, conversation_id=self.conversation_id)

    @property
    def network(self) -> CodeScope | None:
        """Everything that was asked for from the network; None when it is not known."""
        if self.network_hash is None:
            return None
        return CodeScope(self.lane, network_hash=self.network_hash)


@dataclass(frozen=True, slots=True)
class Guesses:
    """How many wrong codes an asker has left; with none, `free_at` is when there are some again."""

    left: int
    free_at: datetime | None = None


def check(unit: UnitOfWork, asker: Asker, now: datetime) -> None:
    """Raise LimitReached, with the wait until none of the asker's limits stands in the way."""
    free_again = [at for at in _used_up(unit, asker, now) if at is not None]
    free_again += filter(None, [guesses(unit, asker, now).free_at])
    if free_again:
        # The longest of them: whoever waited for it is not refused a second time.
        raise LimitReached("code_limit", retry_after=wait_until(max(free_again), now))


def wait_until(then: datetime, now: datetime) -> int:
    """Whole seconds, never less than what is left."""
    return math.ceil((then - now).total_seconds())


def _used_up(unit: UnitOfWork, asker: Asker, now: datetime) -> Iterator[datetime | None]:
    """Of each limit when it lets the asker through again; None when it does already."""

    def nth(n: int, window: timedelta, scope: CodeScope) -> datetime | None:
        newest = unit.codes.nth_newest(n, now - window, scope)
        return newest + window if newest else None

    def nth_address(n: int, scope: CodeScope) -> datetime | None:
        newest = unit.codes.nth_address(n, now - HOUR, scope, but=asker.destination_hash)
        return newest + HOUR if newest else None

    if asker.lane is Lane.OWNER:
        to_owner = CodeScope(asker.lane, address_hash=asker.address_hash)
        yield from (nth(allowed, window, to_owner) for window, allowed in OWNER_LIMITS)
    else:
        for scope in _scopes(asker):
            named = scope.to(asker.destination_hash)
            yield from (nth(allowed, window, named) for window, allowed in ASKER_LIMITS)
        yield nth_address(CONVERSATION_ADDRESSES_PER_HOUR, asker.conversation)
        if asker.network:
            yield nth_address(NETWORK_ADDRESSES_PER_HOUR, asker.network)
    yield nth(CONVERSATION_SENDS_PER_HOUR, HOUR, asker.conversation)
    if asker.network:
        yield nth(NETWORK_SENDS_PER_HOUR, HOUR, asker.network)
    yield nth(GLOBAL_SENDS_PER_HOUR, HOUR, CodeScope(asker.lane))


def _scopes(asker: Asker) -> list[CodeScope]:
    return [scope for scope in (asker.conversation, asker.network) if scope is not None]


def text_time(unit: UnitOfWork, asker: Asker, now: datetime) -> datetime | None:
    """When a text to the address may leave; None when the address had all that strangers may cause.

    A part of that is kept for those who had none sent to it yet. The asker is never told.
    """
    if asker.lane is Lane.OWNER:
        return now
    to_address = CodeScope(asker.lane, address_hash=asker.address_hash)
    own = (asker.network or asker.conversation).reaching(asker.address_hash)
    had_one = unit.codes.nth_text(1, now - DAY, own) is not None
    # All of it is asked before anything is concluded: the answer must take the same time.
    used_up = [
        unit.codes.nth_text(allowed, now - window, to_address) is not None
        for window, allowed in (SHARED_TEXTS if had_one else FIRST_TEXTS[asker.lane])
    ]
    latest = unit.codes.nth_text(1, now - TEXT_INTERVAL, to_address)
    at_once = asker.lane is Lane.THEFT and not had_one  # nobody's report waits for others'
    leaves = now if latest is None or at_once else latest + TEXT_INTERVAL
    return None if any(used_up) or leaves - now > LONGEST_DELAY else leaves


def guesses(unit: UnitOfWork, asker: Asker, now: datetime) -> Guesses:
    """How many wrong codes the asker has left by what they may know."""
    counted = [(asker.conversation, CONVERSATION_FAILURES_PER_HOUR)]
    if asker.lane is Lane.OWNER:
        counted.append(
            (CodeScope(asker.lane, subject_hash=asker.subject_hash), ACCOUNT_FAILURES_PER_HOUR)
        )
    else:
        counted += [
            (scope.to(asker.destination_hash), ASKER_FAILURES_PER_HOUR) for scope in _scopes(asker)
        ]
    if asker.network:
        counted.append((asker.network, NETWORK_FAILURES_PER_HOUR))
    found = [_left(unit.codes.failures(now - HOUR, scope), allowed) for scope, allowed in counted]
    left = min(each.left for each in found)
    return Guesses(left, max(filter(None, (each.free_at for each in found)), default=None))


def _left(failures: list[tuple[datetime, int]], allowed: int) -> Guesses:
    """What remains of `allowed` after the failures of the last hour, given newest first."""
    total = 0
    for at, count in failures:
        total += count
        if total >= allowed:
            return Guesses(0, at + HOUR)
    return Guesses(allowed - total)


def is_heard(unit: UnitOfWork, code: VerificationCode, now: datetime) -> bool:
    """Whether a value given for the code can be right: its text left, and the account has failures
    left.

    The last line, over all codes of an account, whoever tries. The first try of a code against
    theft is always heard: no stranger's wrong guesses close that way.
    """
    all_of_it = CodeScope(code.lane, subject_hash=code.subject_hash)
    failures = unit.codes.failures(now - HOUR, all_of_it)
    first_against_theft = code.lane is Lane.THEFT and code.failures == 0
    within = sum(count for _, count in failures) < ACCOUNT_FAILURES_PER_HOUR
    return code.text_at is not None and (first_against_theft or within)
