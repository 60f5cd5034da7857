"""The demo wallet on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from kefu.store.database import make_engine
from kefu.wallet.demo import DemoWallet
from kefu.wallet.sql import SqlWallet
from tests.conftest import KINDS, QUICK_HASHER, Databases, FakeClock

# For tests to which the kind of database makes no difference.
ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Engine]:
    """A seeded wallet's database; the test runs once for each kind."""
    made = make_engine(databases.wallet(request.param))
    yield made
    made.dispose()


@pytest.fixture
def wallet(engine: Engine, clock: FakeClock) -> SqlWallet:
    """The wallet itself."""
    made = SqlWallet(engine, clock)
    made._hasher = QUICK_HASHER
    return made


@pytest.fixture
def demo(engine: Engine, clock: FakeClock) -> DemoWallet:
    """Its other side."""
    return DemoWallet(engine, clock)
