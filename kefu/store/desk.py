"""Hand-offs, tickets and agents."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, insert, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kefu.core.agent import Agent, AgentSession
from kefu.core.clock import BEIJING
from kefu.core.conversation import Owner
from kefu.core.handoff import (
    CASES_PER_NETWORK,
    QUERIES_PER_NETWORK,
    Handoff,
    HandoffReason,
    Priority,
)
from kefu.core.ticket import NUMBER_PREFIX, Ticket
from kefu.services.ports import Held
from kefu.store.rows import KEY, Rows
from kefu.store.tables import (
    agent_sessions,
    agents,
    conversations,
    counters,
    handoffs,
    login_failures,
    tickets,
)
from kefu.store.types import Instant


class SqlHandoffs(Rows[Handoff]):
    table = handoffs
    cls = Handoff

    def of(self, conversation_id: str) -> list[Handoff]:
        c = handoffs.c
        return self._all(
            self.selected.where(c.conversation_id == conversation_id).order_by(c.requested_at)
        )

    def _values(self, item: Handoff) -> dict[str, Any]:
        return {**super()._values(item), "rank": item.priority.rank}

    def current(self, conversation_id: str, *, lock: bool = False) -> Handoff | None:
        return self._one(_CURRENT_LOCKED if lock else _CURRENT, of_id=conversation_id)

    def latest(self, conversation_id: str) -> Handoff | None:
        h = handoffs.c
        query = self.selected.where(h.conversation_id == conversation_id)
        return self._one(query.order_by(h.requested_at.desc()).limit(1))

    def held_by(self, agent_id: str) -> list[Handoff]:
        return self._all(_HELD, of_id=agent_id)

    def waiting(self) -> list[Handoff]:
        return self._all(_WAITING)

    def waiting_on(self) -> list[tuple[Handoff, str]]:
        rows = self._connection.execute(_WAITING_ON)
        return [(Handoff(*row[:-1]), row[-1]) for row in rows]

    def note_seen(self, handoff_ids: Collection[str], now: datetime) -> None:
        self._connection.execute(
            update(handoffs).where(handoffs.c.id.in_(handoff_ids)).values(seen_at=now)
        )

    def crowds(self) -> dict[str, str]:
        rows = self._connection.execute(_CROWDS)
        return {row.id: row.network_hash or "" for row in rows}

    def held(self) -> list[Held]:
        rows = self._connection.execute(_EVERYBODY_HELD)
        return [Held(*row) for row in rows]

    def taken_from(self, agent_id: str, since: datetime) -> list[Handoff]:
        h = handoffs.c
        return self._all(
            self.selected.where(
                h.returned_from == agent_id,
                h.returned_at > since,
                or_(h.agent_id.is_(None), h.agent_id != agent_id),
            ).order_by(h.returned_at, h.id)
        )

    def claim(self, handoff_id: str, agent_id: str, now: datetime) -> bool:
        h = handoffs.c
        claimed = self._connection.execute(
            update(handoffs)
            .where(h.id == handoff_id, h.claimed_at.is_(None), h.ended_at.is_(None))
            .values(claimed_at=now, agent_id=agent_id)
        )
        return claimed.rowcount == 1

    def served_lately(self, skill_group: str, since: datetime, limit: int) -> list[timedelta]:
        h = handoffs.c
        query = (
            select(h.claimed_at, h.ended_at)
            .where(h.skill_group == skill_group, h.claimed_at.is_not(None), h.ended_at > since)
            .order_by(h.ended_at.desc())
            .limit(limit)
        )
        return [row.ended_at - row.claimed_at for row in self._connection.execute(query)]


# Nobody known, by network and rank, those that are served first: a flood gets no place free by
# being served. Whom an agent had already is no stranger to the desk.
_IS_URGENT = handoffs.c.rank == Priority.URGENT.rank
_OF_ONE_NETWORK = [conversations.c.network_hash, handoffs.c.rank]
_PLACES = case((_IS_URGENT, CASES_PER_NETWORK), else_=QUERIES_PER_NETWORK)
_ANONYMOUS = (
    select(
        handoffs.c.id,
        conversations.c.network_hash,
        _PLACES.label("places"),
        # Strangers with urgent cases stand behind whose account is known; those with others only
        # while their network is over its number, or each of them who is served would let one of
        # its crowd go before everybody who came later.
        or_(
            _IS_URGENT,
            func.count(case((handoffs.c.asleep_at.is_(None), 1))).over(partition_by=_OF_ONE_NETWORK)
            > _PLACES,
        ).label("behind"),
        func.row_number()
        .over(
            partition_by=_OF_ONE_NETWORK,
            order_by=[
                handoffs.c.claimed_at.is_(None),
                handoffs.c.asleep_at.is_not(None),
                handoffs.c.queued_at,
                handoffs.c.id,
            ],
        )
        .label("number"),
    )
    .join(conversations, conversations.c.id == handoffs.c.conversation_id)
    .where(
        handoffs.c.ended_at.is_(None),
        handoffs.c.queued_at.is_not(None),
        handoffs.c.returned_at.is_(None),
        conversations.c.account_id.is_(None),
        # Where no network is known (other channels), queries make no crowd.
        or_(_IS_URGENT, conversations.c.network_hash.is_not(None)),
    )
    .subquery("anonymous")
)
_CROWDS = select(_ANONYMOUS.c.id, _ANONYMOUS.c.network_hash).where(
    _ANONYMOUS.c.number > _ANONYMOUS.c.places
)
_WAITING = (
    SqlHandoffs.selected.outerjoin(_ANONYMOUS, _ANONYMOUS.c.id == handoffs.c.id)
    .where(
        handoffs.c.ended_at.is_(None),
        handoffs.c.claimed_at.is_(None),
        handoffs.c.queued_at.is_not(None),
    )
    .order_by(
        func.coalesce(_ANONYMOUS.c.number > _ANONYMOUS.c.places, False),
        handoffs.c.rank,
        handoffs.c.asleep_at.is_not(None),
        handoffs.c.reason != HandoffReason.DANGER,
        handoffs.c.returned_at.is_(None),
        func.coalesce(_ANONYMOUS.c.behind, False),
        handoffs.c.queued_at,
        handoffs.c.id,
    )
)
_WAITING_ON = _WAITING.join(
    conversations, conversations.c.id == handoffs.c.conversation_id
).add_columns(conversations.c.channel)
_CURRENT = (
    SqlHandoffs.selected.where(handoffs.c.conversation_id == KEY, handoffs.c.ended_at.is_(None))
    .order_by(handoffs.c.requested_at.desc())
    .limit(1)
)
_CURRENT_LOCKED = _CURRENT.with_for_update()
_HELD = (
    SqlHandoffs.selected.join(conversations, conversations.c.id == handoffs.c.conversation_id)
    .where(
        conversations.c.agent_id == KEY,
        conversations.c.owner == Owner.AGENT,
        handoffs.c.claimed_at.is_not(None),
        handoffs.c.ended_at.is_(None),
    )
    .order_by(handoffs.c.claimed_at, handoffs.c.id)
)
_EVERYBODY_HELD = (
    select(conversations.c.id, conversations.c.agent_id, func.max(agent_sessions.c.seen_at))
    .outerjoin(agent_sessions, agent_sessions.c.agent_id == conversations.c.agent_id)
    .where(conversations.c.owner == Owner.AGENT)
    .group_by(conversations.c.id, conversations.c.agent_id)
)


class SqlTickets(Rows[Ticket]):
    table = tickets
    cls = Ticket

    def open(self, ticket: Ticket, key: str) -> Ticket:
        """Store with the day's next number; the same key returns the ticket made first."""
        made = self._find(tickets.c.key == key)
        if made is not None:
            return made
        day = f"{ticket.created_at.astimezone(BEIJING):%Y%m%d}"
        prefix = NUMBER_PREFIX[ticket.kind] + day
        make = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        # The counter's row is locked until the end of the transaction,
        # so equal keys meet here one by one.
        value = self._connection.scalar(
            make(counters)
            .values(name=prefix, value=1)
            .on_conflict_do_update(index_elements=["name"], set_={"value": counters.c.value + 1})
            .returning(counters.c.value)
        )
        made = self._find(tickets.c.key == key)
        if made is not None:
            return made
        ticket.number = f"{prefix}-{value:04d}"
        self._insert(ticket, key=key)
        return ticket

    def delete_all(self) -> None:
        self._connection.execute(delete(tickets))

    def of(
        self, *, conversation_id: str | None = None, account_id: str | None = None
    ) -> list[Ticket]:
        t = tickets.c
        query = self.selected.order_by(t.created_at.desc())
        if conversation_id is not None:
            query = query.where(t.conversation_id == conversation_id)
        if account_id is not None:
            query = query.where(t.account_id == account_id)
        return self._all(query)


class SqlAgents(Rows[Agent]):
    table = agents
    cls = Agent

    def by_username(self, username: str, *, lock: bool = False) -> Agent | None:
        return self._find(agents.c.username == username, lock=lock)

    def count_attempt(
        self, username_hash: str, now: datetime, allowed: int, window: timedelta
    ) -> datetime | None:
        f = login_failures.c
        make = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        # One statement, so that attempts at the same time are counted one after another.
        counted = self._connection.execute(
            make(login_failures)
            .values(username_hash=username_hash, failures=1, ends_at=now + window)
            .on_conflict_do_update(
                index_elements=["username_hash"],
                set_={
                    "failures": case((f.ends_at <= now, 1), else_=f.failures + 1),
                    "ends_at": case(
                        (and_(f.ends_at > now, f.failures >= allowed), f.ends_at),
                        else_=literal(now + window, Instant),
                    ),
                },
            )
            .returning(f.failures, f.ends_at)
        ).one()
        return counted.ends_at if counted.failures > allowed else None

    def forget_attempts(self, username_hash: str) -> None:
        f = login_failures.c
        self._connection.execute(delete(login_failures).where(f.username_hash == username_hash))

    def add_session(self, session: AgentSession) -> None:
        s = agent_sessions.c
        self._connection.execute(
            delete(agent_sessions).where(
                s.agent_id == session.agent_id, s.expires_at <= session.created_at
            )
        )
        self._connection.execute(
            insert(agent_sessions).values(
                token_hash=session.token_hash,
                agent_id=session.agent_id,
                created_at=session.created_at,
                expires_at=session.expires_at,
                seen_at=session.seen_at,
            )
        )

    def session(self, token_hash: str, now: datetime) -> AgentSession | None:
        s = agent_sessions.c
        row = self._connection.execute(
            select(agent_sessions).where(s.token_hash == token_hash, s.expires_at > now)
        ).first()
        return None if row is None else AgentSession(**row._mapping)

    def touch_session(self, token_hash: str, now: datetime) -> None:
        self._connection.execute(
            update(agent_sessions)
            .where(agent_sessions.c.token_hash == token_hash)
            .values(seen_at=now)
        )

    def end_session(self, token_hash: str) -> None:
        self._connection.execute(
            delete(agent_sessions).where(agent_sessions.c.token_hash == token_hash)
        )

    def at_the_desk(self, since: datetime) -> list[tuple[Agent, int]]:
        rows = self._connection.execute(_AT_THE_DESK, {"seen_since": since})
        return [(Agent(*row[:-1]), row[-1]) for row in rows]


_IN_HAND = (
    select(func.count())
    .where(conversations.c.agent_id == agents.c.id, conversations.c.owner == Owner.AGENT)
    .scalar_subquery()
)
_AT_THE_DESK = SqlAgents.selected.where(
    agents.c.disabled.is_(False),
    agents.c.id.in_(
        select(agent_sessions.c.agent_id).where(
            agent_sessions.c.seen_at > bindparam("seen_since", type_=agent_sessions.c.seen_at.type)
        )
    ),
).add_columns(_IN_HAND)
