"""Tells waiting customers their place in the queue when it has changed. It must not know
connections.
"""

from __future__ import annotations

from collections import Counter

from kefu.core.clock import Clock
from kefu.core.conversation import EventType, Owner
from kefu.services.assurance import get_conversation
from kefu.services.handoff import HandoffService
from kefu.services.ports import Database, UnitOfWork

PAGE = 500


class QueueWatch:
    """One per process. What was told stands in the log; a copy here saves looking there.

    Owns its transactions: one for each who waits, so that nobody is held up by a whole round.
    """

    def __init__(self, database: Database, handoff: HandoffService, clock: Clock) -> None:
        self._database = database
        self._handoff = handoff
        self._clock = clock
        self._told: dict[str, int] = {}

    def look(self) -> list[str]:
        """Append a status event for everyone whose place is another than they were told; their
        conversations.
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
        self._told = {key: place for key, place in self._told.items() if key in places}
        return [
            key for key, place in places.items() if self._told.get(key) != place and self._tell(key)
        ]

    def _tell(self, conversation_id: str) -> bool:
        with self._database.read() as unit:
            place = self._handoff.place(unit, conversation_id)
        if place is None:
            return False
        self._told[conversation_id] = place.position
        with self._database.begin() as unit:
            conversation = get_conversation(unit, conversation_id, lock=True)
            if conversation.owner is not Owner.QUEUED:
                return False
            if _last_position(unit, conversation_id) == place.position:
                return False
            data = {
                "owner": conversation.owner.value,
                "position": place.position,
                "estimated_wait": place.estimated_wait,
            }
            unit.events.append(conversation_id, EventType.STATUS, data, self._clock())
        return True


def _last_position(unit: UnitOfWork, conversation_id: str) -> int | None:
    end = unit.events.last_seq(conversation_id)
    while end > 0:
        start = max(0, end - PAGE)
        for event in reversed(unit.events.after(conversation_id, start, PAGE)):
            if event.type is EventType.STATUS:
                position = event.data.get("position")
                return position if isinstance(position, int) else None
        end = start
    return None
