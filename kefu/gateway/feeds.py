"""Shows conversations' logs to whoever follows them: long polls and sockets of this process.

News of a conversation is read once and rendered once for all that follow it, with their tokens
checked in the same read. What another process wrote or ended is found by a look at everybody, some
hundred in one query. It must not know protocols.
"""

from __future__ import annotations

import asyncio
import json
import math
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence

import structlog

from kefu.core.conversation import Event, EventType
from kefu.core.errors import KefuError, NotAuthenticated, Unavailable
from kefu.gateway.threads import Units
from kefu.services.conversations.following import PAGE, Following

# A token that was ended elsewhere closes what is open within 5 s.
LOOK_SECONDS = 3.0
LOOK_AT_ONCE = 500

log = structlog.get_logger(__name__)


class Page:
    """Part of a log as clients see it: each event's number and JSON. `last` is the last number
    looked at, shown or not.
    """

    __slots__ = ("ends_turn", "last", "shown")

    def __init__(self, events: Sequence[Event], after: int) -> None:
        self.last = events[-1].seq if events else after
        self.ends_turn = any(event.type is EventType.TURN_END for event in events)
        self.shown = [
            (event.seq, json.dumps(event.public(), ensure_ascii=False, separators=(",", ":")))
            for event in events
            if event.is_public
        ]

    def after(self, seq: int) -> list[str]:
        """The events after `seq`."""
        return [text for number, text in self.shown if number > seq]


class Follower(ABC):
    """Somebody who is shown a conversation from `after` on, as long as the token of `key` holds."""

    __slots__ = ("after", "conversation_id", "key")

    def __init__(self, conversation_id: str, key: str, after: int) -> None:
        self.conversation_id = conversation_id
        self.key = key
        self.after = after

    @property
    def is_ready(self) -> bool:
        """Whether it can be shown something now; who was not asks to be by `Feeds.look`."""
        return True

    def show(self, page: Page) -> None:
        """Take what is after `after`; sets `after`."""
        events = page.after(self.after)
        self.after = max(self.after, page.last)
        self.take(events)

    @abstractmethod
    def take(self, events: list[str]) -> None:
        """Show these events, perhaps none."""

    def show_typing(self, who: str) -> None:  # noqa: B027 - not everybody shows it
        """Somebody began to type."""

    def beat(self, now: float) -> None:  # noqa: B027 - not everybody needs it
        """Called every `LOOK_SECONDS` at least, for whoever needs a sign of life."""

    @abstractmethod
    def end(self, error: Exception | None) -> None:
        """Nothing more will come: why, or None when the process stops."""


class _Feed:
    """The followers of one conversation, and what they have not been told yet."""

    __slots__ = ("conversation_id", "followers", "is_running", "news", "typing")

    def __init__(self, conversation_id: str) -> None:
        self.conversation_id = conversation_id
        self.followers: list[Follower] = []
        self.news = False
        self.typing: str | None = None
        self.is_running = False


class Feeds:
    """All followers of this process. All calls from the event loop's thread."""

    def __init__(self, units: Units, following: Following) -> None:
        self._units = units
        self._following = following
        self._feeds: dict[str, _Feed] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    def follow(self, follower: Follower) -> None:
        """Show it what there is, then what comes, until `leave` or its `end`."""
        if self._closing:
            follower.end(None)
            return
        conversation_id = follower.conversation_id
        feed = self._feeds.get(conversation_id)
        if feed is None:
            feed = self._feeds[conversation_id] = _Feed(conversation_id)
        feed.followers.append(follower)
        self.look(conversation_id)

    def leave(self, follower: Follower) -> None:
        """Show it nothing more; it may have left already."""
        feed = self._feeds.get(follower.conversation_id)
        if feed is None or follower not in feed.followers:
            return
        feed.followers.remove(follower)
        if not feed.followers:
            del self._feeds[follower.conversation_id]

    def look(self, conversation_id: str, typing: str | None = None) -> None:
        """There may be news of the conversation, or somebody types in it."""
        feed = self._feeds.get(conversation_id)
        if feed is None:
            return
        if typing is None:
            feed.news = True
        else:
            feed.typing = typing
        if not feed.is_running:
            feed.is_running = True
            task = asyncio.get_running_loop().create_task(self._tell(feed))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def count(self, conversation_id: str) -> int:
        """How many follow the conversation."""
        feed = self._feeds.get(conversation_id)
        return len(feed.followers) if feed else 0

    def total(self) -> int:
        """How many follow any."""
        return sum(len(feed.followers) for feed in self._feeds.values())

    def close(self) -> None:
        """End all; who comes after this is ended at once."""
        self._closing = True
        for follower in self._everybody():
            self._end(follower, None)

    async def rounds(self) -> None:
        """Look at everybody, again and again, in parts spread over the time. Runs until
        cancelled.
        """
        while True:
            everybody = self._everybody()
            parts = max(1, math.ceil(len(everybody) / LOOK_AT_ONCE))
            for number in range(parts):
                began = time.monotonic()
                try:
                    await self._look_at(everybody[number::parts])
                except Unavailable:
                    log.warning("database_unavailable", during="look")
                except Exception:  # an unforeseen fault of one look
                    log.exception("look_failed")
                took = time.monotonic() - began
                await asyncio.sleep(max(0.0, LOOK_SECONDS / parts - took))

    def _everybody(self) -> list[Follower]:
        return [follower for feed in self._feeds.values() for follower in feed.followers]

    def _follows(self, follower: Follower) -> bool:
        feed = self._feeds.get(follower.conversation_id)
        return feed is not None and follower in feed.followers

    def _end(self, follower: Follower, error: Exception | None) -> None:
        if self._follows(follower):
            self.leave(follower)
            follower.end(error)

    async def _look_at(self, followers: list[Follower]) -> None:
        if not followers:
            return
        keys = [follower.key for follower in followers]
        ends = await self._units.read(self._following.ends, keys)
        now = time.monotonic()
        for follower in followers:
            end = ends.get(follower.key)
            if end is None:
                self._end(follower, NotAuthenticated("invalid_token"))
            elif self._follows(follower):
                if end > follower.after:
                    self.look(follower.conversation_id)
                follower.beat(now)

    async def _tell(self, feed: _Feed) -> None:
        structlog.contextvars.clear_contextvars()  # the task began as a copy of who woke it
        try:
            while feed.followers and (feed.news or feed.typing):
                typing, feed.typing = feed.typing, None
                ended = feed.news and await self._tell_news(feed)
                if typing and not ended:
                    for follower in list(feed.followers):
                        follower.show_typing(typing)
        except Exception as error:  # whoever follows is told
            if not isinstance(error, KefuError):
                log.exception("feed_failed", conversation_id=feed.conversation_id)
            for follower in list(feed.followers):
                self._end(follower, error)
        finally:
            # No await between the last look at `news` and here, so that none falls in between.
            feed.is_running = False

    async def _tell_news(self, feed: _Feed) -> bool:
        """Whether a turn ended by what was told."""
        feed.news = False
        readers = [follower for follower in feed.followers if follower.is_ready]
        if not readers:
            return False
        after = min(follower.after for follower in readers)
        keys = {follower.key for follower in readers}
        held, events = await self._units.look(
            self._following.news, feed.conversation_id, keys, after
        )
        page = Page(events, after)
        feed.news = feed.news or len(events) == PAGE
        for follower in readers:
            if follower.key not in held:
                self._end(follower, NotAuthenticated("invalid_token"))
            elif self._follows(follower):
                follower.show(page)
        return page.ends_turn
