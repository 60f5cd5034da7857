"""The one place where a dataclass becomes a row and a row a dataclass.

Statements are built once, when a class is defined, and their values are bound by name when they
run: building one costs ten times what running it does.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    insert,
    select,
    update,
)

T = TypeVar("T")

# The id by which a row is found. Never a column's name, which an UPDATE keeps for new values.
KEY: BindParameter[str] = bindparam("of_id")


class Rows(Generic[T]):
    """Base of the repositories: `table` holds objects of dataclass `cls`,
    keyed by the column ``id``.
    """

    table: ClassVar[Table]
    cls: type[T]
    _names: ClassVar[list[str]]
    selected: ClassVar[Select[Any]]
    _inserted: ClassVar[Insert]
    _by_id: ClassVar[Select[Any]]
    _by_id_locked: ClassVar[Select[Any]]
    _saved: ClassVar[Update]

    def __init_subclass__(cls) -> None:
        cls._names = [field.name for field in fields(cls.cls)]  # type: ignore[arg-type]
        cls.selected = select(*(cls.table.c[name] for name in cls._names))
        cls._inserted = insert(cls.table)
        if "id" in cls.table.c:
            cls._by_id = cls.selected.where(cls.table.c.id == KEY)
            cls._by_id_locked = cls._by_id.with_for_update()
            cls._saved = update(cls.table).where(cls.table.c.id == KEY)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _one(self, query: Select[Any], **values: Any) -> T | None:
        row = self._connection.execute(query, values).first()
        return None if row is None else self.cls(*row)

    def _all(self, query: Select[Any], **values: Any) -> list[T]:
        return [self.cls(*row) for row in self._connection.execute(query, values)]

    def _values(self, item: T) -> dict[str, Any]:
        return {name: getattr(item, name) for name in self._names}

    def _insert(self, item: T, **more: Any) -> None:
        self._connection.execute(self._inserted, {**self._values(item), **more})

    def _find(self, *where: ColumnElement[bool], lock: bool = False) -> T | None:
        query = self.selected.where(*where)
        return self._one(query.with_for_update() if lock else query)

    def add(self, item: T) -> None:
        """Insert."""
        self._insert(item)

    def get(self, key: str, *, lock: bool = False) -> T | None:
        """By id; `lock` keeps other transactions from writing the row until this one ends."""
        return self._one(self._by_id_locked if lock else self._by_id, of_id=key)

    def save(self, item: T) -> None:
        """Write every field back."""
        values = self._values(item)
        values[KEY.key] = values.pop("id")
        self._connection.execute(self._saved, values)
