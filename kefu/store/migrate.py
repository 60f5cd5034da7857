"""Bringing a database to the newest schema with Alembic, from code (no alembic.ini to find)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import OperationalError

from kefu.core.errors import Unavailable
from kefu.store.database import make_engine

MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 0x6B656675  # "kefu"


def config() -> Config:
    """Alembic's configuration for this package's migrations."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return made


def upgrade(url: str) -> None:
    """Apply every migration that is missing; data is kept. Raises Unavailable when nobody answers.

    Several processes may do so at once: the others wait for the first and find nothing left to do.
    """
    with _connection(url) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def is_current(url: str) -> bool:
    """Whether every migration was applied. Raises Unavailable when nobody answers."""
    return _applied(url) == set(ScriptDirectory.from_config(config()).get_heads())


def is_older(url: str) -> bool:
    """Whether `upgrade` would change something: no schema yet, or one of ours that is not the
    newest. Raises Unavailable when nobody answers.
    """
    applied = _applied(url)
    scripts = ScriptDirectory.from_config(config())
    known = {script.revision for script in scripts.walk_revisions()}
    return applied <= known and applied != set(scripts.get_heads())


def _applied(url: str) -> set[str]:
    with _connection(url) as connection:
        return set(MigrationContext.configure(connection).get_current_heads())


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    except OperationalError as error:
        reason = str(error.orig).strip().partition("\n")[0]
        raise Unavailable("database_unavailable.operator", reason=reason) from error
    finally:
        engine.dispose()
