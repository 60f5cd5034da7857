"""One request that waits for news of a conversation."""

from __future__ import annotations

import asyncio

from kefu.gateway.feeds import Follower


class LongPoll(Follower):
    """`events` are the first there are, or none after `seconds`."""

    __slots__ = ("_has_looked", "_is_patient", "events")

    def __init__(self, conversation_id: str, key: str, after: int, seconds: float) -> None:
        super().__init__(conversation_id, key, after)
        loop = asyncio.get_running_loop()
        self.events: asyncio.Future[list[str]] = loop.create_future()
        self._has_looked = False
        self._is_patient = seconds > 0
        if self._is_patient:
            timer = loop.call_later(seconds, self._lose_patience)
            self.events.add_done_callback(lambda _: timer.cancel())

    def take(self, events: list[str]) -> None:
        """Answer with them, or wait on."""
        self._has_looked = True
        if events or not self._is_patient:
            self._answer(events)

    def end(self, error: Exception | None) -> None:
        """Answer with what is wrong."""
        if error is None:
            self._answer([])
        elif not self.events.done():
            self.events.set_exception(error)

    def _lose_patience(self) -> None:
        self._is_patient = False
        if self._has_looked:  # otherwise the look that is under way answers
            self._answer([])

    def _answer(self, events: list[str]) -> None:
        if not self.events.done():
            self.events.set_result(events)
