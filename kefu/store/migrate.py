"""Bringing a database to the newest schema with Alembic, from code (no alembic.ini to find)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from kefu.store.database import make_engine

MIGRATIONS = Path(__file__).with_name("migrations")


def config() -> Config:
    """Alembic's configuration for this package's migrations."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    return made


def upgrade(url: str) -> None:
    """Apply every migration that is missing; data is kept."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            settings = config()
            settings.attributes["connection"] = connection
            with connection.begin():
                command.upgrade(settings, "head")
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Whether every migration was applied."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            applied = MigrationContext.configure(connection).get_current_heads()
        return set(applied) == set(ScriptDirectory.from_config(config()).get_heads())
    finally:
        engine.dispose()
