"""Gives conversations back to the queue whose agent is gone. It must not know connections."""

from __future__ import annotations

from datetime import timedelta

import structlog

from kefu.core.clock import Clock
from kefu.services.attending import Attending
from kefu.services.ports import Database
from kefu.services.vigil import Vigil

log = structlog.get_logger(__name__)


class AgentWatch:
    """One per process; several do no harm.

    Owns its transactions: one for each conversation that goes back.
    """

    def __init__(
        self, database: Database, attending: Attending, clock: Clock, away_after: timedelta
    ) -> None:
        self._database = database
        self._attending = attending
        self._clock = clock
        self._away_after = away_after
        self._vigil = Vigil()

    def look(self) -> list[str]:
        """Take back every conversation whose agent has given no sign of life for `away_after`, or
        has logged out; which they are.
        """
        now = self._clock()
        watched_since = self._vigil.since(now)
        with self._database.read() as unit:
            held = unit.handoffs.held()
        taken = []
        for line in held:
            seen = line.seen_at and max(line.seen_at, watched_since)
            if seen is not None and now - seen < self._away_after:
                continue
            with self._database.begin() as unit:
                if self._attending.take_back(unit, line.conversation_id, line.agent_id):
                    taken.append(line.conversation_id)
                    log.warning("agent_gone", conversation_id=line.conversation_id)
        return taken
