"""Column types that keep instants aware and enums typed on every database."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum, IntEnum
from typing import Any, TypeVar

from sqlalchemy import JSON, DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=Enum)
N = TypeVar("N", bound=IntEnum)


class Instant(TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        stored: datetime = value
        return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)


class EnumText(TypeDecorator[E]):
    """A string enum stored as its value."""

    impl = String(40)
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else str(self.enum(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        return None if value is None else self.enum(value)


class EnumNumber(TypeDecorator[N]):
    """An ordered enum stored as its number, so that a query can compare it."""

    impl = Integer
    cache_ok = True

    def __init__(self, enum: type[N]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: N | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> N | None:
        return None if value is None else self.enum(value)


__all__ = ["JSON", "EnumNumber", "EnumText", "Instant"]
