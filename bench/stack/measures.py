"""What is measured of a running server, whichever it is: a function for each part of the report."""

from __future__ import annotations

import asyncio
import os
import resource
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from bench.stack.customers import Customer
from bench.stack.figures import Figures, merged, percentile, single
from bench.stack.load import Open, Outcome, closed_loop, open_loop, opened
from bench.stack.processes import Process, SyncCounter, cpu_ms, difference, memory
from bench.stack.scripts import Kind, Script, questions, scripts

GOOD_P95: Final = 100.0
"""Milliseconds that 95 of 100 messages may take at the rate that counts."""
TURNS: Final = 300
_WARM_UP: Final = 4
_SLACK_SECONDS: Final = 0.5  # of messages that may be on their way before one has to wait
_FIRST_TURN: Final = 3

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Side:
    """A running server: how to open a conversation, and which processes work for it now."""

    open: Open
    processes: Callable[[], list[Process]]
    folder: Path
    say: Say


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured."""

    repeats: int
    talks: int
    """Conversations of a repeat with one client."""
    step_seconds: float
    """How long a rate is held."""
    steps: int
    """Rates that are tried."""
    sockets: int
    """That are open and silent."""
    words: int
    """Of an agent, meanwhile."""
    crowd: tuple[int, ...] = (8, 64)
    """Clients at the same time."""


async def warm_up(side: Side) -> None:
    """Let every part do its work a few times, so that nothing is measured that happens once."""
    await closed_loop(await _talks(side, _WARM_UP), 2)


async def _talks(side: Side, number: int) -> list[tuple[Customer, Script]]:
    customers = await opened(number, side.open)
    return list(zip(customers, islice(scripts(), number), strict=True))


async def latency(side: Side, effort: Effort) -> Figures:
    """One client: milliseconds by kind of turn, processor time, bytes and forced writes."""
    repeats = []
    for _ in range(effort.repeats):
        talks = await _talks(side, effort.talks)
        with SyncCounter(side.processes(), side.folder) as syncs:
            syncs.wait_until_attached()
            before = cpu_ms(side.processes())
            own = _own_cpu_ms()
            outcome = await closed_loop(talks, 1)
            spent = difference(cpu_ms(side.processes()), before)
            own = _own_cpu_ms() - own
        found = {**_times("latency", outcome), **_costs(outcome, spent)}
        found["generator.latency"] = own / len(outcome.samples)
        if syncs.count is not None:
            found["syncs"] = syncs.count / len(outcome.samples)
        found["wire"] = outcome.bytes / len(outcome.samples)
        repeats.append(found)
        _leave(talks)
        side.say(_words(outcome, "1 位顾客"))
    return merged(repeats)


async def crowd(side: Side, effort: Effort, clients: int) -> Figures:
    """Many clients who each wait for their answers."""
    repeats = []
    for _ in range(max(1, effort.repeats // 2)):
        talks = await _talks(side, clients * (3 if clients < 32 else 1))
        before, own = cpu_ms(side.processes()), _own_cpu_ms()
        outcome = await closed_loop(talks, clients)
        spent = difference(cpu_ms(side.processes()), before)
        own = _own_cpu_ms() - own
        name = f"crowd.{clients}"
        found = {
            **_times(name, outcome),
            f"{name}.per_second": outcome.per_second,
            f"{name}.spread": outcome.percentile(95) / outcome.percentile(50),
            f"{name}.cpu": sum(spent.values()) / max(1, len(outcome.samples)),
            f"{name}.failures": float(len(outcome.failures)),
            f"generator.{name}": own / max(1, len(outcome.samples)),
        }
        repeats.append(found)
        _leave(talks)
        side.say(_words(outcome, f"{clients} 位顾客"))
    return merged(repeats)


async def load(side: Side, effort: Effort) -> Figures:
    """Each crowd, then the rate that can be held."""
    found: Figures = {}
    for clients in effort.crowd:
        found |= await crowd(side, effort, clients)
    if effort.steps:
        guess = found[f"crowd.{effort.crowd[0]}.per_second"].value * 0.6
        found |= await rate(side, effort, guess)
    return found


async def rate(side: Side, effort: Effort, guess: float) -> Figures:
    """The highest rate at which messages may come without an end so that 95 of 100 are answered
    within `GOOD_P95`; steps around `guess` messages a second.
    """
    good: tuple[float, Outcome, float] | None = None
    low, high, tried = 0.0, 0.0, guess
    for _ in range(effort.steps):
        outcome, spent = await _at_rate(side, tried, effort.step_seconds)
        p95 = outcome.percentile(95) if outcome.samples else float("inf")
        holds = p95 <= GOOD_P95 and not outcome.failures
        side.say(f"每秒 {tried:.1f} 条：p95 {p95:.0f} 毫秒，失败 {len(outcome.failures)}")
        if holds:
            low = tried
            good = (tried, outcome, spent)
        else:
            high = tried
        tried = tried * 1.4 if not high else (low + high) / 2
    if good is None:
        return {"rate": single(0.0), "rate.per_core": single(0.0)}
    found, outcome, spent = good
    return {
        "rate": single(found),
        "rate.per_core": single(found / len(os.sched_getaffinity(0))),
        "rate.cpu": single(spent / len(outcome.samples)),
        **{name: single(value) for name, value in _times("rate", outcome).items()},
    }


async def _at_rate(side: Side, tried: float, seconds: float) -> tuple[Outcome, float]:
    lines = sum(len(script) for script in islice(scripts(), 1))
    talks = await _talks(side, 8 + int(tried * seconds / lines + tried * _SLACK_SECONDS))
    before = sum(cpu_ms(side.processes()).values())
    outcome = await open_loop(talks, tried, seconds)
    spent = sum(cpu_ms(side.processes()).values()) - before
    _leave(talks)
    return outcome, spent


async def turns(side: Side, open_one: Open, customers: int = 3) -> Figures:
    """What a turn costs when the conversation is long, against its beginning.

    Both windows hold the same questions, each once.
    """
    asked = questions()
    early = range(_FIRST_TURN, _FIRST_TURN + len(asked))
    late = range(TURNS - len(asked) + 1, TURNS + 1)
    repeats = []
    for _ in range(customers):
        customer = await open_one()
        times, spent = [0.0], [0.0]
        for turn in range(1, TURNS + 1):
            at_edge = turn in {early[0], early[-1] + 1, late[0]}
            spent.append(sum(cpu_ms(side.processes()).values()) if at_edge else 0.0)
            due = time.perf_counter()
            answered = await customer.say(asked[turn % len(asked)])
            times.append((answered.at - due) * 1000)
        spent.append(sum(cpu_ms(side.processes()).values()))
        customer.leave()
        found = {
            "turns.early": percentile([times[turn] for turn in early], 50),
            "turns.late": percentile([times[turn] for turn in late], 50),
            "turns.cpu.early": (spent[early[-1] + 1] - spent[early[0]]) / len(asked),
            "turns.cpu.late": (spent[TURNS + 1] - spent[late[0]]) / len(asked),
        }
        repeats.append(found)
        side.say(
            f"第 5 轮 {found['turns.early']:.1f} 毫秒，第 {TURNS} 轮 {found['turns.late']:.1f} 毫秒"
        )
    figures = merged(repeats)
    for name in ("turns", "turns.cpu"):
        # Of the medians: one conversation's share of a busy moment says nothing.
        first, last = figures[f"{name}.early"].value, figures[f"{name}.late"].value
        figures[f"{name}.ratio"] = single(last / max(first, 0.001))
    return figures


async def sizes(side: Side) -> Figures:
    """Memory of every process."""
    found: Figures = {}
    processes = side.processes()
    for name, used in memory(processes).items():
        found[f"memory.pss.{name}"] = single(used.pss)
        found[f"memory.rss.{name}"] = single(used.rss)
    for kind in ("pss", "rss"):
        parts = [
            figure.value for name, figure in found.items() if name.startswith(f"memory.{kind}")
        ]
        found[f"memory.{kind}"] = single(sum(parts))
    engines = sum(process.name == "engine" for process in processes)
    if engines:
        found["engine.each"] = single(found["memory.pss.engine"].value / engines)
    return found


async def idle(
    side: Side,
    sockets: int,
    deliver: Callable[[], Awaitable[Sequence[float]]],
    seconds: float = 5.0,
) -> Figures:
    """What an open connection costs on which nothing is said, in memory and processor, and how
    long an agent's words take to one customer meanwhile.
    """
    before = memory(side.processes())
    customers = await opened(sockets, side.open)
    await asyncio.sleep(2)
    after, spent = memory(side.processes()), cpu_ms(side.processes())
    await asyncio.sleep(seconds)
    used = difference(cpu_ms(side.processes()), spent)
    delivered = await deliver()
    for customer in customers:
        customer.leave()
    gateway = after["gateway"].pss
    per_socket = (gateway - before["gateway"].pss) * 1024 / sockets
    side.say(f"{sockets} 个空闲连接：每个 {per_socket:.1f} KB，网关共 {gateway:.0f} MB")
    return {
        "idle.sockets": single(sockets),
        "idle.kb": single(per_socket),
        "idle.gateway": single(gateway),
        "delivery.p50": single(percentile(delivered, 50)),
        "delivery.p99": single(percentile(delivered, 99)),
        "idle.cpu": single(sum(used.values()) / seconds / 10),  # percent of one core
    }


def _times(name: str, outcome: Outcome) -> dict[str, float]:
    found = {}
    for kind in (None, *Kind):
        if not outcome.ms(kind):
            continue
        for percent in (50, 95, 99):
            key = f"{name}.{kind or 'all'}.p{percent}"
            found[key] = outcome.percentile(percent, kind)
    return found


def _costs(outcome: Outcome, spent: dict[str, float]) -> dict[str, float]:
    answered = max(1, len(outcome.samples))
    found = {f"cpu.{name}": ms / answered for name, ms in spent.items()}
    found["cpu"] = sum(spent.values()) / answered
    return found


def _own_cpu_ms() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1000


def _leave(talks: Sequence[tuple[Customer, Script]]) -> None:
    for customer, _ in talks:
        customer.leave()


def _words(outcome: Outcome, who: str) -> str:
    if not outcome.samples:
        return f"{who}：没有一条得到回答：{outcome.failures[:1]}"
    kinds = "，".join(
        f"{kind} p50 {outcome.percentile(50, kind):.1f} p95 {outcome.percentile(95, kind):.1f}"
        for kind in Kind
        if outcome.ms(kind)
    )
    failed = f"，失败 {len(outcome.failures)}（{outcome.failures[0]}）" if outcome.failures else ""
    return f"{who}：{kinds} 毫秒，每秒 {outcome.per_second:.1f} 条{failed}"
