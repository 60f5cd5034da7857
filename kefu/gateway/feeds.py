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
from kefu.gateway.hub import News
from kefu.gateway.threads import Units
from kefu.services.conversations.following import Following

# A token that was ended elsewhere closes what is open within 5 s.
LOOK_SECONDS = 3.0
LOOK_AT_ONCE = 500
# What the customer said themselves, and that the bot writes, waits this long for the answer to come
# along: most do, and then it is one look and one packet.
SOON_SECONDS = 0.1
# Whoever polls comes back within this time.
LINGER_SECONDS = 3.0
# News are few: they are read at once, a longer log by pages.
FEW = 20
PAGE = 100
WRITERS = {News.TYPING: "bot", News.AGENT_TYPING: "agent"}

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

    __slots__ = (
        "conversation_id",
        "followers",
        "has_echo",
        "has_news",
        "is_told",
        "soon",
        "typing",
    )

    def __init__(self, conversation_id: str) -> None:
        self.conversation_id = conversation_id
        self.followers: list[Follower] = []
        self.has_news = False
        self.has_echo = False
        self.typing: str | None = None
        self.soon: asyncio.TimerHandle | None = None
        self.is_told = False
        """A task is at it."""

    def hurry(self) -> None:
        """What was to be told soon is told now."""
        if self.soon is not None:
            self.soon.cancel()
            self.soon = None
        self.has_news = self.has_news or self.has_echo
        self.has_echo = False


class Feeds:
    """All followers of this process. All calls from the event loop's thread."""

    def __init__(self, units: Units, following: Following) -> None:
        self._units = units
        self._following = following
        self._feeds: dict[str, _Feed] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._left: dict[str, float] = {}
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
            self._left[follower.conversation_id] = time.monotonic()

    def here(self) -> set[str]:
        """The conversations that somebody follows, or did a moment ago: between two polls they are
        not gone.
        """
        then = time.monotonic() - LINGER_SECONDS
        self._left = {key: at for key, at in self._left.items() if at > then}
        return {*self._feeds, *self._left}

    def look(self, conversation_id: str, news: News = News.LOG) -> None:
        """There may be news of the conversation."""
        feed = self._feeds.get(conversation_id)
        if feed is None:
            return
        if news is News.LOG:
            feed.has_news = True
            self._start(feed)
            return
        feed.has_echo = feed.has_echo or news is News.ECHO
        feed.typing = WRITERS.get(news, feed.typing)
        if feed.soon is None:
            loop = asyncio.get_running_loop()
            feed.soon = loop.call_later(SOON_SECONDS, self._start, feed)

    def _start(self, feed: _Feed) -> None:
        feed.hurry()
        if not feed.is_told:
            feed.is_told = True
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
        limit = FEW
        try:
            while feed.followers and (feed.has_news or (feed.typing and feed.soon is None)):
                writer, feed.typing = feed.typing, None
                if feed.has_news:
                    page = await self._tell_news(feed, limit)
                    writer = None if page.ends_turn else writer
                    limit = PAGE if feed.has_news else FEW
                if writer is not None:
                    for follower in list(feed.followers):
                        follower.show_typing(writer)
        except Exception as error:  # whoever follows is told
            if not isinstance(error, KefuError):
                log.exception("feed_failed", conversation_id=feed.conversation_id)
            for follower in list(feed.followers):
                self._end(follower, error)
        finally:
            # No await between the last look at `has_news` and here, so that none falls in between.
            feed.is_told = False

    async def _tell_news(self, feed: _Feed, limit: int) -> Page:
        """What was told; the feed still has news when there may be more."""
        feed.has_news = False
        readers = [follower for follower in feed.followers if follower.is_ready]
        if not readers:
            return Page([], 0)
        after = min(follower.after for follower in readers)
        keys = {follower.key for follower in readers}
        read = self._units.look if limit == FEW else self._units.read
        held, events = await read(self._following.news, keys, after, limit)
        page = Page(events, after)
        feed.has_news = feed.has_news or len(events) == limit
        for follower in readers:
            if follower.key not in held:
                self._end(follower, NotAuthenticated("invalid_token"))
            elif self._follows(follower):
                follower.show(page)
        return page
