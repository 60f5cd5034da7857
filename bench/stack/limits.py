"""What this machine can do at all: a request that nothing is done with, a commit, the bare product.
Ours can come near to these and not below.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Final

import uvloop

from bench.stack import parsing
from bench.stack.figures import Figures, figure, percentile, single
from bench.stack.processes import cpu_ms
from bench.stack.servers import Server, listens, run
from bench.stack.wire import Http

_REQUESTS: Final = 2000
_COMMITS: Final = 200


class Echo(Server):
    """`bench.stack.echo`."""

    def launch(self, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """In a process of its own."""
        command = [sys.executable, "-m", "bench.stack.echo", str(self.port)]
        return run(command, output, dict(os.environ))

    def is_ready(self) -> bool:
        """When it takes connections."""
        return listens(self.port)


def measure(repeats: int) -> Figures:
    """All limits."""
    with tempfile.TemporaryDirectory(prefix="kefu-bench-") as name:
        folder = Path(name)
        server = Echo(folder)
        with server.running():
            runs = [uvloop.run(_requests(server)) for _ in range(repeats)]
        commits = [_commits(folder / f"commit-{number}.db") for number in range(repeats)]
    return {
        "echo.p50": figure(p50 for p50, _ in runs),
        "echo.cpu": figure(cpu for _, cpu in runs),
        "commit.p50": figure(commits),
        "product": single(parsing.bare_product()),
    }


async def _requests(server: Echo) -> tuple[float, float]:
    """Milliseconds of a request by one client, and of the server's processor."""
    http = await Http.open(server.port)
    body = {"client_id": "0" * 32, "type": "text", "text": "怎么充值"}
    times = []
    before = sum(cpu_ms(server.processes()).values())
    for _ in range(_REQUESTS):
        started = time.perf_counter()
        await http.call("POST", "/echo", body)
        times.append((time.perf_counter() - started) * 1000)
    spent = sum(cpu_ms(server.processes()).values()) - before
    http.close()
    await asyncio.sleep(0)
    return percentile(times, 50), spent / _REQUESTS


def _commits(path: Path) -> float:
    """Milliseconds of one row's commit in SQLite as kefu sets it up: journal ahead, full sync."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)")
    times = []
    for _ in range(_COMMITS):
        started = time.perf_counter()
        connection.execute("INSERT INTO t (body) VALUES (?)", ("怎么充值" * 20,))
        times.append((time.perf_counter() - started) * 1000)
    connection.close()
    return percentile(times, 50)
