"""Who says what when."""

from __future__ import annotations

import asyncio
import time

import pytest

from bench.stack.customers import Answered, Customer, Failed
from bench.stack.load import closed_loop, open_loop, schedule
from bench.stack.scripts import Kind, Line, Script

SCRIPT: Script = (Line(Kind.SIMPLE, "你好"), Line(Kind.SIMPLE, "怎么充值"), Line(Kind.FORM, "取消"))


class Listed(Customer):
    """Notes what it says and gets its answers when `gate` is open, all at the same instant."""

    def __init__(self, gate: asyncio.Event, at: float, refused: str | None = None) -> None:
        self.said: list[str] = []
        self._gate = gate
        self._at = at
        self._refused = refused

    async def say(self, text: str) -> Answered:
        if text == self._refused:
            raise Failed(text)
        self.said.append(text)
        await self._gate.wait()
        return Answered(self._at, ())

    def leave(self) -> None: ...

    @property
    def bytes(self) -> int:
        return 100 * len(self.said)


def open_gate() -> asyncio.Event:
    gate = asyncio.Event()
    gate.set()
    return gate


def test_a_schedule_is_evenly_spread() -> None:
    assert schedule(4, 1) == [0, 0.25, 0.5, 0.75]


async def test_a_stall_is_charged_to_all_who_had_to_wait() -> None:
    gate = asyncio.Event()
    # The server answers nothing until long after the last message was due.
    at = time.perf_counter() + 1000
    customer = Listed(gate, at)
    asyncio.get_running_loop().call_later(0.1, gate.set)
    outcome = await open_loop([(customer, SCRIPT)], rate=100, seconds=0.03)
    assert customer.said == ["你好", "怎么充值", "取消"]
    assert outcome.bytes == 300
    waits = [sample.ms for sample in outcome.samples]
    # Each counts from when it was due, 10 ms after the one before, not from when it could be said.
    assert waits == pytest.approx([waits[0], waits[0] - 10, waits[0] - 20])


async def test_every_client_plays_its_conversations_to_the_end() -> None:
    talks = [(Listed(open_gate(), time.perf_counter()), SCRIPT) for _ in range(5)]
    outcome = await closed_loop(talks, clients=2)
    assert all(customer.said == ["你好", "怎么充值", "取消"] for customer, _ in talks)
    assert len(outcome.ms()) == 15
    assert len(outcome.ms(Kind.FORM)) == 5
    assert outcome.failures == []


async def test_a_refusal_ends_a_conversation_and_is_counted() -> None:
    customers = [
        Listed(open_gate(), time.perf_counter(), refused) for refused in ("怎么充值", None)
    ]
    outcome = await closed_loop([(customer, SCRIPT) for customer in customers], clients=1)
    assert [customer.said for customer in customers] == [["你好"], ["你好", "怎么充值", "取消"]]
    assert outcome.failures == ["怎么充值"]
    assert len(outcome.samples) == 4
