"""Whose customer has left while waiting: the place sleeps, wakes when they return, and in the end
becomes a ticket. An urgent case never does. It must not know connections.

Who is there is told by the process that holds the connections. It is noted now and then, in one
statement for all, and when somebody goes: so any other process can tell how long they are away.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import structlog

from kefu.core.clock import Clock
from kefu.core.handoff import FactKey, Handoff, Priority
from kefu.core.ticket import TicketKind
from kefu.services.handoff import HandoffService
from kefu.services.ports import Database, UnitOfWork
from kefu.services.tickets import TicketService
from kefu.services.vigil import Vigil
from kefu.words.terms import term
from kefu.words.texts import texts

log = structlog.get_logger(__name__)


class CustomerWatch:
    """One per process; several do no harm. Who has not been there for `away_after` sleeps, for
    `ticket_after` gets a ticket.

    Owns its transactions: one for each place that changes.
    """

    def __init__(
        self,
        database: Database,
        handoff: HandoffService,
        tickets: TicketService,
        clock: Clock,
        *,
        away_after: timedelta,
        ticket_after: timedelta,
    ) -> None:
        self._database = database
        self._handoff = handoff
        self._tickets = tickets
        self._clock = clock
        self._away_after = away_after
        self._ticket_after = ticket_after
        self._vigil = Vigil()
        self._were_here: set[str] = set()

    def look(self, here: Collection[str], always_here: Collection[str] = ()) -> list[str]:
        """Whose place changed. `here` are the conversations whose customers are connected to this
        process, `always_here` the channels on which answers reach people who are not connected.
        """
        now = self._clock()
        watched_since = self._vigil.since(now)
        with self._database.read() as unit:
            waiting = unit.handoffs.waiting_on()
        changed, seen, are_here = [], [], set()
        for handoff, channel in waiting:
            key = handoff.conversation_id
            if key in here or channel in always_here:
                are_here.add(key)
                if handoff.asleep_at is not None:
                    changed += self._wake(key)
                elif self._is_note_old(handoff, now):
                    seen.append(handoff.id)
            elif key in self._were_here:
                seen.append(handoff.id)  # just gone: from now on it counts
            else:
                changed += self._is_away(handoff, watched_since, now)
        self._were_here = are_here
        if seen:
            with self._database.begin() as unit:
                unit.handoffs.note_seen(seen, now)
        return changed

    def _is_note_old(self, handoff: Handoff, now: datetime) -> bool:
        return handoff.seen_at is None or now - handoff.seen_at > self._away_after / 2

    def _wake(self, conversation_id: str) -> list[str]:
        with self._database.begin() as unit:
            woken = self._handoff.wake(unit, conversation_id)
        return [conversation_id] if woken else []

    def _is_away(self, handoff: Handoff, watched_since: datetime, now: datetime) -> list[str]:
        seen = max(handoff.seen_at or handoff.queued_at or now, watched_since)
        key, away = handoff.conversation_id, now - seen
        if handoff.asleep_at is None:
            if away >= self._away_after:
                with self._database.begin() as unit:
                    if self._handoff.put_to_sleep(unit, key, now - self._away_after):
                        log.info("place_asleep", conversation_id=key)
                        return [key]
        elif away >= self._ticket_after and handoff.priority is not Priority.URGENT:
            with self._database.begin() as unit:
                if self._make_ticket(unit, handoff, now - self._ticket_after):
                    return [key]
        return []

    def _make_ticket(self, unit: UnitOfWork, seen: Handoff, left_before: datetime) -> bool:
        handoff = self._handoff.sleeping(unit, seen.conversation_id, left_before)
        if handoff is None:
            return False
        words = handoff.summary.get("customer_words") or []
        ticket = self._tickets.open(
            unit,
            TicketKind.GENERAL,
            handoff.conversation_id,
            handoff.summary.get("what") or term(handoff.reason),
            {FactKey.SERVICE_DESCRIPTION.value: words[-1]} if words else {},
            key=f"away/{handoff.id}",
            priority=handoff.priority,
        )
        said = texts().people.away_ticket.format(number=ticket.number)
        self._handoff.give_up_waiting(unit, handoff.conversation_id, said)
        log.info("place_became_ticket", conversation_id=handoff.conversation_id)
        return True
