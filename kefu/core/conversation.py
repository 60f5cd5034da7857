"""A support conversation: who owns it, how surely we know the customer, and what an event is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from kefu.core.errors import Conflict
from kefu.core.verification import Purpose

# A conversation can be taken up again this long after its token was issued;
# each resumption issues another.
TOKEN_LIFETIME = timedelta(days=30)


class Owner(StrEnum):
    """Who answers the customer. Stored, and every message is dispatched by it."""

    BOT = "bot"
    QUEUED = "queued"
    AGENT = "agent"
    CLOSED = "closed"


# The bot answers until an agent claims: who waits is helped meanwhile.
BOT_ANSWERS = frozenset({Owner.BOT, Owner.QUEUED})

_NEXT_OWNERS = {
    Owner.BOT: {Owner.QUEUED, Owner.CLOSED},
    Owner.QUEUED: {Owner.AGENT, Owner.BOT, Owner.CLOSED},
    Owner.AGENT: {Owner.QUEUED, Owner.BOT, Owner.CLOSED},
    Owner.CLOSED: set(),
}


def check_owner_change(current: Owner, new: Owner) -> None:
    """Raise Conflict when a conversation cannot pass from `current` to `new`."""
    if new not in _NEXT_OWNERS[current]:
        raise Conflict("owner_changed")


class Assurance(IntEnum):
    """How surely the customer is known (security.md):
    the level a service checks in the database.
    """

    ANONYMOUS = 0
    CHANNEL_BOUND = 1
    LOGGED_IN = 2
    STEPPED_UP = 3


@dataclass(slots=True)
class Conversation:
    """A conversation's row.

    `assurance` and `account_id` are what was proven; `stepped_up_until` ends level 3, after which
    the conversation falls back to `base_assurance` (what the channel itself proved).
    `stepped_up_for` is the purpose that stood in the code's text: a code for one thing must not
    open another (ASVS 6.6.2). `stepped_up_device` is where the code was given: another device of
    the same customer has not proven as much.
    """

    id: str
    channel: str
    locale: str
    owner: Owner
    created_at: datetime
    updated_at: datetime
    last_seq: int = 0
    inbound_seq: int = 0
    """The newest event that somebody owes an answer to."""
    answered_seq: int = 0
    account_id: str | None = None
    base_assurance: Assurance = Assurance.ANONYMOUS
    stepped_up_until: datetime | None = None
    stepped_up_for: Purpose | None = None
    stepped_up_device: str | None = None
    agent_id: str | None = None
    network_hash: str | None = None
    rating: int | None = None
    rating_comment: str | None = None

    def assurance(self, now: datetime) -> Assurance:
        """The level in force at `now`."""
        if self.stepped_up_until is not None and now < self.stepped_up_until:
            return Assurance.STEPPED_UP
        return self.base_assurance

    def is_stepped_up_elsewhere(self, device: str | None, now: datetime) -> bool:
        """Whether level 3 is in force and was proven on another device than this one; None is who
        comes without one, over a channel that names people itself.
        """
        if device is None or self.stepped_up_device in {None, device}:
            return False
        return self.assurance(now) is Assurance.STEPPED_UP

    def step_down(self) -> None:
        """Fall back to what the channel proved."""
        self.stepped_up_until = self.stepped_up_for = self.stepped_up_device = None

    def has_run_out(self, now: datetime, purpose: Purpose | None = None) -> bool:
        """Whether a code (for `purpose`) was verified, and that holds no longer."""
        if self.stepped_up_until is None or now < self.stepped_up_until:
            return False
        return purpose in {None, self.stepped_up_for}


class EventType(StrEnum):
    MESSAGE = "message"
    SECURE_INPUT = "secure_input"
    STATUS = "status"
    TURN_END = "turn_end"
    INPUT_TAKEN = "input_taken"
    """A secure input was answered, on whichever device: it is done with on all."""
    READ = "read"
    """The customer or the agent has seen what the other said, up to a number."""
    SIGNAL = "signal"
    """Internal: something trusted happened (a code was verified) that the dialogue must hear.

    Never sent to a client.
    """


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a conversation's log.

    `data` holds the members that contract.md names for `type`.
    """

    seq: int
    at: datetime
    type: EventType
    data: dict[str, Any]

    def public(self) -> dict[str, Any]:
        """The event as a client sees it."""
        hidden = {"payload", "body_hash", "takes_picture"}
        members = {k: v for k, v in self.data.items() if k not in hidden and v is not None}
        return {"seq": self.seq, "at": self.at.isoformat(), "type": self.type.value, **members}

    @property
    def is_public(self) -> bool:
        """Whether clients see it at all."""
        return self.type is not EventType.SIGNAL

    @property
    def needs_answer(self) -> bool:
        """Whether the owner of the conversation owes the customer something for this event."""
        return self.type is EventType.SIGNAL or (
            self.type is EventType.MESSAGE and self.data.get("from") == "customer"
        )
