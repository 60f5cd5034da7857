"""What every test may ask for: databases of both kinds, a clock that only moves when told, and all
services.

Nothing here happens by itself: a test that names no fixture gets none.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis
import pytest
from argon2 import PasswordHasher
from sqlalchemy import Connection, Engine, event

from kefu.bootstrap import Kefu, build
from kefu.heap import settle
from kefu.settings import Settings
from kefu.store.database import SqlDatabase, make_engine
from kefu.store.migrate import upgrade
from kefu.store.tables import metadata
from kefu.wallet.demo import DemoWallet
from tests.customers import Customer
from tests.postgres import PostgresServer

pytest_plugins = ["tests.stack.fixtures"]

# On a busy machine the time of one example says nothing.
hypothesis.settings.register_profile("kefu", hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("kefu")

START = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # a Monday noon in Beijing
KINDS = ["sqlite", "postgresql"]
MEMORY = "/dev/shm"
ENOUGH = 4 << 30
QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
# For tests to which the kind of database makes no difference.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def pytest_configure() -> None:
    """Files of tests lie in memory where it has room: what they hold is lost with them anyway."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ENOUGH:
        # What a test starts follows.
        tempfile.tempdir = os.environ["TMPDIR"] = MEMORY


def pytest_collection_finish() -> None:
    """What has been collected and imported stays: no collection of rubbish looks at it again."""
    settle()


class FakeClock:
    """`kefu.core.clock.Clock` under the test's hand."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> datetime:
        """Let time pass, in `timedelta`'s words; the new now."""
        self.now += timedelta(**span)
        return self.now


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still until told."""
    return FakeClock()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL on a free port; skips where none is installed (unless
    KEFU_TEST_REQUIRE_POSTGRES=1).
    """
    if not PostgresServer.is_installed():
        missing = "PostgreSQL is not installed (apt install postgresql)"
        if os.environ.get("KEFU_TEST_REQUIRE_POSTGRES") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    # Not pytest's tmp_path: the server's own user must be able to walk there.
    folder = Path(tempfile.mkdtemp(prefix="kefu-postgres-"))
    with PostgresServer(folder) as server:
        yield server
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    """The server's maintenance database, for tests that make their own."""
    return postgres_server.url("postgres")


class Databases:
    """Makes databases for one test: empty, or cheap copies of a migrated or seeded one."""

    def __init__(self, request: pytest.FixtureRequest, folder: Path, templates: Path) -> None:
        self._request = request
        self._folder = folder
        self._templates = templates
        self._made: list[str] = []
        self._engines: set[Engine] = set()
        event.listen(Engine, "engine_connect", self._connected)

    def _connected(self, connection: Connection) -> None:
        self._engines.add(connection.engine)

    def empty(self, kind: str) -> str:
        """URL of a database without a table."""
        if kind == "sqlite":
            return f"sqlite:///{self._path()}"
        return self._server.url(self._create("template1"))

    def migrated(self, kind: str) -> str:
        """URL of kefu's database in the newest schema, without a row."""
        if kind == "sqlite":
            return self._copied("migrated", upgrade)
        if "migrated" not in self._server.templates:
            self._server.create("migrated")
            upgrade(self._server.url("migrated"))
            self._server.templates.add("migrated")
        # Emptying one database is much quicker than making another.
        self._server.wipe("migrated", reversed(metadata.sorted_tables))
        return self._server.url("migrated")

    def wallet(self, kind: str) -> str:
        """URL of the demo wallet, seeded at `START`."""
        if kind == "sqlite":
            return self._copied("wallet", _seed_wallet)
        if "wallet" not in self._server.templates:
            self._server.create("wallet")
            _seed_wallet(self._server.url("wallet"))
            self._server.templates.add("wallet")
        return self._server.url(self._create("wallet"))

    @property
    def _server(self) -> PostgresServer:
        server: PostgresServer = self._request.getfixturevalue("postgres_server")
        return server

    def _path(self) -> Path:
        return self._folder / f"{os.urandom(4).hex()}.db"

    def _copied(self, template: str, fill: Callable[[str], None]) -> str:
        original = self._templates / f"{template}.db"
        if not original.exists():
            fill(f"sqlite:///{original}")
        path = self._path()
        shutil.copyfile(original, path)
        return f"sqlite:///{path}"

    def _create(self, template: str) -> str:
        name = f"t_{os.urandom(4).hex()}"
        self._server.create(name, template)
        self._made.append(name)
        return name

    def drop(self) -> None:
        """Close every connection and remove what was made."""
        event.remove(Engine, "engine_connect", self._connected)
        for engine in self._engines:
            engine.dispose()
        for name in self._made:
            self._server.drop(name)


def _seed_wallet(url: str) -> None:
    engine = make_engine(url)
    DemoWallet(engine, FakeClock()).create()
    engine.dispose()


@pytest.fixture(scope="session")
def _templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("templates")


@pytest.fixture
def databases(
    request: pytest.FixtureRequest, tmp_path: Path, _templates: Path
) -> Iterator[Databases]:
    """Maker of databases that are gone after the test."""
    folder = tmp_path / "databases"
    folder.mkdir()
    made = Databases(request, folder, _templates)
    yield made
    made.drop()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """A fresh, migrated database; the test runs once for each kind."""
    return databases.migrated(request.param)


@pytest.fixture
def settings(database_url: str, databases: Databases, tmp_path: Path) -> Settings:
    """Development settings that see nothing of this machine."""
    return Settings(
        database_url=database_url,
        wallet_database_url=databases.wallet("sqlite"),
        data_dir=tmp_path / "var",
        models_dir=tmp_path / "models",
    )


@pytest.fixture
def kefu(settings: Settings, clock: FakeClock) -> Iterator[Kefu]:
    """All services over a migrated database and the demo wallet."""
    built = build(settings, clock=clock)
    # As many passwords as a test likes: what argon2 costs is its own business.
    built.desk.staff._hasher = built.wallet._hasher = QUICK_HASHER  # type: ignore[attr-defined]
    yield built
    assert isinstance(built.database, SqlDatabase)
    built.database.engine.dispose()


@pytest.fixture
def customer(kefu: Kefu, clock: FakeClock) -> Customer:
    """Somebody unknown who has just opened a conversation."""
    return Customer.arrives(kefu)
