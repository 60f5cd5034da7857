"""A tiny bot, trained once a session with the plain ``rasa train``,
and where to store its state.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.harness import ROOT, Bot

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
    database = f"sqlite:///{folder / 'kefu.db'}"
    with Bot(folder, project / "models", database) as running:
        yield running
