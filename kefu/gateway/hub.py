"""Who waits for which conversation: wakes long polls and sockets of this process.

Keeps no event but `typing`.

Everything lasting is in the database;
a wake-up only says "look again". So a lost one costs a delay, never a message.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Subscription:
    """One waiting connection. `typing` holds who began to type since it was last read."""

    def __init__(self) -> None:
        self._news = asyncio.Event()
        self._typing: str | None = None

    def wake(self, typing: str | None = None) -> None:
        """Let `wait` return."""
        self._typing = typing or self._typing
        self._news.set()

    async def wait(self, seconds: float) -> bool:
        """True at the next wake-up or one since the last call, False after `seconds`."""
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                await self._news.wait()
        except TimeoutError:
            return False
        self._news.clear()
        return True

    def take_typing(self) -> str | None:
        """Who began to type, once."""
        typing, self._typing = self._typing, None
        return typing


class Hub:
    """In-process publish and subscribe by conversation. All calls from the event loop's thread."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[Subscription]] = defaultdict(set)
        self._listeners: list[Callable[[str, str | None], None]] = []
        self.closing = False
        """The process is about to stop: nobody should begin to wait."""

    @contextmanager
    def subscribe(self, conversation_id: str) -> Iterator[Subscription]:
        """Wait for a conversation. Subscribe first, then read the log: news in between wakes."""
        subscription = Subscription()
        self._waiting[conversation_id].add(subscription)
        try:
            yield subscription
        finally:
            waiting = self._waiting[conversation_id]
            waiting.discard(subscription)
            if not waiting:
                del self._waiting[conversation_id]

    def publish(self, conversation_id: str, *, typing: str | None = None) -> None:
        """Wake everybody who waits for the conversation, and who listens to all."""
        for listener in self._listeners:
            listener(conversation_id, typing)
        for subscription in self._waiting.get(conversation_id, ()):
            subscription.wake(typing)

    def listen(self, listener: Callable[[str, str | None], None]) -> None:
        """Call `listener` with the conversation and who types, whatever is published."""
        self._listeners.append(listener)

    def count(self, conversation_id: str) -> int:
        """How many wait for the conversation."""
        return len(self._waiting.get(conversation_id, ()))

    def total(self) -> int:
        """How many wait in all."""
        return sum(len(waiting) for waiting in self._waiting.values())

    def close(self) -> None:
        """Wake everybody for the last time."""
        self.closing = True
        for conversation_id in list(self._waiting):
            self.publish(conversation_id)
