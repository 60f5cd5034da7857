"""What the desk shows of a conversation and of those who wait; the customer is always masked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from kefu.core.account import AccountStatus, LockReason
from kefu.core.conversation import Assurance, Owner
from kefu.core.handoff import FactKey, HandoffReason, Priority
from kefu.core.refund import RefundStatus
from kefu.core.ticket import TicketKind, TicketStatus
from kefu.gateway.contract.cards import TransactionLine
from kefu.gateway.contract.events import StoredEvent
from kefu.gateway.contract.wire import Absent, Wire


class AgentName(Wire):
    id: str
    display_name: str


class KnownFact(Wire):
    """Something known of the matter: `key` is for programs, `label` for reading."""

    key: FactKey
    label: str
    value: str


class Summary(Wire):
    """What the bot found out, for the human who takes over; `note` is the last human's."""

    who: str
    what: str
    facts: list[KnownFact]
    customer_words: list[str]
    done: list[str]
    pending: str
    mood: str
    next_step: str
    note: str | Absent = None


class LastMessage(Wire):
    """The last that was said, in one line; `agent` names the human who said it."""

    from_: Literal["customer", "bot", "agent"] = Field(alias="from")
    text: str
    at: datetime
    agent: str | Absent = None


class Crowd(Wire):
    """Customers of one priority whom nobody knows, more than one network has places for: `id` is
    the same for all of them, `size` is how many wait.
    """

    id: str
    size: int


class QueueItem(Wire):
    """Who waits, or whom the caller serves: then `agent` is the caller. `returned_at` is when an
    agent had to let go of it, which put it first, `asleep_at` since when the customer is gone:
    then only what is urgent is shown.

    `waiting_since` is there while a human's answer is owed; `unanswered` are the numbers (`seq`) of
    what the customer has said since an agent last spoke, `agent_read` how far an agent has read.
    """

    conversation_id: str
    owner: Owner
    agent: AgentName | Absent = None
    priority: Priority
    reason: HandoffReason
    skill_group: str
    queued_at: datetime
    waiting_seconds: int
    waiting_since: datetime | Absent = None
    unanswered: list[int]
    agent_read: int
    last_message: LastMessage | Absent = None
    returned_at: datetime | Absent = None
    asleep_at: datetime | Absent = None
    crowd: Crowd | Absent = None
    summary: Summary


class TakenBack(Wire):
    """A conversation that left the caller's hands for the queue, and who answers it now."""

    conversation_id: str
    at: datetime
    owner: Owner
    agent: AgentName | Absent = None


class QueueAnswer(Wire):
    """`taken_back` is what left the caller's hands for the queue within the last hour.
    `reply_limit` is how many seconds a customer should at most wait for an answer.
    """

    items: list[QueueItem]
    taken_back: list[TakenBack]
    reply_limit: int


class TicketItem(Wire):
    number: str
    kind: TicketKind
    status: TicketStatus
    priority: Priority
    subject: str
    conversation_id: str
    created_at: datetime
    due_at: datetime


class TicketsAnswer(Wire):
    items: list[TicketItem]


class ConversationView(Wire):
    """`assurance` is how surely the customer is known: 0 not at all, 3 verified here."""

    id: str
    channel: str
    owner: Owner
    assurance: Assurance
    created_at: datetime


class CustomerView(Wire):
    name: str
    phone: str
    email: str | None
    status: AccountStatus
    lock_reason: LockReason | None
    two_factor: bool


class TicketView(Wire):
    """A ticket of this conversation (`here`) or an earlier one of the same proven customer, whose
    `facts` stay there. `number` is what the customer was told; `due_at` is when somebody has to
    have dealt with it.
    """

    number: str
    kind: TicketKind
    status: TicketStatus
    priority: Priority
    subject: str
    created_at: datetime
    due_at: datetime
    here: bool
    facts: dict[str, Any]


class RefundView(Wire):
    """A refund as the wallet has it; `expected_by` is the day by which the money is back, null once
    it is over or where the wallet does not say.
    """

    id: str
    transaction_id: str
    counterparty: str
    amount: str
    status: RefundStatus
    requested_at: datetime
    expected_by: date | None
    finished_at: datetime | None


class ContextAnswer(Wire):
    """`customer` is null when nobody proved an account, `summary` when it was never handed over."""

    conversation: ConversationView
    customer: CustomerView | None
    summary: Summary | None
    transactions: list[TransactionLine]
    refunds: list[RefundView]
    tickets: list[TicketView]
    events: list[StoredEvent]
    next: int
