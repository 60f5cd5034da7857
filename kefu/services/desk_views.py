"""What agents see: their queue, the tickets of their groups, everything about one conversation.

Whoever is not concerned with a conversation is told it does not exist.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from kefu.core.agent import Agent, Role
from kefu.core.clock import Clock
from kefu.core.conversation import Conversation, Event, Owner
from kefu.core.errors import NotFound
from kefu.core.handoff import FactKey, Handoff, Mood, Priority, SkillGroup
from kefu.core.money import format_fen
from kefu.core.mood_words import having_waited
from kefu.core.privacy import mask_email, mask_name, mask_phone
from kefu.core.refund import Refund
from kefu.core.ticket import Ticket, TicketKind
from kefu.core.transaction import Transaction
from kefu.services.assurance import get_conversation
from kefu.services.ports import Database, RefundRecords, TalkState, UnitOfWork, WalletBackend
from kefu.services.summary import Summariser
from kefu.words.spoken import spoken_time
from kefu.words.terms import term

TRANSACTIONS_SHOWN = 10
REFUNDS_SHOWN = 10
TICKETS_SHOWN = 200
TICKETS_OF_ONE = 20
CROWD_ID_LENGTH = 12
TAKEN_BACK_SHOWN = timedelta(hours=1)
_GROUP = dict.fromkeys((TicketKind.THEFT_CASE, TicketKind.FREEZE), SkillGroup.SECURITY)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Customers of one priority whom nobody knows, too many from one network: `id` tells crowds
    apart, `size` is how many wait.
    """

    id: str
    size: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of an agent's queue; `agent` is set when they serve it already. `waited` is in
    seconds and ends with the claim; `waiting_since` is set while a human's answer is owed, and
    `unanswered` is what the customer has said since then. `crowd` is set where it is one of many.
    """

    handoff: Handoff
    agent: Agent | None
    queued_at: datetime
    waited: int
    last: Event | None
    unanswered: list[Event]
    waiting_since: datetime | None
    summary: dict[str, Any]
    crowd: Crowd | None = None

    @property
    def owner(self) -> Owner:
        """Who answers this customer now."""
        return Owner.AGENT if self.agent else Owner.QUEUED


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A conversation that an agent had to let go of: who answers it now, and the agent who took it
    since.
    """

    handoff: Handoff
    owner: Owner
    agent: Agent | None


class DeskViews:
    """Reads only, and owns its transactions: the wallet is asked outside of them."""

    def __init__(
        self,
        database: Database,
        wallet: WalletBackend,
        refunds: RefundRecords,
        summariser: Summariser,
        clock: Clock,
    ) -> None:
        self._database = database
        self._wallet = wallet
        self._refunds = refunds
        self._summariser = summariser
        self._clock = clock

    def queue(self, agent: Agent) -> list[Waiting]:
        """Whom the agent serves, then who waits for their skills, the most urgent first."""
        with self._database.read() as unit:
            own = unit.handoffs.held_by(agent.id)
            waiting = [
                h for h in unit.handoffs.waiting() if agent.sees(h.skill_group) and _is_offered(h)
            ]
            talks = unit.events.talk_states([h.conversation_id for h in own + waiting])
            crowds = _crowds(unit, waiting)
        now = self._clock()
        served = [_line(h, agent, talks.get(h.conversation_id), now) for h in own]
        return served + [
            replace(_line(h, None, talks.get(h.conversation_id), now), crowd=crowds.get(h.id))
            for h in waiting
        ]

    def taken_back(self, agent: Agent) -> list[TakenBack]:
        """What went back to the queue within the last hour because this agent was gone, or because
        they passed it on.
        """
        with self._database.read() as unit:
            handoffs = unit.handoffs.taken_from(agent.id, self._clock() - TAKEN_BACK_SHOWN)
            return [
                TakenBack(
                    handoff,
                    get_conversation(unit, handoff.conversation_id).owner,
                    unit.agents.get(handoff.agent_id) if handoff.agent_id else None,
                )
                for handoff in handoffs
            ]

    def tickets(
        self, agent: Agent, kind: TicketKind | None = None, limit: int = TICKETS_SHOWN
    ) -> list[Ticket]:
        """The newest tickets of the agent's groups."""
        with self._database.read() as unit:
            tickets = unit.tickets.of()
        seen = [
            ticket
            for ticket in tickets
            if (kind is None or ticket.kind is kind)
            and agent.sees(_GROUP.get(ticket.kind, SkillGroup.SERVICE))
        ]
        return seen[:limit]

    def context(self, conversation_id: str, agent: Agent, after: int) -> dict[str, Any]:
        """Everything an agent sees of a conversation in their hands or their queue. Raises NotFound
        for others.
        """
        with self._database.read() as unit:
            conversation = get_conversation(unit, conversation_id)
            handoff = unit.handoffs.current(conversation_id)
            concerned = (
                conversation.agent_id == agent.id
                if conversation.owner is Owner.AGENT
                else handoff is not None and agent.sees(handoff.skill_group)
            )
            if not concerned and agent.role is Role.AGENT:
                raise NotFound("conversation_not_found")
            events = unit.events.after(conversation_id, after)
            tickets = _tickets_of(unit, conversation)
        account = self._summariser.account_of(conversation)
        now = self._clock()
        return {
            "conversation": {
                "id": conversation.id,
                "channel": conversation.channel,
                "owner": conversation.owner.value,
                "assurance": int(conversation.assurance(now)),
                "created_at": conversation.created_at.isoformat(),
            },
            "customer": None
            if account is None
            else {
                "name": mask_name(account.name),
                "phone": mask_phone(account.phone),
                "email": mask_email(account.email) if account.email else None,
                "status": account.status.value,
                "lock_reason": account.lock_reason.value if account.lock_reason else None,
                "two_factor": account.two_factor,
            },
            "summary": readable(handoff, now) if handoff else None,
            "transactions": []
            if account is None
            else [
                self._shown(transaction)
                for transaction in self._wallet.transactions(account.id, limit=TRANSACTIONS_SHOWN)
            ],
            "refunds": []
            if account is None
            else [
                _refund(refund) for refund in self._refunds.refunds(account.id, limit=REFUNDS_SHOWN)
            ],
            "tickets": [
                _ticket(ticket, here=ticket.conversation_id == conversation_id)
                for ticket in tickets
            ],
            "events": [event.public() for event in events if event.is_public],
            "next": events[-1].seq if events else after,
        }

    def _shown(self, transaction: Transaction) -> dict[str, Any]:
        return {
            "id": transaction.id,
            "title": term(transaction.kind),
            "amount": format_fen(transaction.amount_fen),
            "counterparty": transaction.counterparty,
            "at": spoken_time(transaction.at, self._clock()),
            "status_text": term(transaction.status),
            "suspicious": transaction.suspicious,
        }


def readable(handoff: Handoff, now: datetime) -> dict[str, Any]:
    """A hand-off's summary with a label for each fact, and the mood of who is kept waiting; what a
    fact is about stays its key.
    """
    summary = handoff.summary
    facts = [{**fact, "label": term(FactKey(fact["key"]))} for fact in summary["facts"]]
    mood = summary["mood"]
    if mood in list(Mood) and handoff.queued_at is not None and handoff.claimed_at is None:
        mood = having_waited(Mood(mood), now - handoff.queued_at).value
    return {**summary, "facts": facts, "mood": mood}


def _tickets_of(unit: UnitOfWork, conversation: Conversation) -> list[Ticket]:
    """The conversation's tickets, and its proven customer's from elsewhere; newest first."""
    tickets = unit.tickets.of(conversation_id=conversation.id)
    if conversation.account_id is not None:
        known = {ticket.id for ticket in tickets}
        theirs = unit.tickets.of(account_id=conversation.account_id)
        tickets += [ticket for ticket in theirs if ticket.id not in known]
    return sorted(tickets, key=attrgetter("created_at"), reverse=True)[:TICKETS_OF_ONE]


def _ticket(ticket: Ticket, *, here: bool) -> dict[str, Any]:
    """What was said elsewhere is not for whoever serves the customer here: how it stands is."""
    return {
        "number": ticket.number,
        "kind": ticket.kind.value,
        "status": ticket.status.value,
        "priority": ticket.priority.value,
        "subject": ticket.subject,
        "created_at": ticket.created_at.isoformat(),
        "due_at": ticket.due_at.isoformat(),
        "here": here,
        "facts": ticket.facts if here else {},
    }


def _refund(refund: Refund) -> dict[str, Any]:
    finished, expected = refund.finished_at, refund.expected_by
    return {
        "id": refund.id,
        "transaction_id": refund.transaction_id,
        "counterparty": refund.counterparty,
        "amount": format_fen(refund.amount_fen),
        "status": refund.status.value,
        "requested_at": refund.requested_at.isoformat(),
        "expected_by": expected.isoformat() if expected else None,
        "finished_at": finished.isoformat() if finished else None,
    }


def _crowds(unit: UnitOfWork, waiting: list[Handoff]) -> dict[str, Crowd]:
    """The crowd of each of those who wait in one."""
    networks = unit.handoffs.crowds()
    crowded = {
        handoff.id: f"nw_{networks[handoff.id][:CROWD_ID_LENGTH]}_{handoff.priority}"
        for handoff in waiting
        if handoff.id in networks
    }
    sizes = Counter(crowded.values())
    return {
        handoff_id: Crowd(crowd_id, sizes[crowd_id]) for handoff_id, crowd_id in crowded.items()
    }


def _line(handoff: Handoff, agent: Agent | None, talk: TalkState | None, now: datetime) -> Waiting:
    queued_at = handoff.queued_at or handoff.requested_at
    waited = (handoff.claimed_at or now) - queued_at
    # What was said before was said to the bot.
    unanswered = [event for event in talk.unanswered if event.at >= queued_at] if talk else []
    waiting_since = unanswered[0].at if unanswered else None
    if agent is None or handoff.first_reply_at is None:
        waiting_since = queued_at
    return Waiting(
        handoff,
        agent,
        queued_at,
        max(0, int(waited.total_seconds())),
        talk.last if talk else None,
        unanswered,
        waiting_since,
        readable(handoff, now),
    )


def _is_offered(handoff: Handoff) -> bool:
    """Who has left is offered to nobody; what is urgent stays in sight all the same."""
    return handoff.asleep_at is None or handoff.priority is Priority.URGENT
