"""The kinds of cards as they travel on the wire.

A client that cannot draw one shows the message's text instead. It must not know who says what: the
contents come from `data/responses` and `actions`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, RootModel

from kefu.gateway.contract.wire import Absent, Wire


class Row(Wire):
    label: str
    value: str


class TransactionLine(Wire):
    """A movement of money, ready to show; `at` is spoken Beijing time, for example "昨天 15:04"."""

    id: str
    title: str
    amount: str
    counterparty: str
    at: str
    status_text: str
    suspicious: bool | Absent = None


class TransactionListCard(Wire):
    kind: Literal["transaction_list"]
    title: str
    items: list[TransactionLine]


class TransactionCard(TransactionLine):
    kind: Literal["transaction"]
    reason_text: str | Absent = None
    rows: list[Row] | Absent = None


class ResultCard(Wire):
    kind: Literal["result"]
    status: Literal["success", "warning", "info"]
    title: str
    rows: list[Row] | Absent = None
    advice: list[str] | Absent = None


class Call(Wire):
    """A telephone number to call at a tap."""

    label: str
    number: str


class CaseCard(Wire):
    """Something that was registered. `number` is to be copied: the desk shows the same one. A
    `pinned` one stays in sight while the conversation goes on.
    """

    kind: Literal["case"]
    number: str
    title: str
    rows: list[Row] | Absent = None
    pinned: bool | Absent = None
    calls: list[Call] | Absent = None


class ChecklistCard(Wire):
    kind: Literal["checklist"]
    title: str
    items: list[str]


class Allowance(Wire):
    """What a limit comes to in a day or a month; `share` is the part of it that is used, in
    hundredths.
    """

    limit: str
    used: str
    left: str
    share: Annotated[int, Field(ge=0, le=100)]


class LimitLine(Wire):
    """The limits of one kind of movement; one that is left out does not exist."""

    title: str
    single: str | Absent = None
    day: Allowance | Absent = None
    month: Allowance | Absent = None


class LimitsCard(Wire):
    """The customer's own limits and what is left of them now."""

    kind: Literal["limits"]
    title: str
    items: list[LimitLine]


class FeeLine(Wire):
    """What one kind of movement costs, in words; `free_left` is what costs nothing this month."""

    title: str
    rule: str
    free_left: str | Absent = None
    example: str | Absent = None


class FeesCard(Wire):
    """What movements cost the customer now."""

    kind: Literal["fees"]
    title: str
    items: list[FeeLine]


class RefundStep(Wire):
    """One point of a refund's way; `at` is spoken, of an `open` one when it is expected."""

    title: str
    at: str | Absent = None
    state: Literal["done", "now", "open", "failed"]


class RefundCard(Wire):
    """How far a refund is, from the request to the money's return."""

    kind: Literal["refund"]
    id: str
    title: str
    counterparty: str
    amount: str
    steps: list[RefundStep]


class AgreementLine(Wire):
    """One merchant that charges by itself: what it takes, spoken, and when next."""

    merchant: str
    type_text: str
    charge: str
    next: str | Absent = None
    state: Literal["active", "ended"]
    state_text: str


class AgreementsCard(Wire):
    """The customer's own standing permissions to charge, as they are numbered."""

    kind: Literal["agreements"]
    title: str
    items: list[AgreementLine]


class Card(
    RootModel[
        Annotated[
            TransactionListCard
            | TransactionCard
            | ResultCard
            | CaseCard
            | ChecklistCard
            | LimitsCard
            | FeesCard
            | RefundCard
            | AgreementsCard,
            Field(discriminator="kind"),
        ]
    ]
):
    """Any card."""
