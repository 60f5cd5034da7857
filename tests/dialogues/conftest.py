"""The dialogue under test: one trained model for all,
a fresh database and demo wallet for each test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from rasa.core.agent import Agent

from actions import _kefu
from kefu.bootstrap import Kefu, build
from kefu.core.clock import utc_now
from kefu.engine.tracker_store import SnapshotTrackerStore
from kefu.settings import Settings
from kefu.store.database import SqlDatabase
from tests.conftest import Databases, FakeClock
from tests.dialogues.engine import load
from tests.dialogues.talk import Talk
from tests.trained import trained_model


@pytest.fixture(scope="session")
def loaded() -> Agent:
    """The trained dialogue."""
    return load(trained_model())


@pytest.fixture
def clock() -> FakeClock:
    """Stands still at the present: the extractor of times reads the machine's own clock."""
    return FakeClock(utc_now())


@pytest.fixture
def settings(databases: Databases) -> Settings:
    """SQLite only; what differs between databases is tested with the services."""
    return Settings(
        database_url=databases.migrated("sqlite"), wallet_database_url=databases.wallet("sqlite")
    )


@pytest.fixture
def kefu(settings: Settings, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kefu]:
    """All services, the same ones for the actions."""
    built = build(settings, clock=clock)
    assert built.demo is not None
    built.demo.reset()
    monkeypatch.setattr(_kefu, "build", lambda: built)
    _kefu.kefu.cache_clear()
    yield built
    _kefu.kefu.cache_clear()
    cast("SqlDatabase", built.database).engine.dispose()


@pytest.fixture
def agent(loaded: Agent, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Agent]:
    """The dialogue with its trackers in this test's database."""
    monkeypatch.delenv("KEFU_DATABASE_URL", raising=False)
    assert loaded.processor is not None
    store = SnapshotTrackerStore(loaded.domain, settings.database)
    monkeypatch.setattr(loaded, "tracker_store", store)
    monkeypatch.setattr(loaded.processor, "tracker_store", store)
    yield loaded
    store.close()


@pytest.fixture
def talk(kefu: Kefu, agent: Agent) -> Talk:
    """Somebody unknown on the web."""
    return Talk(kefu, agent)


@pytest.fixture
def talk_as(kefu: Kefu, agent: Agent) -> Callable[[str], Talk]:
    """Somebody logged in to the app, by phone."""
    return lambda phone: Talk(kefu, agent, phone)
