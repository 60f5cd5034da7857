"""The page that is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.stack.figures import Figure, Figures, single
from bench.stack.report import write_report
from bench.stack.results import Column, Results, as_document, load_column, save_column
from bench.stack.targets import judge

OURS: Figures = {
    "latency.simple.p50": Figure(6.0, 5.0, 7.0),
    "rate.per_core": single(50.0),
    "turns.ratio": single(1.5),
    "cpu.engine": single(4.0),
}
STOCK: Figures = {"latency.simple.p50": single(60.0), "rate.per_core": single(10.0)}


def column(title: str, figures: Figures, *, is_cached: bool = False) -> Column:
    return Column(title, figures, "2026-11-28T10:00+08:00", "a machine", is_cached)


@pytest.fixture
def page(tmp_path: Path) -> str:
    columns = (column("kefu, SQLite", OURS), column("stock Rasa", STOCK, is_cached=True))
    limits = {"commit.p50": single(2.0)}
    results = Results("2026-11-29T10:00+08:00", "a machine", False, columns, limits)
    written = write_report(results, tmp_path / "docs" / "performance.md")
    assert all(path.stat().st_size > 0 for path in written)
    return written[0].read_text(encoding="utf-8")


def test_ratios_stand_where_both_were_measured(page: str) -> None:
    assert "| simple turn p50, 1 client | 6.00 ms (5.00–7.00) | 60.0 ms | 10.0 × |" in page
    assert "| the 300th ÷ the 5th | 1.50 × | – | – |" in page


def test_figures_of_another_day_are_marked(page: str) -> None:
    assert "*stock Rasa* was not measured in this run: its figures are of 2026-11-28" in page


def test_what_falls_short_is_said(page: str) -> None:
    assert "| latency of a simple turn, p50 | ≥ 6.00 × stock | 10.0 × | yes |" in page
    assert "| messages a second per core, p95 ≤ 100 ms | ≥ 10.0 × stock | 5.00 × |" in page
    assert "| the 300th turn ÷ the 5th | ≤ 1.20 | 1.50 | **falls short** |" in page


def test_processes_and_limits_have_their_rows(page: str) -> None:
    assert "| processor time of a message: engine | 4.00 ms | – |" in page
    assert "| one SQLite commit of one row with full sync, p50 | 2.00 ms |" in page


def test_without_stock_nothing_is_compared() -> None:
    assert [verdict.target.name for verdict in judge(OURS, None)] == ["turns.ratio"]


def test_figures_are_kept_for_another_day(tmp_path: Path) -> None:
    path = tmp_path / "results" / "stock.json"
    save_column(column("stock Rasa", STOCK), path)
    assert load_column(path) == column("stock Rasa", STOCK, is_cached=True)


def test_a_run_is_a_document() -> None:
    results = Results("now", "a machine", True, (column("kefu, SQLite", OURS),), {})
    document = as_document(results)
    figure = document["columns"][0]["figures"]["latency.simple.p50"]
    assert figure == {"value": 6.0, "low": 5.0, "high": 7.0}
