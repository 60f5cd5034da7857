"""Servers that are measured: the whole of kefu, and what stands beside it, each in a folder of its
own on free ports of loopback. They are ended by their own process ids.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from bench.stack.processes import Process, family
from kefu import start_gate
from kefu.core.errors import OperatorError
from kefu.settings import ROOT
from tests.ports import free_port

READY_SECONDS: Final = 600
_SAID: Final = 500
_STOP_SECONDS: Final = 60
# What decides where data lies and who listens is ours; every other setting may be tried.
_OWN: Final = frozenset(
    {
        "KEFU_ENV",
        "KEFU_DATA_DIR",
        "KEFU_HOST",
        "KEFU_PORT",
        "KEFU_PUBLIC_URL",
        "KEFU_DATABASE_URL",
        "KEFU_WALLET_DATABASE_URL",
        "KEFU_TRUSTED_PROXIES",
    }
)


class StartFailed(OperatorError):
    """A server did not become ready; the text ends with what it said."""


class Server(ABC):
    """One program and its descendants."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = free_port()
        self.ready_seconds = 0.0
        """From its start until it answered."""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def output(self) -> Path:
        """What it writes."""
        return self.folder / f"{type(self).__name__}.log"

    def processes(self) -> list[Process]:
        """All that run for it now."""
        return family(self._process.pid) if self._process else []

    def start(self) -> None:
        """Start it and wait. Raises StartFailed."""
        started = time.perf_counter()
        with self.output.open("ab") as output:
            self._process = self.launch(output)
        deadline = started + READY_SECONDS
        while not self.is_ready():
            if self._process.poll() is not None or time.perf_counter() > deadline:
                self.stop()
                said = self.output.read_text(errors="replace").strip()[-_SAID:]
                raise StartFailed(f"{type(self).__name__} 未能启动：{said}")
            time.sleep(0.02)
        self.ready_seconds = time.perf_counter() - started

    def stop(self) -> None:
        """End it and wait."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Started, and stopped in the end."""
        self.start()
        try:
            yield
        finally:
            self.stop()

    @abstractmethod
    def launch(self, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start the program."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether it answers by now."""


def run(
    command: Sequence[str], output: IO[bytes], env: dict[str, str], folder: Path = ROOT
) -> subprocess.Popen[bytes]:
    """A program that writes into `output`."""
    return subprocess.Popen(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output
    )


class KefuServer(Server):
    """``kefu serve`` in development mode with its data in the folder, or in a database.

    Other settings of the environment hold, so that they can be compared. One proxy's word is
    believed on where customers come from, so that the real limits by network hold too.
    """

    def __init__(self, folder: Path, database_url: str | None = None) -> None:
        super().__init__(folder)
        self.database_url = database_url

    @property
    def env(self) -> dict[str, str]:
        """Of the supervisor and all its children."""
        kept = {name: value for name, value in os.environ.items() if name not in _OWN}
        urls = {}
        if self.database_url:
            urls = {
                "KEFU_DATABASE_URL": self.database_url,
                "KEFU_WALLET_DATABASE_URL": self.database_url,
            }
        return {
            **kept,
            "KEFU_DATA_DIR": str(self.folder),
            "KEFU_PORT": str(self.port),
            "KEFU_TRUSTED_PROXIES": "1",
            # What is measured is the work, not how long a greeting waits for more words.
            "KEFU_READ_TOGETHER": "0",
            **urls,
        }

    def launch(self, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """``kefu serve``."""
        self._told = self.output.stat().st_size
        return run([sys.executable, "-m", "kefu.cli", "serve"], output, self.env)

    def is_ready(self) -> bool:
        """When it says so."""
        with self.output.open("rb") as output:
            output.seek(self._told)
            return b"Ctrl-C" in output.read()


class UnhurriedGateway(Server):
    """A second gateway before the same engine and database, for conversations of hundreds of turns.

    The first one is held still meanwhile, so that not both look for what is owed.
    """

    def __init__(self, folder: Path, stack: KefuServer) -> None:
        super().__init__(folder)
        self._stack = stack
        self._first = next(p.pid for p in stack.processes() if p.name == "gateway")

    def processes(self) -> list[Process]:
        """The stack's and its own."""
        return self._stack.processes() + super().processes()

    def launch(self, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """In the environment of the first gateway, on another port."""
        lines = Path(f"/proc/{self._first}/environ").read_bytes().split(b"\0")
        env = dict(line.decode().split("=", 1) for line in lines if b"=" in line)
        env.pop(start_gate.VARIABLE, None)  # open, and not inherited
        os.kill(self._first, signal.SIGSTOP)
        module = "bench.stack.unhurried"
        return run([sys.executable, "-m", module], output, {**env, "KEFU_PORT": str(self.port)})

    def is_ready(self) -> bool:
        """When it takes connections."""
        return listens(self.port)

    def stop(self) -> None:
        """End it and let the first one go on."""
        super().stop()
        os.kill(self._first, signal.SIGCONT)


def listens(port: int) -> bool:
    """Whether somebody takes connections at a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def own_or(url: str | None) -> Iterator[str]:
    """The address of a running kefu: `url`, or one that is started in a folder of its own and
    stopped in the end. Raises StartFailed.
    """
    if url is not None:
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="kefu-") as folder:
        server = KefuServer(Path(folder))
        with server.running():
            yield f"http://127.0.0.1:{server.port}"
