"""A throw-away PostgreSQL server for tests,
run from the binaries that the system's package installed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Self

import psycopg
from psycopg import sql
from sqlalchemy import Table

from tests.ports import free_port

_INSTALLED = Path("/usr/lib/postgresql")
_START_SECONDS = 30
# Tests may lose their data in a power cut.
FAST: Final = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class PostgresServer:
    """One server with its data in `folder`;
    as root it runs as the user that the package made for it.
    """

    def __init__(self, folder: Path, options: Mapping[str, str] = FAST) -> None:
        self._folder = folder
        self._options = options
        self._user = "postgres" if os.geteuid() == 0 else None
        self.templates: set[str] = set()
        self._port = free_port()

    @staticmethod
    def is_installed() -> bool:
        """Whether the binaries are there."""
        return any(_INSTALLED.glob("*/bin/postgres"))

    def _binary(self, name: str) -> str:
        newest = max(_INSTALLED.glob("*/bin"), key=lambda path: int(path.parent.name))
        return str(newest / name)

    def url(self, database: str) -> str:
        """SQLAlchemy's URL of a database."""
        return f"postgresql://kefu@127.0.0.1:{self._port}/{database}"

    def __enter__(self) -> Self:
        data = self._folder / "data"
        if self._user:
            shutil.chown(self._folder, self._user)
        subprocess.run(
            [self._binary("initdb"), "-D", data, "-U", "kefu", "-A", "trust", "-E", "UTF8", "-N"],
            user=self._user,
            cwd=self._folder,
            check=True,
            capture_output=True,
        )
        settings = {
            **self._options,
            "port": str(self._port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [self._binary("postgres"), "-D", data, *options],
                user=self._user,
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )
        self._wait()
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
                return
            except psycopg.OperationalError:
                log = (self._folder / "log").read_text()
                assert self._process.poll() is None, log
                assert time.monotonic() < deadline, log
                time.sleep(0.05)

    @property
    def pid(self) -> int:
        """The process that all others of the server descend from."""
        return self._process.pid

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)  # its "fast" shutdown
        self._process.wait(_START_SECONDS)

    def create(self, name: str, template: str = "template1") -> None:
        """Make a database as a copy of another."""
        self._run(
            "postgres",
            # Copying the files is quicker than logging them while nothing needs to be safe.
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            ),
        )

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._run("postgres", sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def wipe(self, name: str, tables: Iterable[Table]) -> None:
        """Delete every row; fails when a transaction of an earlier test is still open."""
        deletes = [sql.SQL("DELETE FROM {}").format(sql.Identifier(t.name)) for t in tables]
        self._run(name, sql.SQL("SET lock_timeout = '5s'"), *deletes)

    def _run(self, database: str, *statements: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)
