"""What a dialogue test may say: who the customer is, what they do, and what must be so afterwards.

The shapes only. It must not know how a dialogue is played.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from kefu.core.conversation import Owner
from kefu.core.handoff import HandoffReason, Priority
from kefu.core.ticket import TicketKind
from kefu.core.verification import InputKind

THE_CODE = "the code that arrived"
FIRST_CODE = "the first code"
WRONG_CODE = "a wrong code"
CHANGED = "changed"
ANYTHING = "anything"

_SPAN = re.compile(r"(\d+) (second|minute|hour|day)s?")


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _as_span(value: Any) -> Any:
    found = _SPAN.fullmatch(str(value))
    if found is None:
        raise ValueError("say it like '61 seconds', '6 minutes', '2 hours' or '1 day'")
    return timedelta(**{f"{found[2]}s": int(found[1])})


Words = Annotated[list[str], BeforeValidator(_as_list)]
Span = Annotated[timedelta, BeforeValidator(_as_span)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Given(_Strict):
    """The world before the first word."""

    customer: str | None = None
    """Phone of the demo customer who talks; their codes are read there."""
    logged_in: bool = False
    """Whether the app has proven who it is; otherwise an unknown person opens the web page."""
    clock: datetime | None = None
    """Beijing time at which everything begins; the present when left out."""
    wallet: dict[str, dict[str, Any]] = {}
    """Columns of demo customers' accounts that differ from the seeded ones, by phone."""

    @model_validator(mode="after")
    def _somebody_is_logged_in(self) -> Given:
        if self.logged_in and self.customer is None:
            raise ValueError("logged_in needs a customer")
        return self


class Input(_Strict):
    """A value for a secure input: of which kind, and which one of those shown."""

    verification_code: str | None = None
    """Digits, or 'the code that arrived', 'the first code', 'a wrong code'."""
    new_password: str | None = None
    new_payment_password: str | None = None
    id_number: str | None = None
    at: str | None = None
    """Phone or e-mail where the code is read; default: the customer's phone."""
    shown: Literal["first", "last"] = "last"

    @model_validator(mode="after")
    def _one_value(self) -> Input:
        if len(self._given()) != 1:
            raise ValueError(f"give one of {', '.join(InputKind)}")
        return self

    def _given(self) -> dict[str, str]:
        values = {
            InputKind.VERIFICATION_CODE: self.verification_code,
            InputKind.NEW_PASSWORD: self.new_password,
            InputKind.NEW_PAYMENT_PASSWORD: self.new_payment_password,
            InputKind.ID_NUMBER: self.id_number,
        }
        return {kind.value: value for kind, value in values.items() if value is not None}

    @property
    def kind(self) -> str:
        """Kind of the input that takes it."""
        return next(iter(self._given()))

    @property
    def secret(self) -> str | None:
        """What is given, but for a code, which has to be read first."""
        return self._given()[self.kind] if self.verification_code is None else None


class TicketExpected(_Strict):
    """A ticket or case; what is left out may be anything."""

    kind: TicketKind | None = None
    priority: Priority | None = None
    subject: str | None = None
    account_id: str | None = None
    facts: dict[str, Any] = {}
    lacks: Words = []
    """Words that stand in no fact."""


class HandoffExpected(_Strict):
    """The open hand-off; what is left out may be anything."""

    reason: HandoffReason | None = None
    group: Literal["service", "security"] | None = None
    priority: Priority | None = None
    summary: dict[str, Any] = {}
    """Parts of the summary; `facts` as key: value, by `FactKey`."""
    lacks: Words = []
    """Words that stand nowhere in the summary."""


class State(_Strict):
    """What the wallet and the desk hold."""

    wallet: dict[str, dict[str, Any]] | None = None
    """All that differs from before the dialogue, by phone; 'changed' for any new value."""
    tickets: list[TicketExpected] | None = None
    """All tickets of the conversation, oldest first."""
    handoff: HandoffExpected | None = None
    """The open hand-off; null: none."""
    codes: dict[str, int] = {}
    """How many codes have arrived at a phone or e-mail."""


class Expected(State):
    """What must be so after a turn. Only what is named is looked at."""

    responses: list[str] | None = None
    """Names of the responses, in order; all of them."""
    contains: Words = []
    lacks: Words = []
    choices: list[str] | None = None
    """Titles of all choices that can be taken, in order."""
    offers: Words = []
    """Beginnings of titles of some of them."""
    cards: list[dict[str, Any]] | None = None
    """The cards of this turn, in order; a card's members that are left out may be anything."""
    secure_input: InputKind | None = None
    """Kind of the input shown in this turn; null: none."""
    inputs: int | None = None
    """How many different secure inputs have been shown so far."""
    refused: str | None = None
    """Code of the error with which the customer's input is refused."""
    owner: Owner | None = None
    form: str | None = None
    """The active form; null: none."""
    asks: str | None = None
    """The slot that the form asks for; null: none."""
    intent: Words = []
    """What was understood: one of these."""
    account: str | None = None
    """The account the conversation is about; null: not known."""


class ScriptedTurn(_Strict):
    """One thing that happens, and what follows from it."""

    says: str | None = None
    sends: list[str] | None = None
    """Several messages that come before the bot has answered the first."""
    clicks: str | None = None
    """The choice whose title begins so."""
    clicks_earliest: str | None = None
    """The first choice ever offered whose title begins so, whether it can be taken or not."""
    shows: Literal["a picture"] | None = None
    gives: Input | None = None
    passes: Span | None = None
    """Time, on the clock of everything but the recognition of times in words."""
    hears: str | None = None
    """A trusted signal reaches the dialogue: /intent{"entity": "value"}."""
    returns: Literal["from the queue"] | None = None
    claims: Literal["service", "security"] | None = None
    """An agent of this group takes the conversation."""
    expected: Expected = Expected()

    @model_validator(mode="after")
    def _one_thing(self) -> ScriptedTurn:
        if len(self.deed) != 1:
            known = "says, sends, clicks, clicks_earliest, shows, gives, passes"
            raise ValueError(f"a turn does one of: {known}, hears, returns, claims")
        return self

    @property
    def deed(self) -> dict[str, Any]:
        """What happens, by its key."""
        deeds = {
            "says": self.says,
            "sends": self.sends,
            "clicks": self.clicks,
            "clicks_earliest": self.clicks_earliest,
            "shows": self.shows,
            "gives": self.gives,
            "passes": self.passes,
            "hears": self.hears,
            "returns": self.returns,
            "claims": self.claims,
        }
        return {kind: value for kind, value in deeds.items() if value is not None}


class Dialogue(_Strict):
    """A test. Whatever `afterwards` does not name must be as before: wallets, tickets, hand-off."""

    name: str
    given: Given = Given()
    for_each: Annotated[list[dict[str, Any]], Field(min_length=1)] | None = None
    """Rows of values for <placeholders>; the dialogue is played once for each."""
    turns: Annotated[list[ScriptedTurn], Field(min_length=1)]
    afterwards: State = State()

    @field_validator("name")
    @classmethod
    def _is_a_sentence(cls, name: str) -> str:
        if len(name.split()) < 3:
            raise ValueError(
                "a dialogue's name is a sentence of three words or more: what must be so"
            )
        return name
