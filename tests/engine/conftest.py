"""A tiny bot, trained once a session with the plain ``rasa train``,
and where to store its state.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.engine.harness import ROOT, START_SECONDS, Bot
from tests.ports import free_port

FIXTURE = Path(__file__).parent / "fixture"


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bot's project folder with its model in ``models``."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(FIXTURE, folder, dirs_exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("RASA_TELEMETRY_ENABLED", None)  # must work for who never heard of it
    trained = subprocess.run(
        [Path(sys.executable).with_name("rasa"), "train", "--fixed-model-name", "bot"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert trained.returncode == 0, trained.stdout + trained.stderr
    return folder


@pytest.fixture(scope="module")
def bot(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The running bot."""
    folder = tmp_path_factory.mktemp("bot")
    shutil.copytree(FIXTURE / "actions", folder / "actions")
    with Bot(folder, project / "models") as running:
        yield running


@pytest.fixture
def root(project: Path) -> Path:
    """A project with the product's own endpoints and credentials."""
    for name in ("endpoints.yml", "credentials.yml"):
        (project / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    return project


@pytest.fixture(scope="session")
def redis_port() -> Iterator[int]:
    """A real Redis on a free port; skips where none is installed (unless
    KEFU_TEST_REQUIRE_REDIS=1).
    """
    program = shutil.which("redis-server")
    if program is None:
        missing = "Redis is not installed (apt install redis-server)"
        if os.environ.get("KEFU_TEST_REQUIRE_REDIS") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    port = free_port()
    options = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_SECONDS
        with redis.Redis(port=port) as server:
            while True:
                assert process.poll() is None
                assert time.monotonic() < deadline
                try:
                    server.ping()
                    break
                except redis.ConnectionError:
                    time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(START_SECONDS)
