"""What a simulated customer is: who they are, what they want as a state, what they know, and how
they behave.

The shapes only. It must not know how a customer is played.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kefu.core.handoff import HandoffReason, Priority
from kefu.core.ticket import TicketKind


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _as_parts(value: Any) -> Any:
    return value if isinstance(value, dict) else dict.fromkeys(get_args(Part), value)


Words = Annotated[list[str], BeforeValidator(_as_list)]
# Colours what is said, and says how long useless answers are borne (words.yml).
Temperament = Literal["plain", "patient", "hurried", "rude", "forgetful", "elderly", "talkative"]
# Of a goal.
Part = Literal["account", "tickets", "handoff", "told"]
Fact = Literal[
    "phone",
    "email",
    "description",
    "amount",
    "time",
    "merchant",
    "name",
    "new_password",
    "new_payment_password",
    "id_number",
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Writing(StrEnum):
    """How their words reach the chat; `BURSTS` are up to three messages within two seconds."""

    PLAIN = "plain"
    TRADITIONAL = "traditional"
    VOICE = "voice"
    PINYIN = "pinyin"
    BURSTS = "bursts"
    MISTYPED = "mistyped"


class Effect(StrEnum):
    """What may become of the customer's own account, and must."""

    FROZEN = "frozen"
    UNLOCKED = "unlocked"
    PASSWORD_CHANGED = "password_changed"
    CARD_UNBOUND = "card_unbound"
    REFUND_REQUESTED = "refund_requested"
    PAYMENT_PASSWORD_CHANGED = "payment_password_changed"
    TWO_FACTOR_SWITCHED = "two_factor_switched"
    AGREEMENT_ENDED = "agreement_ended"
    """Just one of them."""
    AGREEMENTS_ENDED = "agreements_ended"
    """All of them."""


class TicketWanted(_Strict):
    """A ticket; what is left out may be anything. `says` must stand in subject or facts."""

    kind: TicketKind | None = None
    priority: Priority | None = None
    says: Words = []


class HandoffWanted(_Strict):
    """The place in the queue; what is left out may be anything."""

    reason: HandoffReason | None = None
    group: Literal["service", "security"] | None = None
    priority: Priority | None = None


class Goal(_Strict):
    """What must be so in the end. Of what is not named, nothing may have changed on any account."""

    account: list[Effect] = []
    tickets: list[TicketWanted] = []
    """All of them must be there."""
    may_tickets: list[TicketWanted] = []
    """Tickets that are no wrong effect either."""
    handoff: HandoffWanted | None = None
    may_handoff: bool = False
    """Whether being handed over is no failure although it is not wanted."""
    owner: Literal["bot", "queued"] | None = None
    """Who answers in the end; default: queued with a hand-off, else anybody."""
    told: Words = []
    """What the bot must have said; "a|b": either."""
    untold: Words = []
    """What the bot must never have said."""


class Says(_Strict):
    """Something they do of themselves once nothing is asked any more."""

    says: str | None = None
    clicks: str | None = None
    """The choice whose title begins so."""
    waits: float | None = None
    """Seconds of silence."""

    @model_validator(mode="after")
    def _one_thing(self) -> Says:
        if sum(part is not None for part in (self.says, self.clicks, self.waits)) != 1:
            raise ValueError("one of: says, clicks, waits")
        return self


def _as_says(value: Any) -> Any:
    return {"says": value} if isinstance(value, str) else value


Deed = Annotated[Says, BeforeValidator(_as_says)]


class Habits(_Strict):
    """What makes them people. Asks are called phone, description, code, password, or by the
    beginning of a choice's title.
    """

    writing: Writing = Writing.PLAIN
    first: dict[str, Words] = {}
    """Said once in place of the answer to an ask: a question, a refusal, a remark."""
    wrong: dict[Fact | Literal["code", "password"], str] = {}
    """Given first in place of the right one, and then corrected; a code: any six digits."""
    types: bool = False
    """Whether the words on a button are typed in place of clicking it."""
    double_tap: Literal["same", "again"] | None = None
    """Whether buttons are hit twice: as one message sent twice, or as two messages."""
    silent: float = 0
    """Seconds of silence before the first answer."""
    unreachable: list[Literal["sms", "email"]] = []
    """Where they cannot read a code."""
    again: Annotated[dict[Part, Words], BeforeValidator(_as_parts)] = {}
    """How they say their wish again after a useless answer, of two wishes by the part of the goal
    that is missing; default: another opening.
    """


class Customer(_Strict):
    """Somebody with a wish."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    channel: Literal["web", "app"] = "web"
    """`app`: logged in as `account`; `web`: nobody known."""
    account: str
    """Phone of the demo customer whom it is about."""
    temperament: Temperament = "plain"
    openings: Annotated[list[str], Field(min_length=2)]
    facts: dict[Fact, str] = {}
    """What they know and tell when they are asked."""
    takes: dict[str, str | None] = {}
    """Choices they take, by the beginning of the title, the most wanted first; with their own
    words, if they do not click.
    """
    then: list[Deed] = []
    """What else they say or do, in this order."""
    habits: Habits = Habits()
    goal: Goal
    shortest: Annotated[int, Field(ge=1)]
    """The fewest turns in which the goal can be reached."""
