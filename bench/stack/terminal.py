"""The figures in the terminal. Must not compute any."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from bench.stack.results import Results
from bench.stack.rows import LIMITS, Row, known_rows, process_rows, shown


def show(results: Results, console: Console) -> None:
    """A column for each server."""
    console.print(f"{results.machine}, {results.made_at}", highlight=False)
    _table(results, console, known_rows(results.columns))
    _table(results, console, process_rows(results.columns))
    for row in LIMITS:
        if row.name in results.limits:
            line = f" {row.title}: {shown(results.limits[row.name], row.unit)}"
            console.print(line, highlight=False)


def _table(results: Results, console: Console, rows: Iterable[Row]) -> None:
    table = Table(box=None)
    table.add_column()
    for column in results.columns:
        title = f"{column.title}\n{column.made_at[:10]}" if column.is_cached else column.title
        table.add_column(title, justify="right")
    for row in rows:
        table.add_row(
            row.title,
            *(shown(column.figures.get(row.name), row.unit) for column in results.columns),
        )
    console.print(table)
