"""What the desk works on: hand-offs, tickets, and the agents themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from kefu.core.agent import Agent, AgentSession
from kefu.core.handoff import Handoff
from kefu.core.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation in an agent's hands, and when that agent last gave a sign of life at the desk;
    None for one who has logged out.
    """

    conversation_id: str
    agent_id: str
    seen_at: datetime | None


class Handoffs(Protocol):
    def of(self, conversation_id: str) -> list[Handoff]:
        """Those of the conversation, oldest first."""
        ...

    def add(self, handoff: Handoff) -> None: ...
    def save(self, handoff: Handoff) -> None: ...
    def current(self, conversation_id: str, *, lock: bool = False) -> Handoff | None:
        """The hand-off of this conversation that has not ended."""
        ...

    def latest(self, conversation_id: str) -> Handoff | None:
        """The last hand-off of this conversation, ended or not."""
        ...

    def held_by(self, agent_id: str) -> list[Handoff]:
        """Those of the conversations that this agent has in hand, as they were taken."""
        ...

    def held(self) -> list[Held]:
        """Every conversation that any agent has in hand."""
        ...

    def taken_from(self, agent_id: str, since: datetime) -> list[Handoff]:
        """Those that went back from this agent to the queue after `since`, unless the agent has
        them again, as they went.
        """
        ...

    def waiting(self) -> list[Handoff]:
        """Queued and unclaimed, in the order in which they are to be served: the urgent first, of
        the equally urgent those last who have left, and before them strangers: all with urgent
        cases, and those of a network that has a crowd. Behind everybody are the crowds.
        """
        ...

    def crowds(self) -> dict[str, str]:
        """The hand-offs that are part of a crowd (`CASES_PER_NETWORK`, `QUERIES_PER_NETWORK`), by
        id; the keyed hash of their network, empty where that is unknown.
        """
        ...

    def claim(self, handoff_id: str, agent_id: str, now: datetime) -> bool:
        """Atomically give an unclaimed hand-off to an agent; False when somebody was faster."""
        ...

    def waiting_on(self) -> list[tuple[Handoff, str]]:
        """The same with the channel that each customer is on."""
        ...

    def note_seen(self, handoff_ids: Collection[str], now: datetime) -> None:
        """Note that these waiting customers are there."""
        ...

    def served_lately(self, skill_group: str, since: datetime, limit: int) -> list[timedelta]:
        """How long each of the last conversations took that people of the group ended."""
        ...


class Tickets(Protocol):
    def open(self, ticket: Ticket, key: str) -> Ticket:
        """Store with the next free number of its day;
        the same key returns the ticket made first.
        """
        ...

    def save(self, ticket: Ticket) -> None: ...
    def delete_all(self) -> None: ...
    def of(
        self, *, conversation_id: str | None = None, account_id: str | None = None
    ) -> list[Ticket]: ...


class Agents(Protocol):
    def add(self, agent: Agent) -> None: ...
    def get(self, agent_id: str) -> Agent | None: ...
    def by_username(self, username: str, *, lock: bool = False) -> Agent | None: ...
    def save(self, agent: Agent) -> None: ...
    def count_attempt(
        self, username_hash: str, now: datetime, allowed: int, window: timedelta
    ) -> datetime | None:
        """Count a login that is about to be tried; when the lock ends instead,
        if `allowed` were used up.

        The count starts over when `window` has passed since the last one.
        """
        ...

    def forget_attempts(self, username_hash: str) -> None: ...
    def add_session(self, session: AgentSession) -> None:
        """Begin a session; those of the agent that have run out are forgotten."""
        ...

    def session(self, token_hash: str, now: datetime) -> AgentSession | None: ...
    def end_session(self, token_hash: str) -> None: ...
    def at_the_desk(self, since: datetime) -> list[tuple[Agent, int]]:
        """Who has given a sign of life after `since`, and how many conversations they have in
        hand.
        """
        ...

    def touch_session(self, token_hash: str, now: datetime) -> None: ...
