"""One run for all attempts at the same turn: a caller whose connection broke asks again and gets
the answer of the first attempt, running or done, without the turn's actions being run twice.

Only a courtesy of one process to its callers: another process may run the turn again, with the same
result. It must not know what a turn is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")

REMEMBERED = 256


class Attempts(Generic[T]):
    """Belongs to one event loop."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        """Remember at most so many answers, the newest ones."""
        self._remembered = remembered
        self._running: dict[Hashable, asyncio.Task[T]] = {}
        self._answers: dict[Hashable, T] = {}

    async def once(
        self, key: Hashable, run: Callable[[], Coroutine[Any, Any, T]]
    ) -> tuple[T, bool]:
        """The answer to what `key` stands for, and whether an earlier attempt began it.

        The run goes on when the caller is cancelled. One that fails is forgotten: its error reaches
        those who wait, and the next attempt runs anew.
        """
        if key in self._answers:
            return self._answers[key], True
        task = self._running.get(key)
        if task is not None:
            return await asyncio.shield(task), True
        task = self._running[key] = asyncio.ensure_future(run())
        task.add_done_callback(lambda ended: self._keep(key, ended))
        return await asyncio.shield(task), False

    def _keep(self, key: Hashable, ended: asyncio.Task[T]) -> None:
        del self._running[key]
        if ended.cancelled() or ended.exception() is not None:
            return
        self._answers[key] = ended.result()
        if len(self._answers) > self._remembered:
            del self._answers[next(iter(self._answers))]  # the oldest

    @property
    def running(self) -> set[asyncio.Task[T]]:
        """The runs under way."""
        return set(self._running.values())
