"""Before the engines: so many turns are let through at a time, reports of theft first,
the others in the order in which they came. It must not know what a turn is.
"""

from __future__ import annotations

import asyncio
import heapq
import math
import time
from collections.abc import Callable
from itertools import count
from typing import Final

# Seats that only what is urgent may take, so that it need not wait for those who are served.
RESERVE: Final = 8
LONGEST_ESTIMATE: Final = 60
_NEWEST: Final = 0.1  # the share of the newest turn in the average


class Seat:
    """One turn's seat: `admitted` is done when it may begin."""

    def __init__(self, *, urgent: bool) -> None:
        self.urgent = urgent
        self.admitted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.since = 0.0


class WaitingRoom:
    """`capacity` tells how many may be at engines now; it is asked at every coming and going."""

    def __init__(self, capacity: Callable[[], int]) -> None:
        self._capacity = capacity
        self._inside = 0
        self._waiting: list[tuple[bool, int, Seat]] = []
        self._numbers = count()
        self._average = 0.0

    def enter(self, *, urgent: bool) -> Seat:
        """Come in. Whoever does must `leave`, admitted or not."""
        seat = Seat(urgent=urgent)
        heapq.heappush(self._waiting, (not urgent, next(self._numbers), seat))
        self._admit()
        return seat

    def leave(self, seat: Seat) -> None:
        """Make room for the next, or give up waiting."""
        if seat.since:
            self._inside -= 1
            seconds = time.monotonic() - seat.since
            self._average += (seconds - self._average) * (_NEWEST if self._average else 1)
        else:
            seat.admitted.cancel()
        self._admit()

    @property
    def waiting(self) -> int:
        """How many are not admitted yet."""
        return sum(not seat.admitted.cancelled() for _, _, seat in self._waiting)

    def estimate(self) -> int:
        """Seconds until somebody who came now would be served, at the present pace."""
        seconds = (self.waiting + 1) * self._average / self._capacity()
        return max(1, min(LONGEST_ESTIMATE, math.ceil(seconds)))

    def _admit(self) -> None:
        while self._waiting:
            _, _, seat = self._waiting[0]
            if not seat.admitted.cancelled():
                if self._inside >= self._capacity() + (RESERVE if seat.urgent else 0):
                    return
                self._inside += 1
                seat.since = time.monotonic()
                seat.admitted.set_result(None)
            heapq.heappop(self._waiting)
