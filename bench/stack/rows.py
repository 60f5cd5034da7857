"""The figures in the order of the report and in words, for the terminal and for Markdown alike.

Must not know how they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.stack.figures import Figure
from bench.stack.results import Column


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: its name in the results, what it is, its unit; `is_more_better` for ratios."""

    name: str
    title: str
    unit: str
    is_more_better: bool = False


_TAILS = (50, 95, 99)
_LATENCY = [
    Row(f"latency.{kind}.p{tail}", f"{kind} turn p{tail}, 1 client", "ms")
    for kind in ("simple", "form")
    for tail in _TAILS
]


def _crowd(clients: int) -> list[Row]:
    return [
        *(
            Row(f"crowd.{clients}.{kind}.p{tail}", f"{kind} turn p{tail}, {clients} clients", "ms")
            for kind in ("simple", "form")
            for tail in _TAILS
        ),
        Row(f"crowd.{clients}.per_second", f"messages a second, {clients} clients", "/s", True),
        Row(f"crowd.{clients}.spread", f"p95 ÷ p50 of all turns, {clients} clients", "×"),
        Row(f"crowd.{clients}.failures", f"failures, {clients} clients", ""),
    ]


ROWS: Sequence[Row] = (
    *_LATENCY,
    *_crowd(8),
    *_crowd(64),
    Row("rate", "messages a second with p95 ≤ 100 ms", "/s", True),
    Row("rate.per_core", "the same, per core of the machine", "/s", True),
    Row("rate.simple.p95", "simple turn p95 at that rate", "ms"),
    Row("rate.form.p95", "form turn p95 at that rate", "ms"),
    Row("capacity", "messages a second that one core's time suffices for", "/s", True),
    Row("cpu", "processor time of a message", "ms"),
    Row("syncs", "forced writes (fsync, fdatasync) of a message", ""),
    Row("generator.latency", "the load generator's own processor time of a message", "ms"),
    Row("wire", "bytes on the wire of a message", "B"),
    Row("wire.page", "bytes of the chat page when it is first opened", "B"),
    Row("turns.early", "a turn near the 5th", "ms"),
    Row("turns.late", "a turn near the 300th", "ms"),
    Row("turns.ratio", "the 300th ÷ the 5th", "×"),
    Row("turns.cpu.early", "processor time of a turn near the 5th", "ms"),
    Row("turns.cpu.late", "of a turn near the 300th", "ms"),
    Row("turns.cpu.ratio", "processor time, the 300th ÷ the 5th", "×"),
    Row("ready", "start until ready", "s"),
    Row("ready.cpu", "processor time of the start", "s"),
    Row("environment", "environment", "MB"),
    Row("memory.pss", "memory, all processes (PSS)", "MB"),
    Row("engine.each", "memory of one engine (PSS)", "MB"),
    Row("idle.sockets", "open connections that say nothing", ""),
    Row("idle.kb", "memory of one of them", "KB"),
    Row("idle.gateway", "the gateway's memory with them (PSS)", "MB"),
    Row("idle.cpu", "processor with them", "% of a core"),
    Row("delivery.p50", "an agent's words until the customer's socket, p50", "ms"),
    Row("delivery.p99", "the same, p99", "ms"),
    Row("pictures.calm.p50", "simple turn p50, 20 messages a second", "ms"),
    Row("pictures.calm.p99", "simple turn p99, 20 messages a second", "ms"),
    Row("pictures.simple.p50", "the same p50 while one phone sends costly pictures", "ms"),
    Row("pictures.simple.p99", "the same p99", "ms"),
    Row("pictures.failures", "failures meanwhile", ""),
    Row("pictures.gateway", "the gateway's memory at its highest (RSS)", "MB"),
    Row("pictures.uploads", "pictures that were sent, 42 at a time", ""),
    Row("pictures.refused", "of them refused with 429", ""),
    Row("parse.p50", "understanding p50", "ms"),
    Row("parse.p99", "understanding p99", "ms"),
    Row("acts.p50", "of it, how a message is said, p50", "ms"),
)
LIMITS: Sequence[Row] = (
    Row("echo.p50", "a request to the gateway's server that only gives it back, p50", "ms"),
    Row("echo.cpu", "its processor time", "ms"),
    Row("commit.p50", "one SQLite commit of one row with full sync, p50", "ms"),
    Row("product", "the bare product of a text's features and the weights, p50", "ms"),
)
_BY_PROCESS = (
    ("cpu.", "processor time of a message", "ms"),
    ("memory.pss.", "memory (PSS)", "MB"),
    ("memory.rss.", "memory (RSS)", "MB"),
)


def known_rows(columns: Sequence[Column]) -> Iterator[Row]:
    """Those that at least one server has."""
    for row in ROWS:
        if any(row.name in column.figures for column in columns):
            yield row


def process_rows(columns: Sequence[Column]) -> Iterator[Row]:
    """Figures of each process."""
    for prefix, title, unit in _BY_PROCESS:
        names = dict.fromkeys(
            name for column in columns for name in column.figures if name.startswith(prefix)
        )
        for name in names:
            yield Row(name, f"{title}: {name.removeprefix(prefix)}", unit)


def shown(figure: Figure | None, unit: str) -> str:
    """Value and unit, with the range where repeats differ."""
    if figure is None:
        return "–"
    text = f"{number(figure.value)} {unit}".strip()
    if figure.low != figure.high:
        text += f" ({number(figure.low)}–{number(figure.high)})"
    return text


def number(value: float) -> str:
    """Three digits that count."""
    if value >= 100 or value == 0:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 1 else f"{value:.2g}"


def ratio(row: Row, ours: Column, theirs: Column) -> float | None:
    """How many times better ours is; None where one of them was not measured."""
    left, right = ours.figures.get(row.name), theirs.figures.get(row.name)
    if left is None or right is None or not left.value or not right.value:
        return None
    return left.value / right.value if row.is_more_better else right.value / left.value
