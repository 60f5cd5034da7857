"""`kefu bench`, step by step: measure ours, measure or recall stock, show, write. Must not know how
a command line looks.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.stack import limits, ours, parsing, stock, terminal
from bench.stack.figures import Figures, single
from bench.stack.measures import Effort
from bench.stack.ours import TITLES, Database, Part
from bench.stack.report import write_report
from bench.stack.results import Column, Results, as_document, save_column
from bench.stack.stock_project import stock_project
from kefu.core.errors import OperatorError
from kefu.evaluation.environment import size_mb
from kefu.evaluation.trial import machine, now
from kefu.serve import ensure_model
from kefu.settings import ROOT, Settings
from tests.postgres import PostgresServer

QUICK: Final = Effort(
    repeats=2, talks=3, step_seconds=4, steps=3, sockets=300, words=20, crowd=(8,)
)
FULL: Final = Effort(repeats=5, talks=4, step_seconds=8, steps=5, sockets=5000, words=100)
STOCK: Final = Effort(repeats=3, talks=2, step_seconds=8, steps=5, sockets=0, words=0)
DOCUMENT: Final = ROOT / "bench" / "results" / "stack.json"
REPORT: Final = ROOT / "docs" / "performance.md"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure, on which databases, how thoroughly; whether stock may be trained for it."""

    parts: frozenset[Part]
    databases: tuple[Database, ...]
    is_quick: bool
    trains_stock: bool = False

    @property
    def effort(self) -> Effort:
        """How much of it."""
        return QUICK if self.is_quick else FULL

    @property
    def is_whole(self) -> bool:
        """Whether its figures are those of the report."""
        return not self.is_quick and self.parts == frozenset(Part)


class Bench:
    """Measures what a plan says, and tells on `err` how far it is."""

    def __init__(self, plan: Plan, settings: Settings, err: Console) -> None:
        self._plan = plan
        self._settings = settings
        self._err = err

    def run(self) -> Results:
        """Everything that is planned. Raises OperatorError."""
        model = ensure_model(self._settings, self._err)
        rival = self._stock()
        columns = [self._ours(database, model) for database in self._plan.databases]
        found: Figures = {}
        if Part.LIMITS in self._plan.parts:
            found = limits.measure(self._plan.effort.repeats)
        known = tuple(column for column in (*columns, rival) if column is not None)
        return Results(now(), machine(), self._plan.is_quick, known, found)

    def _ours(self, database: Database, model: Path) -> Column | None:
        if database is Database.POSTGRESQL and not PostgresServer.is_installed():
            self._err.print("没有安装 PostgreSQL，跳过")
            return None
        self._err.print(f"{TITLES[database]} …")
        figures = ours.measure(database, set(self._plan.parts), self._plan.effort, self._tell)
        if Part.PARSE in self._plan.parts:
            with tempfile.TemporaryDirectory() as folder:
                figures |= parsing.of_ours(model, Path(folder))
        if Part.START in self._plan.parts:
            python = Path(ours.PYTHON)
            figures["environment"] = single(size_mb(python, ROOT / "requirements.txt"))
        return Column(TITLES[database], _with_capacity(figures), now(), machine())

    def _stock(self) -> Column | None:
        """Measured now for the report where that can be; else what an earlier run found."""
        if not self._plan.is_whole and not self._plan.trains_stock:
            return stock.newest()
        project = stock_project(ROOT)
        if self._plan.trains_stock and stock.problem_with(project):
            log = self._settings.data_dir / "log" / "bench-stock.log"
            self._err.print(f"用 {project.sentences} 句训练原版 Rasa，日志 {log} …")
            stock.train(project, log)
        if problem := stock.problem_with(project):
            self._err.print(f"{problem}，沿用以前的成绩（需要时请运行 kefu bench --stock）")
            return stock.recall(project)
        self._err.print(f"{stock.TITLE} …")
        figures = stock.measure(project, STOCK, self._tell)
        column = Column(stock.TITLE, _with_capacity(figures), now(), machine())
        save_column(column, stock.figures_of(project))
        return column

    def _tell(self, line: str) -> None:
        self._err.print(f"  {line}", style="dim", highlight=False, soft_wrap=True)


def _with_capacity(figures: Figures) -> Figures:
    """With how many messages the time of one core suffices for, where that is known."""
    spent = figures.get("crowd.8.cpu") or figures.get("cpu")
    if spent is None or not spent.value:
        return figures
    return {**figures, "capacity": single(1000 / spent.value)}


def publish(results: Results, plan: Plan, out: Console, document: Path | None) -> list[Path]:
    """Show the figures; write them where asked for, and those of a whole run as the report too.

    Raises OperatorError when a file cannot be written.
    """
    terminal.show(results, out)
    written = []
    try:
        for path in {document, DOCUMENT if plan.is_whole else None} - {None}:
            assert path is not None
            path.parent.mkdir(parents=True, exist_ok=True)
            content = json.dumps(as_document(results), ensure_ascii=False, indent=1)
            path.write_text(content + "\n", encoding="utf-8")
            written.append(path)
        if plan.is_whole:
            written += write_report(results, REPORT)
    except OSError as error:
        raise OperatorError(f"写不了 {error.filename}：{error.strerror}") from None
    return written
