"""`kefu bench`, step by step: measure ours, measure or recall stock, show, write. Must not know how
a command line looks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.stack import ours, terminal
from bench.stack.figures import Figures, single
from bench.stack.measures import Effort
from bench.stack.ours import TITLES, Database, Part
from bench.stack.results import Column, Results, as_document
from kefu.core.errors import OperatorError
from kefu.evaluation.trial import machine, now
from kefu.serve import ensure_model
from kefu.settings import Settings
from tests.postgres import PostgresServer

QUICK: Final = Effort(repeats=2, talks=3, step_seconds=4, steps=3, sockets=300, crowd=(8,))
FULL: Final = Effort(repeats=5, talks=4, step_seconds=8, steps=5, sockets=2000)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure, on which databases, how thoroughly."""

    parts: frozenset[Part]
    databases: tuple[Database, ...]
    is_quick: bool

    @property
    def effort(self) -> Effort:
        """How much of it."""
        return QUICK if self.is_quick else FULL


def bench(plan: Plan, settings: Settings, out: Console, err: Console) -> Results:
    """Measure what is planned and show it. Raises OperatorError."""
    ensure_model(settings, err)
    columns = []
    for database in plan.databases:
        if database is Database.POSTGRESQL and not PostgresServer.is_installed():
            err.print("没有安装 PostgreSQL，跳过")
            continue
        err.print(f"{TITLES[database]} …")
        figures = ours.measure(
            database,
            set(plan.parts),
            plan.effort,
            lambda line: err.print(f"  {line}", style="dim", highlight=False),
        )
        columns.append(Column(TITLES[database], with_capacity(figures), now(), machine()))
    results = Results(now(), machine(), plan.is_quick, tuple(columns), {})
    terminal.show(results, out)
    return results


def with_capacity(figures: Figures) -> Figures:
    """With how many messages the time of one core suffices for, where that is known."""
    spent = figures.get("crowd.8.cpu") or figures.get("cpu")
    return {**figures, "capacity": single(1000 / spent.value)} if spent else figures


def write_json(results: Results, path: Path) -> None:
    """Raises OperatorError when the file cannot be written."""
    content = json.dumps(as_document(results), ensure_ascii=False, indent=1)
    try:
        path.write_text(content + "\n", encoding="utf-8")
    except OSError as error:
        raise OperatorError(f"写不了 {error.filename}：{error.strerror}") from None
