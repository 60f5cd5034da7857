"""Starts the engine and the action server as real processes and talks to them over HTTP."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import httpx

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
ENGINE_TOKEN = "engine-token-of-the-tests"
ACTIONS_TOKEN = "actions-token-of-the-tests"
START_SECONDS = 60


class Process:
    """One server process; its log is a file in its working directory."""

    def __init__(self, module: str, cwd: Path, environment: dict[str, str]) -> None:
        self.log = cwd / f"{module.rpartition('.')[2]}.log"
        self._arguments = [sys.executable, "-m", module]
        self._cwd, self._environment = cwd, {**os.environ, **environment}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._arguments, cwd=self._cwd, env=self._environment, stdout=log, stderr=log
            )

    def terminate(self) -> None:
        """Send SIGTERM."""
        assert self._process is not None
        self._process.terminate()

    def stop(self) -> int:
        """Send SIGTERM and return the exit code."""
        self.terminate()
        return self.wait()

    def wait(self) -> int:
        """Return the exit code of a process that ends by itself."""
        assert self._process is not None
        return self._process.wait(START_SECONDS)

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait(START_SECONDS)

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None


class Bot:
    """The test bot: engine and action server in one folder; with ``KEFU_ACTIONS="inline"`` the
    engine alone. Keeps the snapshots, as a caller of the engine does: a turn that is asked again is
    asked with the snapshot of the first time.
    """

    def __init__(self, folder: Path, models: Path, **settings: str) -> None:
        self.folder = folder
        self.snapshots: dict[str, str] = {}
        self._asked: dict[tuple[str, str], dict[str, Any]] = {}
        self._answered: set[tuple[str, str]] = set()
        self.fail = folder / "fail"  # while it exists, the bot's actions crash
        engine_port, actions_port = free_port(), free_port()
        environment = {
            "KEFU_ENGINE_TOKEN": ENGINE_TOKEN,
            "KEFU_ENGINE_PORT": str(engine_port),
            "KEFU_ACTIONS": "http",
            "KEFU_ACTIONS_TOKEN": ACTIONS_TOKEN,
            "KEFU_ACTIONS_PORT": str(actions_port),
            "KEFU_ACTIONS_URL": f"http://127.0.0.1:{actions_port}",
            "KEFU_MODELS_DIR": str(models),
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        self._has_action_server = environment["KEFU_ACTIONS"] == "http"
        self.engine = Process("kefu.engine.server", folder, environment)
        self.actions = Process("kefu.engine.action_server", folder, environment)
        self.http = httpx.Client(
            base_url=f"http://127.0.0.1:{engine_port}/webhooks/kefu",
            headers={"Authorization": f"Bearer {ENGINE_TOKEN}"},
            timeout=START_SECONDS,
        )
        self.actions_http = httpx.Client(
            base_url=f"http://127.0.0.1:{actions_port}", timeout=START_SECONDS
        )

    def __enter__(self) -> Self:
        self.engine.start()
        if self._has_action_server:
            self.actions.start()
            self.wait_for_actions()
        self.wait_for_engine()
        return self

    def __exit__(self, *_exception: object) -> None:
        for process in (self.engine, self.actions):
            if process.alive:
                process.stop()
        self.http.close()
        self.actions_http.close()

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Within it the bot's actions crash."""
        self.fail.touch()
        try:
            yield
        finally:
            self.fail.unlink()

    def hold(self) -> None:
        """Make the balance action wait until :meth:`release`."""
        (self.folder / "held").unlink(missing_ok=True)
        (self.folder / "hold").touch()

    def wait_until_held(self) -> None:
        """Return once an action waits."""
        deadline = time.monotonic() + START_SECONDS
        while not (self.folder / "held").exists():
            assert time.monotonic() < deadline, "no action was called"
            time.sleep(0.01)

    def release(self) -> None:
        """Let the waiting action go on."""
        (self.folder / "hold").unlink()

    def wait_for_engine(self) -> None:
        _wait_until_ok(self.engine, self.http, "ready")

    def wait_for_actions(self) -> None:
        _wait_until_ok(self.actions, self.actions_http, "health")

    def post(self, conversation: str, turn: str, text: str, payload: str | None = None) -> Any:
        body: dict[str, Any] = {"conversation_id": conversation, "turn_id": turn}
        body |= {"kind": "text", "text": text}
        if payload is not None:
            body |= {"kind": "payload", "payload": payload}
        body["snapshot"] = self.snapshots.get(conversation)
        return self.http.post("turns", json=self._asked.setdefault((conversation, turn), body))

    def say(self, conversation: str, turn: str, text: str, payload: str | None = None) -> Any:
        """Return what is said in a turn that must succeed, and remember the snapshot of its first
        answer.
        """
        response = self.post(conversation, turn, text, payload)
        assert response.status_code == 200, response.text
        answer = response.json()
        if (conversation, turn) not in self._answered:
            self._answered.add((conversation, turn))
            self.snapshots[conversation] = answer["snapshot"]
        del answer["snapshot"]
        return answer

    def aborts(self, conversation: str, turn: str, text: str) -> bool:
        """Whether the turn fails as one whose action failed does."""
        response = self.post(conversation, turn, text)
        told: dict[str, str] = response.json()
        return (response.status_code, told) == (503, {"error": "action_server_unavailable"})

    def texts(self, conversation: str, turn: str, text: str) -> list[str]:
        answer = self.say(conversation, turn, text)
        return [message["text"] for message in answer["messages"]]


def _wait_until_ok(process: Process, client: httpx.Client, path: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.alive, process.log.read_text()
        try:
            if client.get(path).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"not ready: {process.log.read_text()}")
