"""Runs the plain ``rasa`` commands as people do: to the end, in a terminal, or as a server."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import httpx

from tests.engine.harness import ROOT, START_SECONDS
from tests.ports import free_port

RASA = str(Path(sys.executable).with_name("rasa"))


def environment() -> dict[str, str]:
    """The environment of somebody who has set nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEFU_")}
    kept.pop("RASA_TELEMETRY_ENABLED", None)
    return {**kept, "PYTHONPATH": str(ROOT)}


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command that has ended, with what it wrote."""
    return subprocess.run(
        [RASA, *arguments],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextmanager
def listening(root: Path, *arguments: str) -> Iterator[httpx.Client]:
    """A command that serves HTTP on a free port, once it answers."""
    port = free_port()
    with (root / "run.log").open("wb") as log:
        process = subprocess.Popen(
            [RASA, *arguments, "--port", str(port)],
            cwd=root,
            env=environment(),
            stdout=log,
            stderr=log,
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=START_SECONDS) as client:
            deadline = time.monotonic() + START_SECONDS
            while True:
                assert process.poll() is None, (root / "run.log").read_text()
                assert time.monotonic() < deadline
                try:
                    client.get("/")
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield client
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_SECONDS)


@contextmanager
def serving(root: Path, *arguments: str) -> Iterator[httpx.Client]:
    """``rasa run``, once it has loaded the model."""
    with listening(root, "run", "--interface", "127.0.0.1", *arguments) as client:
        yield client


class Terminal:
    """A command in a terminal."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self._master, slave = pty.openpty()
        self._shown = b""
        self._process = subprocess.Popen(
            [RASA, *arguments],
            cwd=root,
            env=environment(),
            stdin=slave,
            stdout=slave,
            stderr=slave,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._process.kill()
        self._process.wait(START_SECONDS)
        os.close(self._master)

    def enter(self, text: str) -> None:
        """Type a line."""
        os.write(self._master, f"{text}\r".encode())

    def wait_for(self, text: str) -> None:
        """Return once the command has shown this."""
        deadline = time.monotonic() + START_SECONDS
        while text.encode() not in self._shown:
            written = self._shown.decode(errors="replace")
            assert self._process.poll() is None, written
            assert time.monotonic() < deadline, written
            if select.select([self._master], [], [], 0.1)[0]:
                self._shown += os.read(self._master, 4096)
