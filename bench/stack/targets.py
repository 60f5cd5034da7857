"""What the figures are to reach, and which of it they do. Must not know how they came about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bench.stack.figures import Figures
from bench.stack.rows import number


@dataclass(frozen=True, slots=True)
class Target:
    """One figure: at most `most`, or so many `times` better than stock's."""

    name: str
    title: str
    most: float | None = None
    times: float | None = None
    is_more_better: bool = False


TARGETS: Final = (
    Target("latency.simple.p50", "latency of a simple turn, p50", times=6),
    Target("latency.simple.p99", "latency of a simple turn, p99", times=6),
    Target("latency.form.p50", "latency of a form turn, p50", times=6),
    Target("latency.form.p99", "latency of a form turn, p99", times=6),
    Target(
        "rate.per_core",
        "messages a second per core, p95 ≤ 100 ms",
        times=10,
        is_more_better=True,
    ),
    Target(
        "capacity",
        "messages a second that one core's time suffices for",
        times=10,
        is_more_better=True,
    ),
    Target("crowd.8.per_second", "messages a second, 8 clients", times=10, is_more_better=True),
    Target("parse.p50", "understanding p50", times=10),
    Target("parse.p99", "understanding p99", times=10),
    Target("turns.ratio", "the 300th turn ÷ the 5th", most=1.2),
    Target("turns.cpu.ratio", "processor time, the 300th turn ÷ the 5th", most=1.2),
    Target("syncs", "forced writes of a message", most=2),
    Target("crowd.8.spread", "p95 ÷ p50 with 8 clients", most=4),
    Target("crowd.64.failures", "failures with 64 clients", most=0),
    Target("ready", "seconds until ready", most=6),
    Target("ready", "start until ready", times=8),
    Target("engine.each", "memory of one engine, MB", most=180),
    Target("environment", "size of the environment", times=3),
    Target("idle.kb", "memory of an idle connection, KB", most=40),
    Target("idle.gateway", "the gateway's memory with all connections open, MB", most=200),
    Target("pictures.simple.p99", "simple turn p99 during a picture attack, ms", most=200),
    Target("pictures.failures", "failures during a picture attack", most=0),
    Target("pictures.gateway", "the gateway's memory during a picture attack, MB", most=400),
    Target("delivery.p99", "an agent's words until the customer's socket, p99 in ms", most=50),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target, what was reached, and whether that is enough."""

    target: Target
    reached: str
    wanted: str
    is_met: bool


def judge(ours: Figures, stock: Figures | None) -> Iterator[Verdict]:
    """Every target for which there are figures."""
    for target in TARGETS:
        found = ours.get(target.name)
        if found is None:
            continue
        if target.most is not None:
            yield Verdict(
                target,
                number(found.value),
                f"≤ {number(target.most)}",
                found.value <= target.most,
            )
        elif stock and (theirs := stock.get(target.name)):
            assert target.times is not None
            better = _times_better(found.value, theirs.value, target.is_more_better)
            if better is not None:
                wanted = f"≥ {number(target.times)} × stock"
                yield Verdict(target, f"{number(better)} ×", wanted, better >= target.times)


def _times_better(ours: float, theirs: float, is_more_better: bool) -> float | None:
    if not ours or not theirs:
        return None
    return ours / theirs if is_more_better else theirs / ours
