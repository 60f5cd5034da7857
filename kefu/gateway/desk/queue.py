"""Lists at the desk: the queue of an agent with their own conversations, and the tickets of their
groups.
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query

from kefu.core.agent import Agent
from kefu.core.conversation import Event
from kefu.core.ticket import Ticket, TicketKind
from kefu.gateway.contract.desk import (
    AgentName,
    Crowd,
    LastMessage,
    QueueAnswer,
    QueueItem,
    Summary,
    TakenBack,
    TicketItem,
    TicketsAnswer,
)
from kefu.gateway.desk.session import InCaller
from kefu.gateway.openapi import PROBLEMS
from kefu.gateway.state import InGateway
from kefu.gateway.threads import in_thread
from kefu.services import desk_views
from kefu.services.desk_views import TICKETS_SHOWN, Waiting

LONGEST_LINE: Final = 80

router = APIRouter(prefix="/api/v1/desk", tags=["desk"], responses=PROBLEMS)


def name_of(agent: Agent) -> AgentName:
    """How an agent is named to others."""
    return AgentName(id=agent.id, display_name=agent.display_name)


@router.get("/queue", response_model_exclude_none=True)
async def get_queue(who: InCaller, gateway: InGateway) -> QueueAnswer:
    """Who waits for the caller's skills, the most urgent first, and before them whom the caller
    serves.
    """
    waiting = await in_thread(gateway.desk.views.queue, who.agent)
    taken_back = await in_thread(gateway.desk.views.taken_back, who.agent)
    return QueueAnswer(
        items=[_item(line) for line in waiting],
        taken_back=[_taken_back(line) for line in taken_back],
        reply_limit=gateway.settings.reply_limit,
    )


def _taken_back(line: desk_views.TakenBack) -> TakenBack:
    assert line.handoff.returned_at is not None  # that is what it was found by
    return TakenBack(
        conversation_id=line.handoff.conversation_id,
        at=line.handoff.returned_at,
        owner=line.owner,
        agent=name_of(line.agent) if line.agent else None,
    )


def _item(line: Waiting) -> QueueItem:
    handoff = line.handoff
    return QueueItem(
        conversation_id=handoff.conversation_id,
        owner=line.owner,
        agent=name_of(line.agent) if line.agent else None,
        priority=handoff.priority,
        reason=handoff.reason,
        skill_group=handoff.skill_group,
        queued_at=line.queued_at,
        waiting_seconds=line.waited,
        waiting_since=line.waiting_since,
        unanswered=[event.seq for event in line.unanswered],
        agent_read=handoff.agent_read,
        last_message=_last(line.last) if line.last else None,
        asleep_at=handoff.asleep_at if line.agent is None else None,
        returned_at=handoff.returned_at if line.agent is None else None,
        crowd=Crowd(id=line.crowd.id, size=line.crowd.size) if line.crowd else None,
        summary=Summary.model_validate(line.summary),
    )


def _last(event: Event) -> LastMessage:
    # What is stored is masked already; blanks and line breaks would only take room.
    text = " ".join(event.data["text"].split())[:LONGEST_LINE]
    agent = (event.data.get("agent") or {}).get("display_name")
    return LastMessage(**{"from": event.data["from"]}, text=text, at=event.at, agent=agent)


@router.get("/tickets")
async def get_tickets(
    who: InCaller,
    gateway: InGateway,
    kind: TicketKind | None = None,
    limit: Annotated[int, Query(ge=1, le=TICKETS_SHOWN)] = TICKETS_SHOWN,
) -> TicketsAnswer:
    """The newest tickets of the caller's groups."""
    tickets = await in_thread(gateway.desk.views.tickets, who.agent, kind, limit)
    return TicketsAnswer(items=[_ticket(ticket) for ticket in tickets])


def _ticket(ticket: Ticket) -> TicketItem:
    return TicketItem(
        number=ticket.number,
        kind=ticket.kind,
        status=ticket.status,
        priority=ticket.priority,
        subject=ticket.subject,
        conversation_id=ticket.conversation_id,
        created_at=ticket.created_at,
        due_at=ticket.due_at,
    )
