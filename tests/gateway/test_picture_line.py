"""Who may upload, and who is next."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from kefu.core.errors import LimitReached, Unavailable
from kefu.gateway import picture_line
from kefu.gateway.picture_line import (
    ALTOGETHER,
    EACH_CONVERSATION,
    EACH_NETWORK,
    MOST_BYTES,
    PictureLine,
    Upload,
)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_a_conversation_and_a_network_have_so_many_places(stack: ExitStack) -> None:
    line = PictureLine(2)
    for _ in range(EACH_CONVERSATION):
        stack.enter_context(line.place("one", "A"))
    with pytest.raises(LimitReached) as refused, line.place("one", "B"):
        pass
    assert (refused.value.code, refused.value.retry_after) == ("limit_reached", 5)
    for number in range(EACH_NETWORK - EACH_CONVERSATION):
        stack.enter_context(line.place(f"other {number}", "A"))
    with pytest.raises(LimitReached), line.place("another", "A"):
        pass
    with line.place("another", "B"):
        pass
    stack.close()
    with line.place("one", "A"):
        pass


def test_there_are_so_many_places_altogether(stack: ExitStack) -> None:
    line = PictureLine(2)
    for number in range(ALTOGETHER):
        stack.enter_context(line.place(f"{number}", f"network {number}"))
    with pytest.raises(Unavailable) as refused, line.place("one", "A"):
        pass
    assert (refused.value.code, refused.value.facts) == ("pictures_busy", {"retry_after": 5})


def test_bytes_are_counted_over_all_while_they_are_held(stack: ExitStack) -> None:
    line = PictureLine(2)
    with line.place("one", "A") as first, line.place("two", "B") as second:
        line.received(first, MOST_BYTES - 10)
        line.received(second, 10)
        with pytest.raises(Unavailable):
            line.received(second, 1)
    with line.place("two", "B") as second:
        line.received(second, 1)


class Work:
    """Uploads that hold their process until they are told to end; `order` says who began when."""

    def __init__(self, line: PictureLine) -> None:
        self._line = line
        self.order: list[str] = []
        self._ends: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def add(self, name: str, network: str) -> None:
        self._ends[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(self._run(name, network))
        await self.settle()

    async def _run(self, name: str, network: str) -> None:
        async with self._line.turn(Upload(name, network)):
            self.order.append(name)
            await self._ends[name].wait()

    async def end(self, name: str) -> None:
        self._ends[name].set()
        await self.settle()

    @staticmethod
    async def settle() -> None:
        for _ in range(10):
            await asyncio.sleep(0)


async def test_a_network_leaves_a_process_to_others() -> None:
    work = Work(PictureLine(2))
    for name in ("a1", "a2", "a3"):
        await work.add(name, "A")
    assert work.order == ["a1"]
    await work.add("b1", "B")
    await work.add("c1", "C")
    assert work.order == ["a1", "b1"]
    await work.end("b1")
    assert work.order == ["a1", "b1", "c1"]
    await work.end("a1")
    assert work.order == ["a1", "b1", "c1", "a2"]
    for name in ("c1", "a2", "a3"):
        await work.end(name)
    await asyncio.gather(*work.tasks.values())


async def test_whoever_leaves_the_line_or_a_process_holds_up_nobody() -> None:
    work = Work(PictureLine(1))
    for name in ("a", "b", "c"):
        await work.add(name, name)
    work.tasks["b"].cancel()
    work.tasks["a"].cancel()
    await work.settle()
    assert work.order == ["a", "c"]
    await work.end("c")
    await work.tasks["c"]


async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_line, "WAIT_SECONDS", 0.05)
    work = Work(PictureLine(1))
    await work.add("a", "A")
    await work.add("b", "B")
    with pytest.raises(Unavailable) as refused:
        await work.tasks["b"]
    assert refused.value.code == "pictures_busy"
    await work.end("a")
    await work.tasks["a"]


async def test_at_the_end_who_waits_is_sent_home_and_who_works_is_not() -> None:
    line = PictureLine(1)
    work = Work(line)
    await work.add("a", "A")
    await work.add("b", "B")
    line.close()
    with pytest.raises(Unavailable):
        await work.tasks["b"]
    with pytest.raises(Unavailable), line.place("c", "C"):
        pass
    await work.end("a")
    await work.tasks["a"]
