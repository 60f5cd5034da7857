"""The process itself: it starts from the environment, stops on SIGTERM,
and loses nothing when it is killed.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kefu.settings import ROOT
from tests.gateway.fake_engine import TOKEN, FakeEngine
from tests.gateway.people import PATIENCE, Customer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """`python -m kefu.gateway.server` over a data folder; can be started again."""

    def __init__(self, folder: Path, engine_url: str) -> None:
        self.port = free_port()
        self.http = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}", trust_env=False, timeout=PATIENCE + 10
        )
        self.log = folder / "gateway.log"
        self._env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("KEFU_")},
            "KEFU_DATA_DIR": str(folder),
            "KEFU_PORT": str(self.port),
            "KEFU_ENGINE_URL": engine_url,
            "KEFU_ENGINE_TOKEN": TOKEN,
            "KEFU_ENGINE_TIMEOUT": "30",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **env: str) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kefu.gateway.server"],
                env={**self._env, **env},
                cwd=ROOT,
                stderr=log,
            )

    def start_and_wait(self) -> None:
        self.start()
        assert self.process is not None
        while True:
            assert self.process.poll() is None, self.log.read_text()
            try:
                self.http.get("/healthz").raise_for_status()
                return
            except httpx.TransportError:
                time.sleep(0.05)

    def end(self, number: signal.Signals) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=60)


@pytest.fixture
def process(seeded: Path, tmp_path: Path, engine: FakeEngine) -> Iterator[Process]:
    folder = tmp_path / "data"
    shutil.copytree(seeded, folder)
    made = Process(folder, engine.serving.url)
    yield made
    if made.process is not None:
        made.end(signal.SIGKILL)
    made.http.close()


def test_killed_in_the_middle_of_a_turn_it_answers_once_after_its_restart(
    process: Process, engine: FakeEngine
) -> None:
    process.start_and_wait()
    customer = Customer(process.http)
    engine.gate.clear()
    assert customer.send("还没有回答").status_code == 202
    while not engine.attempts:
        customer.poll()
    process.end(signal.SIGKILL)
    engine.gate.set()
    process.start_and_wait()
    customer.wait_for("turn_end")
    assert customer.heard(after=1) == ["收到:还没有回答"]
    assert len(engine.turns) == 1


def test_sigterm_finishes_the_turn_in_flight(process: Process, engine: FakeEngine) -> None:
    process.start_and_wait()
    customer = Customer(process.http)
    engine.gate.clear()
    customer.send("马上就停")
    while not engine.attempts:
        customer.poll()
    assert process.process is not None
    process.process.send_signal(signal.SIGTERM)
    engine.gate.set()
    assert process.process.wait(timeout=60) in {0, -signal.SIGTERM}
    process.start_and_wait()
    assert [event["type"] for event in customer.poll()][-2:] == ["message", "turn_end"]
    assert len(engine.attempts) == 1
    assert "Traceback" not in process.log.read_text()


def test_unsafe_settings_stop_the_start_with_a_clear_word(process: Process) -> None:
    process.start(KEFU_HOST="0.0.0.0")
    assert process.process is not None
    assert process.process.wait(timeout=60) == 1
    log = process.log.read_text()
    assert "KEFU_ENV=dev binds loopback only" in log
    assert "Traceback" not in log
