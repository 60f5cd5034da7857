"""Runs the plain ``rasa`` commands as people do: to the end, in a terminal, or as a server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests import terminal
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


class Terminal(terminal.Terminal):
    """A ``rasa`` command in a terminal."""

    def __init__(self, root: Path, *arguments: str) -> None:
        super().__init__([RASA, *arguments], cwd=root, env=environment(), patience=START_SECONDS)
