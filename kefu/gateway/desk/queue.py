"""Lists at the desk: the queue of an agent with their own conversations, and the tickets of their groups."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from kefu.bootstrap import Kefu
from kefu.core.agent import Agent
from kefu.core.conversation import Owner
from kefu.core.handoff import Handoff
from kefu.core.ticket import Ticket, TicketKind
from kefu.gateway.desk.session import InCaller
from kefu.gateway.openapi import PROBLEMS
from kefu.gateway.state import InGateway
from kefu.gateway.threads import in_thread

TICKETS_SHOWN = 200
_GROUP = {TicketKind.THEFT_CASE: "security"}
_OTHER_GROUP = "service"

router = APIRouter(prefix="/api/v1/desk", tags=["desk"], responses=PROBLEMS)


class AgentName(BaseModel):
    id: str
    display_name: str


class QueueItem(BaseModel):
    conversation_id: str
    owner: Owner
    agent: AgentName | None = None
    priority: str
    reason: str
    skill_group: str
    queued_at: datetime
    waiting_seconds: int
    summary: dict[str, Any]


class QueueAnswer(BaseModel):
    items: list[QueueItem]


class TicketItem(BaseModel):
    number: str
    kind: str
    status: str
    priority: str
    subject: str
    conversation_id: str
    created_at: datetime


class TicketsAnswer(BaseModel):
    items: list[TicketItem]


def name_of(agent: Agent) -> AgentName:
    """How an agent is named to others."""
    return AgentName(id=agent.id, display_name=agent.display_name)


@router.get("/queue", response_model_exclude_none=True)
async def get_queue(who: InCaller, gateway: InGateway) -> QueueAnswer:
    """Who waits for the caller's skills, the most urgent first, and before them whom the caller serves."""
    return QueueAnswer(items=await in_thread(_queue, gateway.kefu, who.agent))


def _queue(kefu: Kefu, agent: Agent) -> list[QueueItem]:
    now = kefu.clock()
    with kefu.database.read() as unit:
        own = [
            unit.handoffs.current(conversation.id)
            for conversation in unit.conversations.owned_by_agent(agent.id)
        ]
    items = [_item(handoff, now, agent) for handoff in own if handoff is not None]
    return items + [_item(handoff, now, None) for handoff in kefu.handoff.queue(agent)]


def _item(handoff: Handoff, now: datetime, agent: Agent | None) -> QueueItem:
    queued_at = handoff.queued_at or handoff.requested_at
    waited_until = handoff.claimed_at or now
    return QueueItem(
        conversation_id=handoff.conversation_id,
        owner=Owner.AGENT if agent else Owner.QUEUED,
        agent=name_of(agent) if agent else None,
        priority=handoff.priority.value,
        reason=handoff.reason.value,
        skill_group=handoff.skill_group,
        queued_at=queued_at,
        waiting_seconds=max(0, int((waited_until - queued_at).total_seconds())),
        summary=handoff.summary,
    )


@router.get("/tickets")
async def get_tickets(
    who: InCaller,
    gateway: InGateway,
    kind: TicketKind | None = None,
    limit: Annotated[int, Query(ge=1, le=TICKETS_SHOWN)] = TICKETS_SHOWN,
) -> TicketsAnswer:
    """The newest tickets of the caller's groups."""
    tickets = await in_thread(_tickets, gateway.kefu)
    seen = [
        ticket
        for ticket in tickets
        if (kind is None or ticket.kind is kind)
        and who.agent.sees(_GROUP.get(ticket.kind, _OTHER_GROUP))
    ]
    return TicketsAnswer(items=[_ticket(ticket) for ticket in seen[:limit]])


def _tickets(kefu: Kefu) -> list[Ticket]:
    with kefu.database.read() as unit:
        return unit.tickets.of()


def _ticket(ticket: Ticket) -> TicketItem:
    return TicketItem(
        number=ticket.number,
        kind=ticket.kind.value,
        status=ticket.status.value,
        priority=ticket.priority.value,
        subject=ticket.subject,
        conversation_id=ticket.conversation_id,
        created_at=ticket.created_at,
    )
