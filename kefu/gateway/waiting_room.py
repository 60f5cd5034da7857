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

# Places that only what is urgent may take, so that it need not wait for those who are served.
RESERVE: Final = 8
LONGEST_ESTIMATE: Final = 60
_NEWEST: Final = 0.1  # the share of the newest turn in the average


class Place:
    """One turn's place: `admitted` is done when it may begin."""

    def __init__(self, *, urgent: bool) -> None:
        self.urgent = urgent
        self.admitted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.since = 0.0


class WaitingRoom:
    """`capacity` tells how many may be at engines now; it is asked at every coming and going."""

    def __init__(self, capacity: Callable[[], int]) -> None:
        self._capacity = capacity
        self._inside = 0
        self._waiting: list[tuple[bool, int, Place]] = []
        self._numbers = count()
        self._average = 0.0

    def enter(self, *, urgent: bool) -> Place:
        """Come in. Whoever does must `leave`, admitted or not."""
        place = Place(urgent=urgent)
        heapq.heappush(self._waiting, (not urgent, next(self._numbers), place))
        self._admit()
        return place

    def leave(self, place: Place) -> None:
        """Make room for the next, or give up waiting."""
        if place.since:
            self._inside -= 1
            seconds = time.monotonic() - place.since
            self._average += (seconds - self._average) * (_NEWEST if self._average else 1)
        else:
            place.admitted.cancel()
        self._admit()

    @property
    def waiting(self) -> int:
        """How many are not admitted yet."""
        return sum(not place.admitted.cancelled() for _, _, place in self._waiting)

    def estimate(self) -> int:
        """Seconds until somebody who came now would be served, at the present pace."""
        seconds = (self.waiting + 1) * self._average / self._capacity()
        return max(1, min(LONGEST_ESTIMATE, math.ceil(seconds)))

    def _admit(self) -> None:
        while self._waiting:
            _, _, place = self._waiting[0]
            if not place.admitted.cancelled():
                if self._inside >= self._capacity() + (RESERVE if place.urgent else 0):
                    return
                self._inside += 1
                place.since = time.monotonic()
                place.admitted.set_result(None)
            heapq.heappop(self._waiting)
