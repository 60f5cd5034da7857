"""Stock Rasa with its model, and kefu's own actions behind it. Its figures are kept by the name of
what it was trained on, and so is its model.

Stock is driven over its REST channel and keeps conversations in memory, which is its default and
its best case: nothing that a customer was told survives the process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

import uvloop

from bench.stack import measures, parsing
from bench.stack.customers import Customer, RestCustomer
from bench.stack.figures import Figures, single
from bench.stack.measures import Effort, Say, Side
from bench.stack.processes import Process, cpu_ms
from bench.stack.results import Column, load_column
from bench.stack.servers import Server, listens, run
from bench.stack.stock_project import StockProject
from kefu.bootstrap import Kefu, build
from kefu.evaluation.environment import ensure, size_mb
from kefu.serve import seed
from kefu.settings import ROOT, Settings
from kefu.store.migrate import upgrade
from kefu.training import TrainingFailed

TITLE: Final = "stock Rasa"
STOCK: Final = ROOT / "bench" / "stock"
RESULTS: Final = ROOT / "bench" / "results"
_QUIET: Final = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2"}
_TOKEN: Final = "stock-asks-with-this-token-on-loopback"


def model_of(project: StockProject) -> Path:
    """Where its model is, or would be."""
    return STOCK / "models" / f"stack-{project.name}.tar.gz"


def figures_of(project: StockProject) -> Path:
    """Where its figures are, or would be."""
    return RESULTS / f"stack-stock-{project.name}.json"


def recall(project: StockProject) -> Column | None:
    """The figures of an earlier run: of this project, else the newest of another one."""
    kept = figures_of(project)
    return load_column(kept) if kept.exists() else newest()


def newest() -> Column | None:
    """The figures of the last run that had any."""
    kept = [load_column(path) for path in RESULTS.glob("stack-stock-*.json")]
    return max(kept, key=lambda column: column.made_at, default=None)


def train(project: StockProject, log: Path) -> None:
    """Train with ``rasa train`` in an empty folder, and keep the model and how long it took.

    Raises TrainingFailed, OperatorError.
    """
    python = ensure(STOCK, ROOT)
    log.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, log.open("ab") as output:
        folder = Path(name)
        for path, content in project.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        command = [str(python), "-m", "rasa", "train", "--domain", "domain", "--data", "data"]
        started = time.perf_counter()
        ended = run([*command, "--fixed-model-name", "model"], output, _environment(), folder)
        made = folder / "models" / "model.tar.gz"
        if ended.wait() or not made.exists():
            raise TrainingFailed(f"原版 Rasa 训练失败，详见 {log}")
        seconds = time.perf_counter() - started
        model = model_of(project)
        model.parent.mkdir(parents=True, exist_ok=True)
        unfinished = model.with_suffix(".unfinished")
        unfinished.write_bytes(made.read_bytes())
        unfinished.replace(model)
    model.with_suffix(".json").write_text(json.dumps({"training_seconds": seconds}))


def _environment() -> dict[str, str]:
    """Nothing of ours."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONPATH" and not name.startswith("KEFU_")
    }
    return {**kept, **_QUIET}


class Actions(Server):
    """kefu's action server alone, over a database in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.settings = Settings(
            data_dir=folder, database_url=None, wallet_database_url=None, actions_port=self.port
        )

    def prepare(self) -> Kefu:
        """A seeded database; the services over it."""
        upgrade(self.settings.database)
        kefu = build(self.settings)
        assert kefu.demo is not None
        seed(kefu.demo, kefu.desk.staff)
        return kefu

    def launch(self, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """As ``kefu serve`` would."""
        env = {
            **os.environ,
            "KEFU_DATA_DIR": str(self.folder),
            "KEFU_DATABASE_URL": self.settings.database,
            "KEFU_WALLET_DATABASE_URL": self.settings.wallet_database,
            "KEFU_ACTIONS_PORT": str(self.port),
            "KEFU_ACTIONS_TOKEN": _TOKEN,
        }
        return run([sys.executable, "-m", "kefu.engine.action_server"], output, env)

    def is_ready(self) -> bool:
        """When it takes connections."""
        return listens(self.port)


class StockRasa(Server):
    """``rasa run`` with the REST channel and no store, before the action server."""

    def __init__(self, folder: Path, model: Path, actions: Actions) -> None:
        super().__init__(folder)
        self._model = model
        self._actions = actions

    def launch(self, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """In its own environment."""
        url = f"http://127.0.0.1:{self._actions.port}/webhook"
        endpoints = f"action_endpoint:\n  url: {url}\n  token: {_TOKEN}\n"
        (self.folder / "endpoints.yml").write_text(endpoints)
        (self.folder / "credentials.yml").write_text("rest:\n")
        command = [str(STOCK / ".venv" / "bin" / "python"), "-m", "rasa", "run"]
        command += ["--interface", "127.0.0.1", "--port", str(self.port)]
        return run([*command, "--model", str(self._model)], output, _environment(), self.folder)

    def is_ready(self) -> bool:
        """When it takes connections: it loads the model before."""
        return listens(self.port)

    def processes(self) -> list[Process]:
        """Its own and the actions'."""
        return super().processes() + self._actions.processes()


def measure(project: StockProject, effort: Effort, say: Say) -> Figures:
    """Everything that stock can be measured by. Raises StartFailed."""
    model = model_of(project)
    with tempfile.TemporaryDirectory(prefix="kefu-bench-stock-") as name:
        folder = Path(name)
        actions = Actions(folder / "actions")
        open_conversation = _opener(actions.prepare())
        stock = StockRasa(folder / "stock", model, actions)
        with actions.running(), stock.running():
            started = [process for process in stock.processes() if process.name == "rasa"]
            spent = sum(cpu_ms(started).values()) / 1000
            say(f"启动 {stock.ready_seconds:.1f} 秒")
            found = uvloop.run(_talk(stock, open_conversation, effort, say))
        found |= {"ready": single(stock.ready_seconds), "ready.cpu": single(spent)}
        found |= parsing.of_stock(STOCK, model, folder)
    found["environment"] = single(
        size_mb(STOCK / ".venv" / "bin" / "python", STOCK / "requirements.txt")
    )
    costs = model.with_suffix(".json")
    if costs.exists():
        found["training"] = single(json.loads(costs.read_text())["training_seconds"])
    return found


def _opener(kefu: Kefu) -> Callable[[], str]:
    """Makes conversations that the actions find in their database; gives their ids."""
    greeting = kefu.chat.phrases.greet(kefu.settings.brand, logged_in=False)

    def open_one() -> str:
        with kefu.database.begin() as unit:
            conversation, _ = kefu.chat.opening.open(unit, "web", "zh-CN", None, greeting)
        return conversation.id

    return open_one


async def _talk(
    stock: StockRasa, open_conversation: Callable[[], str], effort: Effort, say: Say
) -> Figures:
    async def open_one() -> Customer:
        return RestCustomer(stock.port, open_conversation())

    side = Side(open_one, stock.processes, stock.folder, say)
    await measures.warm_up(side)
    found = await measures.latency(side, effort)
    found |= await measures.load(side, effort)
    found |= await measures.turns(side, open_one, customers=1)
    found |= await measures.sizes(side)
    return found


def problem_with(project: StockProject) -> str | None:
    """Why stock cannot be measured now; None when it can."""
    if not (STOCK / ".venv" / "bin" / "python").exists():
        return "没有原版 Rasa 的环境"
    if not model_of(project).exists():
        return "没有用当前数据训练的原版 Rasa 模型"
    return None
