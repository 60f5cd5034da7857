"""The supervisor with real processes: it starts in order, restarts what dies,
and leaves nothing behind.
"""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ports import free_port

PATIENCE = 30.0

CHILD = """
import os, signal, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from kefu.start_gate import wait_until_open

name, folder = __name__ if __name__ != "__main__" else sys.argv[0], Path(os.environ["FOLDER"])
name = Path(name).stem
mode = os.environ.get(name.upper() + "_MODE", "good")
with (folder / "journal").open("a") as journal:
    journal.write(f"load {name} {os.getpid()}\\n")
wait_until_open()
with (folder / "journal").open("a") as journal:
    journal.write(f"start {name} {os.getpid()}\\n")
if mode == "broken":
    print("cannot start", flush=True)
    sys.exit(3)

def stop(*_):
    with (folder / "journal").open("a") as journal:
        journal.write(f"stop {name} {os.getpid()}\\n")
    if mode != "stubborn":
        os._exit(0)

signal.signal(signal.SIGTERM, stop)

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        is_late = mode == "late" and not (folder / "go").exists()
        if is_late:
            with (folder / "journal").open("a") as journal:
                journal.write(f"asked {name} {os.getpid()}\\n")
        self.send_response(503 if is_late or mode == "unready" else 200)
        self.end_headers()
    def log_message(self, *_):
        pass

HTTPServer(("127.0.0.1", int(os.environ[name.upper() + "_PORT"])), Handler).serve_forever()
"""

DRIVER = """
import asyncio, os, sys
from pathlib import Path
import kefu.supervisor as supervisor

supervisor.STOP_GRACE = 0.5
folder = Path(os.environ["FOLDER"])
services = [
    supervisor.Service(
        n,
        n,
        f"http://127.0.0.1:{os.environ[n.upper() + '_PORT']}/",
        waits=n.upper() in os.environ.get("WAITING", ""),
    )
    for n in ("first", "second")
]
async def ready():
    print("ready", flush=True)
made = supervisor.Supervisor(
    services, supervisor.child_environment({}), folder / "log", lambda line: print(line, flush=True)
)
try:
    asyncio.run(made.run(ready))
except supervisor.StartFailed as error:
    print(f"failed: {error}", flush=True)
    sys.exit(1)
print("stopped", flush=True)
"""


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def runs(pid: int) -> bool:
    """Whether the process still works; one that ended and was not collected yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


class Driver:
    """A supervisor of two children in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: queue.Queue[str] = queue.Queue()
        for name in ("first", "second"):
            (folder / f"{name}.py").write_text(CHILD)
        (folder / "driver.py").write_text(DRIVER)

    def start(self, **modes: str) -> None:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(self.folder), os.environ.get("PYTHONPATH", "")]),
            "FOLDER": str(self.folder),
            "FIRST_PORT": str(free_port()),
            "SECOND_PORT": str(free_port()),
            **modes,
        }
        self.process = subprocess.Popen(
            [sys.executable, str(self.folder / "driver.py")],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.strip())

    def line(self) -> str:
        return self.lines.get(timeout=PATIENCE)

    def journal(self) -> list[tuple[str, str, int]]:
        path = self.folder / "journal"
        entries = path.read_text().splitlines() if path.exists() else []
        return [(what, name, int(pid)) for what, name, pid in map(str.split, entries)]

    def pids(self, name: str | None = None) -> list[int]:
        return [p for what, n, p in self.journal() if what == "start" and name in {None, n}]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def clean_up(self) -> None:
        if hasattr(self, "process") and self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        for pid in self.pids():
            if runs(pid):
                os.kill(pid, signal.SIGKILL)
        if hasattr(self, "reader"):
            self.reader.join(PATIENCE)  # the pipe ends with the last process that holds it
            assert self.process.stdout is not None
            self.process.stdout.close()


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[Driver]:
    made = Driver(tmp_path)
    yield made
    made.clean_up()


def test_all_are_ready_before_it_says_so_and_end_in_reverse(driver: Driver) -> None:
    driver.start()
    assert driver.line() == "ready"
    assert len(driver.pids()) == 2

    assert driver.stop() == 0
    assert driver.line() == "stopped"
    assert [name for what, name, _ in driver.journal() if what == "stop"] == ["second", "first"]
    assert not any(map(runs, driver.pids()))


def test_whoever_dies_is_started_again_after_a_growing_pause(driver: Driver) -> None:
    driver.start()
    assert driver.line() == "ready"
    (other,) = driver.pids("first")
    pauses = []
    for deaths in range(1, 4):
        os.kill(driver.pids("second")[-1], signal.SIGKILL)
        told = re.fullmatch(r"second 已退出.代码 -9.+?([\d.]+) 秒后重启", driver.line())
        assert told is not None
        pauses.append(told.group(1))
        until(lambda: len(driver.pids("second")) == deaths + 1)  # noqa: B023

    assert pauses == ["0.5", "1", "2"]
    assert driver.pids("first") == [other]
    assert runs(other)
    assert driver.stop() == 0
    assert not any(map(runs, driver.pids()))


def test_a_child_that_cannot_start_stops_everything_and_is_named(driver: Driver) -> None:
    driver.start(SECOND_MODE="broken")

    told = driver.line()
    assert told.startswith("failed: second ")
    assert told.endswith(str(driver.folder / "log" / "second.log"))
    assert driver.process.wait(PATIENCE) == 1
    assert "cannot start" in (driver.folder / "log" / "second.log").read_text()
    assert not any(map(runs, driver.pids()))


def test_a_waiting_one_loads_at_once_and_begins_when_those_before_it_are_ready(
    driver: Driver,
) -> None:
    driver.start(FIRST_MODE="late", WAITING="SECOND")
    until(lambda: ("load", "second") in [entry[:2] for entry in driver.journal()])
    until(lambda: [what for what, *_ in driver.journal()].count("asked") == 3)
    assert not driver.pids("second")

    (driver.folder / "go").touch()
    assert driver.line() == "ready"
    assert driver.pids("second")
    assert driver.stop() == 0


def test_stopping_while_one_still_waits(driver: Driver) -> None:
    driver.start(FIRST_MODE="unready", WAITING="SECOND")
    until(lambda: len(driver.journal()) == 3)

    assert driver.stop() == 0
    assert driver.line() == "stopped"
    assert not driver.pids("second")
    assert not any(runs(pid) for what, _, pid in driver.journal() if what == "load")


def test_stopping_while_it_still_starts(driver: Driver) -> None:
    driver.start(SECOND_MODE="unready")
    until(lambda: len(driver.pids()) == 2)

    assert driver.stop() == 0
    assert driver.line() == "stopped"
    assert not any(map(runs, driver.pids()))


def test_stopping_while_a_restart_is_due(driver: Driver) -> None:
    driver.start()
    assert driver.line() == "ready"
    os.kill(driver.pids("second")[-1], signal.SIGKILL)
    assert "重启" in driver.line()

    assert driver.stop() == 0
    assert not any(map(runs, driver.pids()))


def test_a_child_that_will_not_stop_is_killed(driver: Driver) -> None:
    driver.start(FIRST_MODE="stubborn")
    assert driver.line() == "ready"

    assert driver.stop() == 0
    assert ("stop", "first") in [entry[:2] for entry in driver.journal()]
    assert not any(map(runs, driver.pids()))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_nothing_outlives_a_killed_supervisor(driver: Driver) -> None:
    driver.start()
    assert driver.line() == "ready"

    driver.process.kill()
    driver.process.wait(PATIENCE)

    until(lambda: not any(map(runs, driver.pids())))
