"""The one place where a dataclass becomes a row and a row a dataclass."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, insert, select, update

T = TypeVar("T")


class Rows(Generic[T]):
    """Base of the repositories: `table` holds objects of dataclass `cls`,
    keyed by the column ``id``.
    """

    table: ClassVar[Table]
    cls: type[T]

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @classmethod
    def _names(cls) -> list[str]:
        return [field.name for field in fields(cls.cls)]  # type: ignore[arg-type]

    @classmethod
    def _select(cls) -> Select[Any]:
        return select(*(cls.table.c[name] for name in cls._names()))

    def _one(self, query: Select[Any]) -> T | None:
        row = self._connection.execute(query).first()
        return None if row is None else self._object(row)

    def _all(self, query: Select[Any]) -> list[T]:
        return [self._object(row) for row in self._connection.execute(query)]

    def _object(self, row: Row[Any]) -> T:
        return self.cls(**row._mapping)

    def _values(self, item: T) -> dict[str, Any]:
        return {name: getattr(item, name) for name in self._names()}

    def _insert(self, item: T, **more: Any) -> None:
        self._connection.execute(insert(self.table).values(**self._values(item), **more))

    def _find(self, *where: ColumnElement[bool], lock: bool = False) -> T | None:
        query = self._select().where(*where)
        return self._one(query.with_for_update() if lock else query)

    def add(self, item: T) -> None:
        """Insert."""
        self._insert(item)

    def get(self, key: str, *, lock: bool = False) -> T | None:
        """By id; `lock` keeps other transactions from writing the row until this one ends."""
        return self._find(self.table.c.id == key, lock=lock)

    def save(self, item: T) -> None:
        """Write every field back."""
        values = self._values(item)
        key = values.pop("id")
        self._connection.execute(update(self.table).where(self.table.c.id == key).values(**values))
