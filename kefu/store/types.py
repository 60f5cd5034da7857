"""Column types that keep instants aware and enums typed on every database.

A message reads and writes dozens of these values, so each goes the shortest way that there is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from typing import Any, TypeVar

from sqlalchemy import JSON, DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=StrEnum)
N = TypeVar("N", bound=IntEnum)

_DIGITS = len("2026-03-02 04:00:00.000000")


class Instant(TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite keeps it as text without the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """To the database; ValueError for a naive datetime."""
        return _to_text if dialect.name == "sqlite" else _to_utc

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], Any]:
        """From the database."""
        return _from_text if dialect.name == "sqlite" else _to_utc


def _to_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a naive datetime has no place in the database")
    return value.astimezone(UTC)


def _to_text(value: datetime | None) -> str | None:
    instant = _to_utc(value)
    return None if instant is None else instant.isoformat(" ", "microseconds")[:_DIGITS]


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


class EnumText(TypeDecorator[E]):
    """A string enum stored as its value."""

    impl = String(40)
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum

    def bind_processor(self, dialect: Dialect) -> Callable[[E | None], str | None]:
        """To the database; ValueError for what is no member."""
        enum = self.enum

        def text(value: E | None) -> str | None:
            if value is None:
                return None
            return str(value if isinstance(value, enum) else enum(value))

        return text

    def result_processor(
        self, dialect: Dialect, _coltype: object
    ) -> Callable[[str | None], E | None]:
        """From the database; ValueError for what is no member."""
        members: dict[str, E] = {str(member.value): member for member in self.enum}

        def member(value: str | None) -> E | None:
            if value is None:
                return None
            return members.get(value) or self.enum(value)

        return member


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
