"""Who follows a conversation is shown its log: once read for all, each from where they are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from kefu.bootstrap import Kefu
from kefu.core.errors import NotAuthenticated
from kefu.gateway import feeds as feeds_module
from kefu.gateway.feeds import Feeds, Follower
from kefu.gateway.hub import News
from kefu.gateway.threads import Units
from kefu.services.assurance import get_conversation
from kefu.services.ports import Database
from kefu.services.units import in_unit
from tests.gateway.conftest import RunningGateway

PATIENCE = 20.0


class Seen(Follower):
    """Remembers what it was shown."""

    def __init__(self, conversation_id: str, key: str, after: int = 0) -> None:
        super().__init__(conversation_id, key, after)
        self.events: list[str] = []
        self.typing: list[str] = []
        self.ends: list[Exception | None] = []
        self.is_stuck = False

    @property
    def is_ready(self) -> bool:
        return not self.is_stuck

    def take(self, events: list[str]) -> None:
        self.events += events

    def show_typing(self, who: str) -> None:
        self.typing.append(who)

    def end(self, error: Exception | None) -> None:
        self.ends.append(error)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what is awaited has no event
            await asyncio.sleep(0.005)


class Counted(Units):
    """Remembers what was read."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.reads: list[str] = []

    async def read(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.reads.append(function.__name__)
        return await super().read(function, *args, **kwargs)

    async def look(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._database.is_near:  # elsewhere it is a `read`
            self.reads.append(function.__name__)
        return await super().look(function, *args, **kwargs)


class Scene:
    """A conversation with its greeting, and feeds whose reads are counted."""

    def __init__(self, kefu: Kefu) -> None:
        self.kefu = kefu
        self.units = Counted(kefu.database)
        self.feeds = Feeds(self.units, kefu.chat.following)
        self.id, self.token = self.open()
        self.key = kefu.chat.following.key(self.token)

    @property
    def reads(self) -> list[str]:
        return self.units.reads

    def open(self) -> tuple[str, str]:
        conversation, token = in_unit(
            self.kefu.database, self.kefu.chat.opening.open, "web", "zh-CN", None, {"text": "您好"}
        )
        return conversation.id, token

    def say(self, text: str) -> None:
        with self.kefu.database.begin() as unit:
            self.kefu.chat.log.say(unit, get_conversation(unit, self.id), {"text": text})

    def follow(self, after: int = 0) -> Seen:
        seen = Seen(self.id, self.key, after)
        self.feeds.follow(seen)
        return seen


@pytest.fixture
def scene(gateway: RunningGateway) -> Scene:
    return Scene(gateway.kefu)


async def test_the_log_is_read_once_for_all_who_follow(scene: Scene) -> None:
    everybody = [scene.follow() for _ in range(8)]
    await until(lambda: all(seen.events for seen in everybody))
    assert scene.reads == ["news"]
    scene.say("第二句")
    scene.feeds.look(scene.id)
    await until(lambda: all(len(seen.events) == 2 for seen in everybody))
    assert scene.reads == ["news", "news"]
    assert len({tuple(seen.events) for seen in everybody}) == 1


async def test_each_goes_on_from_where_they_are(scene: Scene) -> None:
    for number in range(3):
        scene.say(f"第{number}句")
    first, last = scene.follow(), scene.follow(after=3)
    await until(lambda: len(first.events) == 4)
    assert last.events == first.events[3:]
    assert first.after == last.after == 4


async def test_typing_is_shown_without_a_read_and_not_after_the_turn(scene: Scene) -> None:
    seen = scene.follow(after=1)
    await until(lambda: len(scene.reads) == 1)
    scene.feeds.look(scene.id, News.TYPING)
    await until(lambda: seen.typing == ["bot"])
    assert len(scene.reads) == 1
    in_unit(scene.kefu.database, scene.kefu.chat.log.end_turn, scene.id)
    scene.feeds.look(scene.id, News.TYPING)
    scene.feeds.look(scene.id)
    await until(lambda: len(seen.events) == 1)
    assert seen.typing == ["bot"]


async def test_what_customers_said_comes_with_the_answer_or_soon(scene: Scene) -> None:
    seen = scene.follow(after=1)
    await until(lambda: len(scene.reads) == 1)
    scene.say("问")
    scene.feeds.look(scene.id, News.ECHO)
    scene.feeds.look(scene.id, News.TYPING)
    scene.say("答")
    in_unit(scene.kefu.database, scene.kefu.chat.log.end_turn, scene.id)
    scene.feeds.look(scene.id)
    await until(lambda: len(seen.events) == 3)
    assert len(scene.reads) == 2
    scene.say("再问")
    scene.feeds.look(scene.id, News.ECHO)
    await until(lambda: len(seen.events) == 4)
    assert (len(scene.reads), seen.typing) == (3, [])


async def test_who_does_not_read_holds_up_nobody_and_misses_nothing(scene: Scene) -> None:
    quick, stuck = scene.follow(), scene.follow()
    await until(lambda: bool(quick.events and stuck.events))
    stuck.is_stuck = True
    scene.say("一")
    scene.feeds.look(scene.id)
    await until(lambda: len(quick.events) == 2)
    assert len(stuck.events) == 1
    stuck.is_stuck = False
    scene.feeds.look(scene.id)
    await until(lambda: stuck.events == quick.events)


async def test_a_long_log_comes_in_pages(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds_module, "FEW", 2)
    monkeypatch.setattr(feeds_module, "PAGE", 3)
    for number in range(7):
        scene.say(f"第{number}句")
    seen = scene.follow()
    await until(lambda: len(seen.events) == 8)
    assert len(set(seen.events)) == 8


async def test_only_the_ended_token_is_sent_away(scene: Scene) -> None:
    seen = scene.follow()
    stranger = Seen(scene.id, scene.kefu.chat.following.key("no token"))
    scene.feeds.follow(stranger)
    await until(lambda: bool(stranger.ends))
    assert isinstance(stranger.ends[0], NotAuthenticated)
    assert (stranger.events, seen.ends) == ([], [])
    assert scene.feeds.count(scene.id) == 1


async def test_one_look_finds_what_other_processes_wrote_and_ended(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds_module, "LOOK_SECONDS", 0.05)
    idle = []
    for _ in range(20):
        conversation_id, token = scene.open()
        idle.append(Seen(conversation_id, scene.kefu.chat.following.key(token)))
        scene.feeds.follow(idle[-1])
    seen = scene.follow()
    await until(lambda: all(each.events for each in [*idle, seen]))
    scene.reads.clear()
    rounds = asyncio.create_task(scene.feeds.rounds())
    await until(lambda: len(scene.reads) >= 3)
    assert set(scene.reads) == {"ends"}  # one for all twenty-one
    scene.say("另一个进程写的")
    with scene.kefu.database.begin() as unit:
        unit.tokens.revoke(idle[0].conversation_id, scene.kefu.clock())
    await until(lambda: len(seen.events) == 2 and bool(idle[0].ends))
    assert scene.feeds.total() == 20
    rounds.cancel()


async def test_closing_ends_everybody_and_who_comes_later(scene: Scene) -> None:
    seen = scene.follow()
    scene.feeds.close()
    later = scene.follow()
    assert (seen.ends, later.ends, scene.feeds.total()) == ([None], [None], 0)
