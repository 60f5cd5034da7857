"""Engines and transactions. Makes no connection until asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kefu.core.errors import Invalid, Unavailable
from kefu.store.unit_of_work import SqlUnitOfWork

WAIT_SECONDS = 30
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
        return create_engine(
            parsed,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=20,
            pool_timeout=wait_seconds,
            connect_args={"connect_timeout": wait_seconds},
        )
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": wait_seconds})

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's begin below says when a transaction starts
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # what is acknowledged survives a power cut
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _unknown_url() -> Invalid:
    return Invalid("database_url")


class SqlDatabase:
    """`kefu.services.ports.Database` over SQLAlchemy. What the driver cannot help becomes
    `Unavailable`, and a value that no column can hold `Invalid`.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def begin(self) -> Iterator[SqlUnitOfWork]:
        """A transaction that may write."""
        with self._connection() as connection, connection.begin():
            yield SqlUnitOfWork(connection)

    @contextmanager
    def read(self) -> Iterator[SqlUnitOfWork]:
        """A transaction that only reads."""
        with self._connection() as connection:
            reader = connection.execution_options(read_only=True)
            with reader.begin():
                yield SqlUnitOfWork(reader)

    def ping(self) -> None:
        """Raise Unavailable when the database does not answer."""
        with self._connection() as connection:
            connection.execution_options(read_only=True).execute(text("SELECT 1"))

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            raise Unavailable("database_unavailable") from error
        except (DataError, UnicodeEncodeError) as error:  # too long, a NUL, half a character
            raise Invalid("invalid_value") from error
