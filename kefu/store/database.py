"""Engines and transactions. Makes no connection until asked."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import copy_context
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from kefu import private_files
from kefu.core.errors import Invalid, Unavailable
from kefu.store.failures import translated
from kefu.store.readers import Readers
from kefu.store.unit_of_work import SqlUnitOfWork
from kefu.store.writer import Writer

WAIT_SECONDS = 30
POOL_SIZE, MOST_MORE = 10, 20
# So long a connection may rest before it is asked whether it still lives.
IDLE_SECONDS = 5.0
# Pages in SQLite's log at which a commit empties it itself.
FULL_LOG = 10_000
# Of transactions that wait for PostgreSQL: as many as there are connections.
THREADS = POOL_SIZE + MOST_MORE
T = TypeVar("T")
_DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+aiosqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def make_engine(url: str, *, wait_seconds: int = WAIT_SECONDS) -> Engine:
    """An engine for a ``sqlite:///…`` or ``postgresql://…`` URL (psycopg 3), whose errors quote no
    values.

    `wait_seconds` is how long a connection or SQLite's write lock is waited for. SQLite gets
    write-ahead logging and takes its write lock when a transaction begins, so that two writers wait
    for each other instead of failing half-way. Raises Invalid for any other URL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise _unknown_url() from None
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise _unknown_url()
    parsed = parsed.set(drivername=driver)
    if driver != "sqlite":
        return _postgresql(parsed, wait_seconds)
    return _sqlite(parsed, wait_seconds)


def _unknown_url() -> Invalid:
    return Invalid("database_url")


def _postgresql(url: URL, wait_seconds: int) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=POOL_SIZE,
        max_overflow=MOST_MORE,
        pool_timeout=wait_seconds,
        connect_args={"connect_timeout": wait_seconds},
    )

    @event.listens_for(engine, "checkin")
    def _rests(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _works(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        # One that was in use a moment ago is not asked whether it still lives: that would cost
        # another way to the server each time.
        if time.monotonic() - record.info.get("rests_since", math.inf) < IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error

    return engine


def _sqlite(url: URL, wait_seconds: int) -> Engine:
    pool: dict[str, int] = {}
    if url.database and url.database != ":memory:":
        if not (folder := Path(url.database).parent).exists():
            private_files.make_folder(folder)
        # Another connection costs little, and nobody should wait for one.
        pool = {"pool_size": POOL_SIZE, "max_overflow": -1}
    engine = create_engine(
        url, hide_parameters=True, connect_args={"timeout": wait_seconds}, **pool
    )

    @event.listens_for(engine, "do_connect")
    def _keep_private(*_of_the_connection: Any) -> None:
        if pool:
            _make_private(str(url.database))

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's begin below says when a transaction starts
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # what is acknowledged survives a power cut
        # `SqlDatabase.tidy` empties the log before a commit has to.
        connection.execute(f"PRAGMA wal_autocheckpoint={FULL_LOG}")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get("read_only", False)
        # Past SQLAlchemy, to which this would be a statement like any other.
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _make_private(file: str) -> None:
    """A file of our own for SQLite, which gives its logs the same mode. One that is there is not
    opened: closing it again would let go of the locks that this process has on it.
    """
    with suppress(OSError):  # SQLite itself tells what is wrong with the place
        private_files.make_file(Path(file))
    private_files.tighten(Path(f"{file}{ending}") for ending in ("", "-wal", "-shm"))


class SqlDatabase:
    """`kefu.services.ports.Database` over SQLAlchemy. What the driver cannot help becomes
    `Unavailable`, and a value that no column can hold `Invalid`.

    On SQLite one transaction writes at a time, so that a `Writer` puts together what comes in at
    the same time; PostgreSQL writes many side by side, and puts their commits together itself.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._readers = Readers(engine)
        # SQLite lets a writer poll for its lock; in one process they can wait in line.
        self._writing = Lock()
        self._writer = Writer(self.begin)
        self._threads = ThreadPoolExecutor(THREADS, "kefu-database")

    @property
    def is_near(self) -> bool:
        """SQLite's pages are in this process's reach, and its readers wait for nobody."""
        return self._is_sqlite

    @contextmanager
    def begin(self) -> Iterator[SqlUnitOfWork]:
        """A transaction of one's own that may write."""
        with self._one_at_a_time(), self._connection() as connection, connection.begin():
            yield SqlUnitOfWork(connection)

    def submit(self, use_case: Callable[[SqlUnitOfWork], T]) -> Future[T]:
        """Have it run in a transaction that others may share."""
        if self._is_sqlite:
            return self._writer.submit(use_case)
        return self._threads.submit(copy_context().run, self._write_alone, use_case)

    def write(self, use_case: Callable[[SqlUnitOfWork], T]) -> T:
        """`submit`, and wait."""
        return self.submit(use_case).result() if self._is_sqlite else self._write_alone(use_case)

    @contextmanager
    def read(self) -> Iterator[SqlUnitOfWork]:
        """A transaction that only reads."""
        if self._is_sqlite:
            with translated(), self._readers.read() as reader:
                yield SqlUnitOfWork.for_reading(reader)
            return
        with self._connection() as connection:
            # Each statement sees what is committed when it begins, in a transaction or not: none
            # saves two ways to the server.
            reader = connection.execution_options(isolation_level="AUTOCOMMIT")
            with reader.begin():
                yield SqlUnitOfWork.for_reading(reader)

    def query(self, use_case: Callable[[SqlUnitOfWork], T]) -> T:
        """Run a use case that only reads."""
        return _at_most_twice(self.read, use_case)

    def ping(self) -> None:
        """Raise Unavailable when the database does not answer."""
        with self._connection() as connection:
            connection.execution_options(read_only=True).execute(text("SELECT 1"))

    def tidy(self) -> None:
        """Do now and then what a commit would have to wait for: empty SQLite's log into the file.

        Waits for nobody and holds up nobody.
        """
        if self._is_sqlite:
            with self._connection() as connection:
                driver = connection.connection.driver_connection
                assert isinstance(driver, sqlite3.Connection)
                driver.execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    def _write_alone(self, use_case: Callable[[SqlUnitOfWork], T]) -> T:
        return _at_most_twice(self.begin, use_case)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        if not self._is_sqlite:
            yield
            return
        if not self._writing.acquire(timeout=WAIT_SECONDS):
            raise Unavailable("database_unavailable")
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with translated(), self.engine.connect() as connection:
            yield connection


class _ConnectionLost(Unavailable):
    """The connection broke while there was nothing to lose yet."""


def _at_most_twice(
    unit_of_work: Callable[[], AbstractContextManager[SqlUnitOfWork]],
    use_case: Callable[[SqlUnitOfWork], T],
) -> T:
    """Run a use case, and again when the connection is lost before the commit is asked for, because
    then nothing was stored.
    """
    try:
        return _once(unit_of_work, use_case)
    except _ConnectionLost:
        return _once(unit_of_work, use_case)


def _once(
    unit_of_work: Callable[[], AbstractContextManager[SqlUnitOfWork]],
    use_case: Callable[[SqlUnitOfWork], T],
) -> T:
    with unit_of_work() as unit:
        try:
            return use_case(unit)
        except DBAPIError as error:
            if error.connection_invalidated:
                raise _ConnectionLost("database_unavailable") from error
            raise
