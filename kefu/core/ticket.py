"""Tickets and cases: work that outlives a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from kefu.core.handoff import Priority


class TicketKind(StrEnum):
    THEFT_CASE = "theft_case"
    TRANSACTION = "transaction"
    GENERAL = "general"


NUMBER_PREFIX = {TicketKind.THEFT_CASE: "C", TicketKind.TRANSACTION: "T", TicketKind.GENERAL: "T"}


class TicketStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(slots=True)
class Ticket:
    """One ticket. `number` is what the customer is told; `facts` hold no clear personal data."""

    id: str
    number: str
    kind: TicketKind
    conversation_id: str
    account_id: str | None
    priority: Priority
    status: TicketStatus
    subject: str
    created_at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
