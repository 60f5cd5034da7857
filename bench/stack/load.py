"""Who says what when: a number of customers who wait for their answers, or messages at a fixed rate
whoever waits. Must not know which server answers.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.stack.customers import Customer, Failed
from bench.stack.figures import percentile
from bench.stack.scripts import Kind, Script

OPENING: Final = 8
"""Conversations that are opened at the same time before a measurement."""

Open = Callable[[], Awaitable[Customer]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One message: when it was due (`time.perf_counter`), milliseconds until its whole answer."""

    kind: Kind
    due: float
    ms: float


@dataclass(slots=True)
class Outcome:
    """What a measurement gave; `bytes` went over the wire, `seconds` it took."""

    samples: list[Sample] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    bytes: int = 0

    @property
    def per_second(self) -> float:
        """Answered messages."""
        return len(self.samples) / self.seconds if self.seconds else 0.0

    def ms(self, kind: Kind | None = None) -> list[float]:
        """Milliseconds of all messages or those of a kind."""
        return [sample.ms for sample in self.samples if kind in {None, sample.kind}]

    def percentile(self, percent: float, kind: Kind | None = None) -> float:
        """Milliseconds that so many percent of the messages did not exceed."""
        return percentile(self.ms(kind), percent)


async def opened(number: int, open_one: Open) -> list[Customer]:
    """So many conversations, a few opened at the same time."""
    gate = asyncio.Semaphore(OPENING)

    async def one() -> Customer:
        async with gate:
            return await open_one()

    return list(await asyncio.gather(*(one() for _ in range(number))))


async def closed_loop(
    talks: Sequence[tuple[Customer, Script]], clients: int, pause: float = 0.0
) -> Outcome:
    """`clients` at a time play the conversations to their ends, each waiting for every answer."""
    waiting, outcome = deque(talks), Outcome()
    before = sum(customer.bytes for customer, _ in talks)
    started = time.perf_counter()

    async def client() -> None:
        while waiting:
            customer, script = waiting.popleft()
            for line in script:
                due = time.perf_counter()
                if not await _say(customer, line.kind, line.text, due, outcome):
                    break
                if pause:
                    await asyncio.sleep(pause)

    await asyncio.gather(*(client() for _ in range(clients)))
    outcome.seconds = time.perf_counter() - started
    outcome.bytes = sum(customer.bytes for customer, _ in talks) - before
    return outcome


def schedule(rate: float, seconds: float) -> list[float]:
    """When messages are due, in seconds from the start, evenly spread at `rate` a second."""
    return [number / rate for number in range(round(rate * seconds))]


async def open_loop(
    talks: Sequence[tuple[Customer, Script]], rate: float, seconds: float
) -> Outcome:
    """A message is due every 1/rate seconds, whatever became of those before it.

    It counts from when it was due, also while no conversation is free to say it, so that a server
    that stalls is charged for everything that had to wait.
    """
    outcome = Outcome()
    # Who has just been answered speaks next, so that at any time some are at their beginning and
    # others in their journey.
    free: asyncio.Queue[tuple[Customer, deque[tuple[Kind, str]]]] = asyncio.LifoQueue()
    for customer, script in talks:
        free.put_nowait((customer, deque((line.kind, line.text) for line in script)))
    before = sum(customer.bytes for customer, _ in talks)
    started = time.perf_counter()

    async def message(due: float) -> None:
        customer, lines = await free.get()
        kind, text = lines.popleft()
        if await _say(customer, kind, text, due, outcome) and lines:
            free.put_nowait((customer, lines))

    tasks = []
    for offset in schedule(rate, seconds):
        wait = started + offset - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(message(started + offset)))
    await asyncio.gather(*tasks)
    outcome.seconds = time.perf_counter() - started
    outcome.bytes = sum(customer.bytes for customer, _ in talks) - before
    return outcome


async def _say(customer: Customer, kind: Kind, text: str, due: float, outcome: Outcome) -> bool:
    try:
        answered = await customer.say(text)
    except (Failed, OSError) as error:
        outcome.failures.append(str(error))
        return False
    outcome.samples.append(Sample(kind, due, (answered.at - due) * 1000))
    return True
