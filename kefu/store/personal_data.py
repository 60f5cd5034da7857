"""Clear values behind references, encrypted, with an end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from kefu.store.rows import KEY
from kefu.store.tables import (
    personal_data,
)


class SqlPersonalData:
    _p = personal_data.c
    _found = select(_p.value_hash, _p.ciphertext).where(
        _p.conversation_id == KEY,
        _p.reference == bindparam("of_reference"),
        _p.expires_at > bindparam("now"),
    )
    _known = select(_p.reference).where(
        _p.conversation_id == KEY,
        _p.reference.in_(bindparam("references", expanding=True)),
        _p.expires_at > bindparam("now"),
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        conversation_id: str,
        reference: str,
        value_hash: str,
        ciphertext: str,
        expires_at: datetime,
    ) -> None:
        make = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        values = {"value_hash": value_hash, "ciphertext": ciphertext, "expires_at": expires_at}
        self._connection.execute(
            make(personal_data)
            .values(conversation_id=conversation_id, reference=reference, **values)
            .on_conflict_do_update(index_elements=["conversation_id", "reference"], set_=values)
        )

    def find(self, conversation_id: str, reference: str, now: datetime) -> tuple[str, str] | None:
        values = {KEY.key: conversation_id, "of_reference": reference, "now": now}
        row = self._connection.execute(self._found, values).first()
        return None if row is None else (row.value_hash, row.ciphertext)

    def known(self, conversation_id: str, references: Collection[str], now: datetime) -> set[str]:
        values = {KEY.key: conversation_id, "references": list(references), "now": now}
        return set(self._connection.scalars(self._known, values))
