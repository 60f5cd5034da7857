"""Waits a little whether a customer writes on before an answer to unclear words is said. It must
not know turns.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress


class Listening:
    """For at most `seconds` at a time; 0: not at all. Belongs to one event loop."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._waiting: dict[str, asyncio.Event] = {}
        self._over = False

    def __len__(self) -> int:
        """How many conversations are listened to."""
        return len(self._waiting)

    @property
    def is_off(self) -> bool:
        """Whether nobody is listened to, or not any more."""
        return self._over or not self._seconds

    def wake(self, conversation_id: str) -> None:
        """Something has come of this conversation."""
        if conversation_id in self._waiting:
            self._waiting[conversation_id].set()

    def end(self) -> None:
        """Listen no more."""
        self._over = True
        for event in self._waiting.values():
            event.set()

    async def to(self, conversation_id: str) -> None:
        """Until something comes of this conversation, or the time is over."""
        event = self._waiting[conversation_id] = asyncio.Event()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._seconds):
                    await event.wait()
        finally:
            del self._waiting[conversation_id]
