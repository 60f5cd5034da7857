"""Limits on how often something may be done, held in this process.

It must not know what is limited.

They protect the machine; limits that protect customers (codes, logins) are in the services,
in the database.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from kefu.core.errors import LimitReached

MAX_KEYS = 50_000
DEVELOPMENT_FACTOR = 20


class Buckets:
    """Token buckets by key: `burst` at once, refilled at `per_minute`.

    The key longest unused is forgotten first.
    """

    def __init__(
        self, per_minute: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = per_minute / 60
        self._burst = burst
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Use one up. Raises LimitReached with the seconds until the next."""
        now = self._clock()
        level, then = self._levels.pop(key, (float(self._burst), now))
        level = min(float(self._burst), level + (now - then) * self._rate)
        allowed = level >= 1
        self._levels[key] = (level - 1 if allowed else level, now)
        if len(self._levels) > MAX_KEYS:
            self._levels.popitem(last=False)
        if not allowed:
            wait = max(1, math.ceil((1 - level) / self._rate))
            raise LimitReached(retry_after=wait)


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits of the gateway."""

    messages: Buckets = field(default_factory=lambda: Buckets(30, 20))
    """Messages of one conversation."""
    crowds: Buckets = field(default_factory=lambda: Buckets(600, 200))
    """What the customers of one network write (many phones share one behind a carrier's NAT)."""
    secrets: Buckets = field(default_factory=lambda: Buckets(20, 10))
    """Values given to secure inputs of one conversation."""
    others: Buckets = field(default_factory=lambda: Buckets(30, 20))
    """Uploads, transcripts, ratings, earlier conversations and endings of one conversation."""
    reads: Buckets = field(default_factory=lambda: Buckets(240, 120))
    """Events, pictures and sockets of one conversation."""
    frames: Buckets = field(default_factory=lambda: Buckets(100, 50))
    """Frames over one socket; read marks of one conversation."""
    openings: Buckets = field(default_factory=lambda: Buckets(60, 60))
    """Conversations opened by one network (many phones share one behind a carrier's NAT)."""
    pictures: Buckets = field(default_factory=lambda: Buckets(60, 30))
    """Pictures uploaded by one network."""
    logins: Buckets = field(default_factory=lambda: Buckets(10, 10))
    """Logins at the desk from one network."""
    desk: Buckets = field(default_factory=lambda: Buckets(1200, 300))
    """Everything that one agent asks for."""

    @classmethod
    def for_development(cls) -> Limits:
        """One machine plays all customers, so what is counted by network is looser."""
        return cls(
            crowds=Buckets(600 * DEVELOPMENT_FACTOR, 200 * DEVELOPMENT_FACTOR),
            openings=Buckets(60 * DEVELOPMENT_FACTOR, 60 * DEVELOPMENT_FACTOR),
            pictures=Buckets(60 * DEVELOPMENT_FACTOR, 30 * DEVELOPMENT_FACTOR),
            logins=Buckets(10 * DEVELOPMENT_FACTOR, 10 * DEVELOPMENT_FACTOR),
        )
