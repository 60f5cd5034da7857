"""The plain ``rasa`` commands work in a project's root with no variable set."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.engine.harness import ROOT, START_SECONDS, free_port

RASA = str(Path(sys.executable).with_name("rasa"))


@pytest.fixture
def root(project: Path) -> Path:
    """A project with the product's own endpoints and credentials."""
    for name in ("endpoints.yml", "credentials.yml"):
        (project / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    return project


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEFU_")}
    kept.pop("RASA_TELEMETRY_ENABLED", None)
    return {**kept, "PYTHONPATH": str(ROOT)}


def test_rasa_run_serves_the_channel_closed(root: Path) -> None:
    port = free_port()
    command = [RASA, "run", "--interface", "127.0.0.1", "--port", str(port)]
    with (root / "run.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=root, env=environment(), stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            assert process.poll() is None, (root / "run.log").read_text()
            assert time.monotonic() < deadline
            try:
                ready = httpx.get(f"http://127.0.0.1:{port}/webhooks/kefu/ready")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        assert ready.status_code == 401  # no token is set, so nobody knows it
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_SECONDS)


def test_rasa_shell_talks(root: Path) -> None:
    command = [RASA, "shell", "--port", str(free_port())]
    with (root / "shell.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=root, env=environment(), stdin=subprocess.PIPE, stdout=log, stderr=log
        )

    def wait_for(text: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while text not in (written := (root / "shell.log").read_text(errors="replace")):
            assert process.poll() is None, written
            assert time.monotonic() < deadline, written
            time.sleep(0.1)

    assert process.stdin is not None
    try:
        wait_for("Your input ->")
        process.stdin.write("手续费\r".encode())
        process.stdin.flush()
        wait_for("手续费是 0.1%")
        assert (root / "var" / "kefu.db").exists()
    finally:
        process.stdin.close()
        process.terminate()
        process.wait(START_SECONDS)


def test_repairs_and_telemetry_switch_are_in_force_for_every_command(root: Path) -> None:
    program = (
        "import argparse, os; from rasa.plugin import plugin_manager;"
        "plugin_manager().hook.configure_commandline(cmdline_arguments=argparse.Namespace());"
        "from kefu.engine import patches;"
        "print(patches._applied, os.environ['RASA_TELEMETRY_ENABLED'])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[-2:] == ["True", "false"]
