"""The gateway as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from kefu.settings import ROOT
from tests.gateway.fake_engine import TOKEN
from tests.gateway.people import PATIENCE
from tests.ports import free_port


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

    def start_and_wait(self, **env: str) -> None:
        self.start(**env)
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
