"""Tells waiting customers their place in the queue when it has changed, and another time when the
one they were told has passed. It must not know connections.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kefu.core.clock import Clock
from kefu.core.conversation import Event, EventType, Owner
from kefu.services.assurance import get_conversation
from kefu.services.handoff import HandoffService
from kefu.services.places import promised_until, wait_after
from kefu.services.ports import Database, UnitOfWork

PAGE = 500


@dataclass(frozen=True, slots=True)
class Told:
    """What a customer was told: their place, and until when it is true; None when it ends never."""

    position: int | None
    until: datetime | None

    def holds(self, position: int, now: datetime) -> bool:
        """There is nothing new to tell."""
        return self.position == position and (self.until is None or now <= self.until)


class QueueWatch:
    """One per process. What was told stands in the log; a copy here saves looking there.

    Owns its transactions: one for each who waits, so that nobody is held up by a whole round.
    """

    def __init__(self, database: Database, handoff: HandoffService, clock: Clock) -> None:
        self._database = database
        self._handoff = handoff
        self._clock = clock
        self._told: dict[str, Told] = {}

    def look(self) -> list[str]:
        """Append a status event for everyone whose place is another than they were told, or whose
        time has passed; their conversations.
        """
        with self._database.read() as unit:
            waiting = unit.handoffs.waiting()
        groups: Counter[str] = Counter()
        places: dict[str, int] = {}
        for handoff in waiting:
            if handoff.asleep_at is not None:
                continue  # told when they are back
            groups[handoff.skill_group] += 1
            places[handoff.conversation_id] = groups[handoff.skill_group]
        self._told = {key: told for key, told in self._told.items() if key in places}
        now = self._clock()
        return [
            key
            for key, place in places.items()
            if ((told := self._told.get(key)) is None or not told.holds(place, now))
            and self._tell(key)
        ]

    def _tell(self, conversation_id: str) -> bool:
        with self._database.read() as unit:
            place = self._handoff.place(unit, conversation_id)
        if place is None:
            return False
        now = self._clock()
        with self._database.begin() as unit:
            conversation = get_conversation(unit, conversation_id, lock=True)
            if conversation.owner is not Owner.QUEUED:
                return False
            last = _last_status(unit, conversation_id)
            told = None if last is None else _told_by(last)
            if told is not None and told.holds(place.position, now):
                self._told[conversation_id] = told
                return False
            data: dict[str, Any] = {
                "owner": conversation.owner.value,
                "position": place.position,
                "estimated_wait": place.estimated_wait,
            }
            if last is not None and told is not None and told.position == place.position:
                longer = wait_after(last.data["estimated_wait"])
                data |= {"estimated_wait": max(place.estimated_wait, longer), "late": True}
            event = unit.events.append(conversation_id, EventType.STATUS, data, now)
        self._told[conversation_id] = _told_by(event)
        return True


def _told_by(status: Event) -> Told:
    wait = status.data.get("estimated_wait")
    return Told(
        position=status.data.get("position"),
        until=None if wait is None else promised_until(status.at, wait),
    )


def _last_status(unit: UnitOfWork, conversation_id: str) -> Event | None:
    end = unit.events.last_seq(conversation_id)
    while end > 0:
        start = max(0, end - PAGE)
        for event in reversed(unit.events.after(conversation_id, start, PAGE)):
            if event.type is EventType.STATUS:
                return event
        end = start
    return None
