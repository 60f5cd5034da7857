"""Dialogues under test: one trained model for all, and a fresh database, wallet and clock for each.

Every YAML file below this folder is collected: each dialogue in it is a test.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest._code.code import ReprFileLocation, TerminalRepr
from _pytest._io import TerminalWriter
from rasa.core.agent import Agent
from rich.console import Console

from kefu.bootstrap import Kefu
from kefu.conversing.player import Performance, play
from kefu.conversing.printing import show
from kefu.conversing.reading import BadDialogue, Script, read
from kefu.conversing.stage import Stage, StoppedClock, World
from kefu.conversing.talk import Talk
from kefu.store.migrate import upgrade
from kefu.store.tables import metadata
from tests.postgres import PostgresServer
from tests.trained import trained_model

# Where kefu's own database lies: "sqlite", or "postgresql".
ON = "KEFU_DIALOGUES_ON"

_STAGE = pytest.StashKey[Stage]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take each YAML file for a file of dialogues."""
    if file_path.suffix != ".yml":
        return None
    file: pytest.Collector = DialogueFile.from_parent(parent, path=file_path)
    return file


def the_stage(config: pytest.Config) -> Stage:
    """The one stage of this run."""
    if _STAGE not in config.stash:
        folder = tempfile.TemporaryDirectory(prefix="kefu-dialogues-")
        config.add_cleanup(folder.cleanup)
        database = _on_postgresql(config) if os.environ.get(ON) == "postgresql" else None
        config.stash[_STAGE] = Stage(trained_model(), Path(folder.name), database)
    return config.stash[_STAGE]


def _on_postgresql(config: pytest.Config) -> Callable[[], str]:
    """One database on a real server, emptied for each dialogue. Skips, or fails where it is
    required, when no server is installed.
    """
    if not PostgresServer.is_installed():
        missing = "PostgreSQL is not installed (apt install postgresql)"
        if os.environ.get("KEFU_TEST_REQUIRE_POSTGRES") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    # Not among pytest's folders: the server's own user must be able to walk there.
    folder = tempfile.TemporaryDirectory(prefix="kefu-postgres-")
    config.add_cleanup(folder.cleanup)
    running = contextlib.ExitStack()
    config.add_cleanup(running.close)
    server = running.enter_context(PostgresServer(Path(folder.name)))
    server.create("dialogues")
    upgrade(server.url("dialogues"))

    def emptied() -> str:
        server.wipe("dialogues", reversed(metadata.sorted_tables))
        return server.url("dialogues")

    return emptied


class DialogueFile(pytest.File):
    """A YAML file; a fault in it fails its own collection only."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test for each dialogue."""
        try:
            scripts = read(self.path)
        except BadDialogue as error:
            raise self.CollectError(str(error)) from error
        if os.environ.get(ON) == "postgresql":
            # A row's other words say nothing new to the database.
            scripts = list({script.dialogue.name: script for script in reversed(scripts)}.values())
        for script in scripts:
            yield DialogueTest.from_parent(self, name=script.title, script=script)


class DialogueTest(pytest.Item):
    """A dialogue."""

    def __init__(self, *, script: Script, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._script = script

    def runtest(self) -> None:
        """Play it."""
        # What Rasa thinks at every step would bury the conversation.
        with contextlib.redirect_stdout(io.StringIO()):
            performance = asyncio.run(play(the_stage(self.config), self._script))
        if not performance.passed:
            raise Differs(performance)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None
    ) -> str | TerminalRepr:
        """The conversation, with what was not as expected."""
        if isinstance(excinfo.value, Differs):
            return Conversation(excinfo.value.performance)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, self._script.line() - 1, self.name


class Conversation(TerminalRepr):
    """A performance as pytest's report of a failure."""

    def __init__(self, performance: Performance) -> None:
        text = io.StringIO()
        show(performance, Console(file=text, color_system=None))
        self._text = text.getvalue()
        first = performance.differences[0]
        self.reprcrash = ReprFileLocation(str(performance.script.path), first.line, first.text)

    def toterminal(self, tw: TerminalWriter) -> None:
        """Print it."""
        tw.write(self._text)


class Differs(Exception):
    """Something in a dialogue was not as expected."""

    def __init__(self, performance: Performance) -> None:
        super().__init__(performance.script.title)
        self.performance = performance


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Stage:
    """Where dialogues are played."""
    return the_stage(request.config)


@pytest.fixture
def world(stage: Stage) -> Iterator[World]:
    """Everything that a conversation needs, untouched."""
    with stage.world() as world:
        yield world


@pytest.fixture
def kefu(world: World) -> Kefu:
    """All services, the same ones for the actions."""
    return world.kefu


@pytest.fixture
def clock(world: World) -> StoppedClock:
    """Stands still at the present: the extractor of times reads the machine's own clock."""
    return world.clock


@pytest.fixture
def agent(world: World) -> Agent:
    """The dialogue with its trackers in this test's database."""
    return world.agent


@pytest.fixture
def talk(world: World) -> Talk:
    """Somebody unknown on the web."""
    return Talk(world)


@pytest.fixture
def talk_as(world: World) -> Callable[[str], Talk]:
    """Somebody logged in to the app, by phone."""
    return lambda phone: Talk(world, phone)
