"""The state of each dialogue between two turns, one row a conversation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kefu.services.ports import NOTHING_SAID, Snapshot
from kefu.store.rows import KEY
from kefu.store.tables import dialogue_trackers


class SqlSnapshots:
    _t = dialogue_trackers.c
    _stored = select(_t.version, _t.events).where(_t.conversation_id == KEY)
    _replaced = update(dialogue_trackers).where(
        _t.conversation_id == KEY, _t.version == bindparam("present")
    )
    # What was inserted comes back: not every driver counts the rows of an INSERT.
    _first_sqlite = sqlite.insert(dialogue_trackers).on_conflict_do_nothing().returning(_t.version)
    _first_postgresql = (
        postgresql.insert(dialogue_trackers).on_conflict_do_nothing().returning(_t.version)
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, conversation_id: str) -> Snapshot:
        row = self._connection.execute(self._stored, {KEY.key: conversation_id}).first()
        return NOTHING_SAID if row is None else Snapshot(*row)

    def replace(
        self,
        conversation_id: str,
        before: Snapshot,
        text: str,
        now: datetime,
        *,
        asks: str | None = None,
    ) -> bool:
        values = {
            "version": before.version + 1,
            "events": text,
            "updated_at": now,
            "asks": asks,
        }
        if before.version:
            key = {KEY.key: conversation_id, "present": before.version}
            return self._connection.execute(self._replaced, values | key).rowcount == 1
        is_postgresql = self._connection.dialect.name == "postgresql"
        first = self._first_postgresql if is_postgresql else self._first_sqlite
        values["conversation_id"] = conversation_id
        return self._connection.scalar(first, values) is not None
