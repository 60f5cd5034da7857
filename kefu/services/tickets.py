"""Tickets: opened once for each cause, however often the cause is processed."""

from __future__ import annotations

from typing import Any

from kefu.core.clock import Clock
from kefu.core.errors import Forbidden
from kefu.core.handoff import Priority
from kefu.core.ticket import Ticket, TicketKind, TicketStatus
from kefu.services.assurance import get_conversation
from kefu.services.ports import UnitOfWork
from kefu.services.vault import new_id


class TicketService:
    """Opens and finds tickets."""

    def __init__(self, clock: Clock, *, may_forget: bool = False) -> None:
        self._clock = clock
        self._may_forget = may_forget

    def open(
        self,
        unit: UnitOfWork,
        kind: TicketKind,
        conversation_id: str,
        subject: str,
        facts: dict[str, Any],
        *,
        key: str,
        priority: Priority = Priority.NORMAL,
    ) -> Ticket:
        """A new ticket, or the one that was made before under the same `key`."""
        conversation = get_conversation(unit, conversation_id)
        ticket = Ticket(
            id=new_id("tk"),
            number="",
            kind=kind,
            conversation_id=conversation_id,
            account_id=conversation.account_id,
            priority=priority,
            status=TicketStatus.OPEN,
            subject=subject,
            created_at=self._clock(),
            facts=facts,
        )
        return unit.tickets.open(ticket, key)

    def forget_all(self, unit: UnitOfWork) -> None:
        """Delete every ticket: back to the seeded state. Raises Forbidden outside development."""
        if not self._may_forget:
            raise Forbidden("forbidden.development_only")
        unit.tickets.delete_all()

    def of_conversation(self, unit: UnitOfWork, conversation_id: str) -> list[Ticket]:
        """The conversation's tickets, newest first."""
        return unit.tickets.of(conversation_id=conversation_id)

    def of_account(self, unit: UnitOfWork, account_id: str) -> list[Ticket]:
        """The account's tickets, newest first."""
        return unit.tickets.of(account_id=account_id)
