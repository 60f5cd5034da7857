"""``docs/performance.md``. Must not compute a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.stack import chart
from bench.stack.results import Column, Results
from bench.stack.rows import LIMITS, Row, known_rows, number, process_rows, ratio, shown
from bench.stack.targets import judge

STOCK = "stock Rasa"
_METHOD = Path(__file__).with_name("method.md")


def write_report(results: Results, path: Path) -> list[Path]:
    """The page and its picture; what was written. Raises OSError."""
    picture = path.parent / "images" / "performance.png"
    chart.draw(results.columns, picture)
    path.write_text("\n".join(_page(results)), encoding="utf-8")
    return [path, picture]


def _page(results: Results) -> Iterator[str]:
    yield "# What a message costs\n"
    yield f"Written by `kefu bench` on {results.made_at} on {results.machine}.\n"
    for column in results.columns:
        if column.is_cached:
            yield (
                f"*{column.title}* was not measured in this run: its figures are of"
                f" {column.made_at} on {column.machine}.\n"
            )
    yield "![Latency and throughput](images/performance.png)\n"
    stock = next((column for column in results.columns if column.title == STOCK), None)
    yield from _table(results.columns, known_rows(results.columns), stock)
    yield "## By process\n"
    yield from _table(results.columns, process_rows(results.columns), None)
    yield "## What is to be reached\n"
    yield from _targets(results, stock)
    yield "## What this machine can do at all\n"
    yield "| | |\n| --- | --- |"
    for row in LIMITS:
        if row.name in results.limits:
            yield f"| {row.title} | {shown(results.limits[row.name], row.unit)} |"
    yield ""
    yield _METHOD.read_text(encoding="utf-8")


def _table(columns: Iterable[Column], rows: Iterable[Row], stock: Column | None) -> Iterator[str]:
    columns = list(columns)
    rivals = [column for column in columns if column is not stock] if stock else []
    titles = [column.title for column in columns] + [
        f"{rival.title}: better by" for rival in rivals
    ]
    yield "|  | " + " | ".join(titles) + " |"
    yield "| --- |" + " --- |" * len(titles)
    for row in rows:
        cells = [shown(column.figures.get(row.name), row.unit) for column in columns]
        for rival in rivals:
            assert stock is not None
            better = ratio(row, rival, stock)
            cells.append("–" if better is None else f"{number(better)} ×")
        yield f"| {row.title} | " + " | ".join(cells) + " |"
    yield ""


def _targets(results: Results, stock: Column | None) -> Iterator[str]:
    for column in results.columns:
        if column is stock:
            continue
        verdicts = list(judge(column.figures, stock.figures if stock else None))
        met = sum(verdict.is_met for verdict in verdicts)
        yield f"{column.title}: {met} of {len(verdicts)}.\n"
        yield "| | wanted | reached | |\n| --- | --- | --- | --- |"
        for verdict in verdicts:
            mark = "yes" if verdict.is_met else "**falls short**"
            yield f"| {verdict.target.title} | {verdict.wanted} | {verdict.reached} | {mark} |"
        yield ""
