"""Connections that only read a SQLite file, kept open between two reads: a message is read for half
a dozen times, and fetching a connection costs more than most of what it is asked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError


class Readers:
    """Hands out one connection at a time to each who reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle: list[Connection] = []

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection within one transaction, in which nothing that others commit is seen."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._open()
        try:
            _driver(connection).execute("BEGIN")
            yield connection
        except (DBAPIError, sqlite3.Error):
            connection.close()  # it may be broken: the next one gets another
            raise
        except BaseException:
            self._end(connection)
            raise
        else:
            self._end(connection)

    def _open(self) -> Connection:
        connection = self._engine.connect().execution_options(read_only=True)
        # To SQLAlchemy it is one long transaction; what is seen in it is said by `read`.
        connection.begin()
        _driver(connection).execute("COMMIT")
        return connection

    def _end(self, connection: Connection) -> None:
        _driver(connection).execute("COMMIT")
        self._idle.append(connection)


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
