"""Tickets and cases: work that outlives a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from kefu.core.handoff import Priority


class TicketKind(StrEnum):
    THEFT_CASE = "theft_case"
    FREEZE = "freeze"
    """A wish to freeze without a theft; becomes the case, under its number, with the first word of
    one."""
    DEPOSIT = "deposit"
    """A top-up that has not arrived."""
    WITHDRAWAL = "withdrawal"
    """A withdrawal that has not arrived."""
    TRANSACTION = "transaction"
    ACCOUNT = "account"
    """A change of the account that people carry out and approve."""
    REFUND = "refund"
    """Money that shall come back, or has not."""
    DISPUTE = "dispute"
    """A payment that the customer does not accept."""
    GENERAL = "general"


_SECURITY = frozenset({TicketKind.THEFT_CASE, TicketKind.FREEZE})
NUMBER_PREFIX = {kind: "C" if kind in _SECURITY else "T" for kind in TicketKind}


# How soon somebody has to have dealt with it.
DUE_WITHIN = {
    Priority.URGENT: timedelta(hours=1),
    Priority.HIGH: timedelta(hours=8),
    Priority.NORMAL: timedelta(hours=24),
}


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

    @property
    def due_at(self) -> datetime:
        """When it should be done."""
        return self.created_at + DUE_WITHIN[self.priority]
