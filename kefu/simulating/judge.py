"""Whether a customer has what they want, and what has happened that nobody wanted.

It must not know how a customer is played.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from kefu.simulating.schema import Effect, Goal, HandoffWanted, Part, TicketWanted
from kefu.simulating.world import WorldState

# What an effect changes in a wallet.
_TOUCHES: Final = {
    Effect.FROZEN: {"status", "sessions"},
    Effect.UNLOCKED: {"status", "lock_reason"},
    Effect.PASSWORD_CHANGED: {"password_changed_at", "sessions"},
    Effect.CARD_UNBOUND: {"cards"},
    Effect.REFUND_REQUESTED: {"refunds"},
    Effect.PAYMENT_PASSWORD_CHANGED: {"payment_password_changed_at"},
    Effect.TWO_FACTOR_SWITCHED: {"two_factor"},
    Effect.AGREEMENT_ENDED: {"agreements"},
    Effect.AGREEMENTS_ENDED: {"agreements"},
}


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not so yet, and of which part of the goal."""

    part: Part
    text: str


class GoalJudge:
    """Compares with how everything was `before` the customer came."""

    def __init__(self, goal: Goal, account: str, before: WorldState) -> None:
        self._goal = goal
        self._account = account
        self._before = before

    def missing(self, now: WorldState, owner: str, said: str) -> list[Missing]:
        """What of the goal is not so yet."""
        found: dict[Part, Iterator[str]] = {
            "account": self._effects(now),
            "tickets": self._tickets(now),
            "handoff": self._handoff(now.handoff, owner),
            "told": self._words(said),
        }
        return [Missing(part, text) for part, texts in found.items() for text in texts]

    def wrong(self, now: WorldState) -> list[str]:
        """Effects that the goal does not allow, on any account, a line for each."""
        return [*self._wrong_wallets(now), *self._wrong_tickets(now)]

    def _effects(self, now: WorldState) -> Iterator[str]:
        old, new = self._before.wallets[self._account], now.wallets[self._account]
        for effect in self._goal.account:
            if not _has_happened(effect, old, new):
                yield f"account is not {effect}"

    def _tickets(self, now: WorldState) -> Iterator[str]:
        left = self._new_tickets(now)
        for wanted in self._goal.tickets:
            if not _take(wanted, left):
                yield f"no ticket {_told(wanted)}"

    def _handoff(self, place: dict[str, Any] | None, owner: str) -> Iterator[str]:
        wanted = self._goal.handoff
        if wanted is not None and place is None:
            yield f"no hand-off {_told(wanted)}"
        elif wanted is not None and place is not None:
            seen = {**place, "group": place["skill_group"]}
            for key, value in wanted.model_dump(exclude_unset=True, mode="json").items():
                if seen[key] != value:
                    yield f"hand-off: {key} is {seen[key]}, not {value}"
        elif place is not None and not self._goal.may_handoff:
            yield f"handed over for {place['reason']}, which was not wanted"
        if self._goal.owner is not None and owner != self._goal.owner:
            yield f"{owner} answers, not {self._goal.owner}"

    def _words(self, said: str) -> Iterator[str]:
        for wanted in self._goal.told:
            if not any(words in said for words in wanted.split("|")):
                yield f"never told: {wanted}"
        for words in self._goal.untold:
            if words in said:
                yield f"was told: {words}"

    def _wrong_wallets(self, now: WorldState) -> Iterator[str]:
        allowed = set[str]().union(*(_TOUCHES[effect] for effect in self._goal.account))
        for phone, old in self._before.wallets.items():
            new = now.wallets[phone]
            for key in old:
                may = phone == self._account and key in allowed
                if old[key] != new[key] and not may:
                    yield f"wallet of {phone}: {key}: {old[key]} → {new[key]}"

    def _wrong_tickets(self, now: WorldState) -> Iterator[str]:
        left = self._new_tickets(now)
        for wanted in [*self._goal.tickets, *self._goal.may_tickets]:
            _take(wanted, left)
        for ticket in left:
            yield f"unwanted ticket {ticket['number']} {ticket['kind']}: {ticket['subject']}"

    def _new_tickets(self, now: WorldState) -> list[dict[str, Any]]:
        known = {ticket["number"] for ticket in self._before.tickets}
        return [ticket for ticket in now.tickets if ticket["number"] not in known]


def _has_happened(effect: Effect, old: dict[str, Any], new: dict[str, Any]) -> bool:
    match effect:
        case Effect.FROZEN:
            return bool(new["status"] == "frozen")
        case Effect.UNLOCKED:
            return bool(new["status"] == "active")
        case Effect.PASSWORD_CHANGED:
            return bool(new["password_changed_at"] != old["password_changed_at"])
        case Effect.CARD_UNBOUND:
            return len(new["cards"]) == len(old["cards"]) - 1
        case Effect.REFUND_REQUESTED:
            return len(new["refunds"]) == len(old["refunds"]) + 1
        case Effect.PAYMENT_PASSWORD_CHANGED:
            key = "payment_password_changed_at"
            return bool(new[key] != old[key])
        case Effect.TWO_FACTOR_SWITCHED:
            return bool(new["two_factor"] != old["two_factor"])
        case Effect.AGREEMENT_ENDED:
            return _active_agreements(old) - _active_agreements(new) == 1
        case Effect.AGREEMENTS_ENDED:
            return _active_agreements(new) == 0


def _active_agreements(wallet: dict[str, Any]) -> int:
    return sum(1 for one in wallet["agreements"] if one["status"] == "active")


def _take(wanted: TicketWanted, left: list[dict[str, Any]]) -> bool:
    """Whether one fits, which is then taken out."""
    for ticket in left:
        words = f"{ticket['subject']} {ticket['facts']}"
        if (
            wanted.kind in {None, ticket["kind"]}
            and wanted.priority in {None, ticket["priority"]}
            and all(any(one in words for one in said.split("|")) for said in wanted.says)
        ):
            left.remove(ticket)
            return True
    return False


def _told(wanted: TicketWanted | HandoffWanted) -> str:
    parts = wanted.model_dump(exclude_unset=True, mode="json")
    return ", ".join(f"{key}: {value}" for key, value in parts.items()) or "(any)"
