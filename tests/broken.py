"""Databases that fail for a while, for real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from kefu.store.database import make_engine


@contextmanager
def without(url: str, table: str) -> Iterator[None]:
    """The database has no such table until the block ends."""
    engine = make_engine(url)

    def rename(old: str, new: str) -> None:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

    rename(table, "gone")
    try:
        yield
    finally:
        rename("gone", table)
        engine.dispose()
