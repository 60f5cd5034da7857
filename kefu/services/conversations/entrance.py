"""How a logged-in customer gets in: one open conversation for each, on every device and tab.

Each device has a token of its own, so that what ends on one goes on on the others. It must not know
connections.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation, Owner
from kefu.core.errors import Conflict
from kefu.core.handoff import HandoffReason
from kefu.services.conversations.ending import Ending
from kefu.services.conversations.opening import Opening
from kefu.services.handoff import HandoffService
from kefu.services.ports import UnitOfWork
from kefu.services.theft import TheftService
from kefu.words.texts import texts

# Where customers log in with tokens; other channels name people themselves and have their own rule.
CHANNELS: Final = ("web", "app")
LOOK_BACK: Final = 50
_WITH_PEOPLE: Final = (Owner.QUEUED, Owner.AGENT)


@dataclass(frozen=True, slots=True)
class Entered:
    """The conversation and this device's token. `was_open` says that the customer was in it before,
    perhaps on another device; `changed` are conversations that others should look at.
    """

    conversation: Conversation
    token: str
    was_open: bool
    changed: tuple[str, ...] = ()


class Entrance:
    """Finds or opens the one conversation of an account."""

    def __init__(
        self,
        opening: Opening,
        ending: Ending,
        handoff: HandoffService,
        theft: TheftService,
        clock: Clock,
    ) -> None:
        self._opening = opening
        self._ending = ending
        self._handoff = handoff
        self._theft = theft
        self._clock = clock

    def enter(
        self,
        unit: UnitOfWork,
        account_id: str,
        channel: str,
        locale: str,
        greeting: dict[str, Any],
        *,
        resume: str | None = None,
        network: str | None = None,
    ) -> Entered:
        """The account's open conversation, or a new one; `account_id` only when proven right now.

        `resume` is the token of the conversation that this device was in. An anonymous one is
        logged in, which ends every token that it had; should the account be in another already, one
        of the two goes on. A token that opens nothing any more is passed over: the login proves all
        that is needed. Raises Conflict (`account_mismatch`) for another account's conversation.
        """
        now = self._clock()
        current = self._current(unit, account_id)
        before = None
        if resume is not None:
            before = self._opening.opened(unit, resume)
            if before is not None and before.account_id not in (None, account_id):
                raise Conflict("account_mismatch")
            if before is not None and before.owner is not Owner.CLOSED:
                if current is not None and before.id == current.id:
                    before = current
                if before.base_assurance < Assurance.LOGGED_IN:
                    device = self._known_device(unit, resume, before)
                    return self._log_in(unit, before, device, current, account_id, now)
                current = current or before
        if current is None:
            current, token = self._opening.open(
                unit, channel, locale, account_id, greeting, network=network
            )
            unit.conversations.note_current(account_id, current.id)
            return Entered(current, token, was_open=False)
        unit.conversations.note_current(account_id, current.id)
        device = self._known_device(unit, resume, current)
        if device is not None:  # the login takes the place of what this device had
            unit.tokens.revoke(current.id, now, device=device)
            if before is None and current.stepped_up_device == device:
                current.step_down()  # a token that has ended proves nothing of what came after it
                unit.conversations.save(current)
        token = self._opening.new_token(unit, current.id, now, device)
        return Entered(current, token, was_open=True, changed=(current.id,) if device else ())

    def _current(self, unit: UnitOfWork, account_id: str) -> Conversation | None:
        """The open conversation that the account is logged in to. Whoever else enters waits."""
        noted = unit.conversations.current_of(account_id)
        candidates = [unit.conversations.get(noted, lock=True)] if noted else []
        candidates += unit.conversations.of_account(account_id, LOOK_BACK)
        for conversation in candidates:
            if conversation is not None and _is_current(conversation, account_id):
                return unit.conversations.get(conversation.id, lock=True)
        return None

    def _known_device(
        self, unit: UnitOfWork, resume: str | None, current: Conversation
    ) -> str | None:
        """The device of this conversation that the token is or was of."""
        known = self._opening.device_of(unit, resume) if resume else None
        return known[1] if known is not None and known[0] == current.id else None

    def _log_in(
        self,
        unit: UnitOfWork,
        anonymous: Conversation,
        device: str | None,
        current: Conversation | None,
        account_id: str,
        now: datetime,
    ) -> Entered:
        anonymous.account_id = account_id
        anonymous.base_assurance = Assurance.LOGGED_IN
        unit.conversations.save(anonymous)
        unit.tokens.revoke(anonymous.id, now)
        if current is None or current.id == anonymous.id:
            unit.conversations.note_current(account_id, anonymous.id)
            token = self._opening.new_token(unit, anonymous.id, now, device)
            return Entered(anonymous, token, was_open=False, changed=(anonymous.id,))
        kept, left = _which_goes_on(anonymous, current)
        self._carry_urgency(unit, left, kept)
        self._ending.close(unit, left.id, said=texts().people.goes_on_elsewhere)
        unit.conversations.note_current(account_id, kept.id)
        own = device if kept is anonymous else None
        token = self._opening.new_token(unit, kept.id, now, own)
        return Entered(kept, token, was_open=kept is current, changed=(kept.id, left.id))

    def _carry_urgency(self, unit: UnitOfWork, left: Conversation, kept: Conversation) -> None:
        """What was urgent in one is urgent in the other."""
        handoff = unit.handoffs.current(left.id)
        if self._theft.case_of(unit, left.id) is not None:
            reason = HandoffReason.THEFT
        elif handoff is not None and left.owner in _WITH_PEOPLE:
            reason = handoff.reason
        else:
            return
        if kept.owner in _WITH_PEOPLE:
            self._handoff.make_urgent(unit, kept.id, reason)


def _is_current(conversation: Conversation, account_id: str) -> bool:
    return (
        conversation.account_id == account_id
        and conversation.owner is not Owner.CLOSED
        and conversation.base_assurance >= Assurance.LOGGED_IN
        and conversation.channel in CHANNELS
    )


def _which_goes_on(
    anonymous: Conversation, current: Conversation
) -> tuple[Conversation, Conversation]:
    """The one that people have, or else the one in which something was said here; and the other."""
    if (anonymous.owner in _WITH_PEOPLE) != (current.owner in _WITH_PEOPLE):
        keeps_anonymous = anonymous.owner in _WITH_PEOPLE
    else:
        keeps_anonymous = current.owner not in _WITH_PEOPLE and anonymous.inbound_seq > 0
    return (anonymous, current) if keeps_anonymous else (current, anonymous)
