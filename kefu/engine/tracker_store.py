"""Stores each conversation of the dialogue engine as one short row in the product's database.

A message costs one read and one write however long the conversation is (see ``compaction``), off
the event loop, and a version column refuses a write based on outdated events. It must not know
what is talked about or who the customer is.

Named in endpoints.yml: ``tracker_store: {type: kefu.engine.tracker_store.SnapshotTrackerStore}``.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from sqlalchemy.exc import SQLAlchemyError

from kefu.engine import patches
from kefu.engine.compaction import DEFAULT_LIMIT
from kefu.engine.patches.http import REPLACES
from kefu.engine.snapshots import restore, take
from kefu.settings import Settings
from kefu.store.database import make_engine
from kefu.store.tables import dialogue_trackers

patches.apply()

DATABASE_TIMEOUT_SECONDS = 5

_VERSION = "kefu_version"  # attribute of a tracker: the version of the row it was read from

T = TypeVar("T")


class TrackerStoreUnavailable(RasaException):
    """The database could not be read or written; nothing was changed."""


class LostUpdate(TrackerStoreUnavailable):
    """Someone else saved or deleted the conversation since it was read; nothing was changed."""


class SnapshotTrackerStore(TrackerStore):
    """Rasa tracker store with one compacted, versioned row per conversation."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        max_events: int = DEFAULT_LIMIT,
        **kwargs: Any,
    ) -> None:
        """Prepare the store; the database is first contacted when it is used.

        Args:
            domain: Domain whose slots the trackers have.
            host: Database URL (``url`` in endpoints.yml); ``KEFU_DATABASE_URL`` goes first.
            event_broker: Passed by Rasa; receives the new events of every save.
            max_events: Number of events above which a conversation is compacted.
            kwargs: Further keys of endpoints.yml, ignored.
        """
        settings = Settings()
        self._engine = make_engine(
            settings.database_url or host or settings.database,
            wait_seconds=DATABASE_TIMEOUT_SECONDS,
        )
        self._max_events = max_events
        self._table_exists = False
        self._creating = threading.Lock()
        super().__init__(domain, event_broker, **kwargs)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation's tracker, or None if nothing was saved yet.

        Raises:
            TrackerStoreUnavailable: the database does not answer.
        """
        return await asyncio.to_thread(self._guarded, lambda: self._read(sender_id))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the tracker if the row is still the one it was read from.

        A tracker without events is not worth a row and is skipped. One that a caller of the HTTP
        API made to replace the conversation is written over whatever is there.

        Raises:
            LostUpdate: the row was changed or deleted in between.
            TrackerStoreUnavailable: the database does not answer.
        """
        if not tracker.events:
            return
        await self.stream_events(tracker)
        await asyncio.to_thread(self._guarded, lambda: self._write(tracker))

    async def delete(self, conversation_id: str) -> None:
        """Forget the conversation; deleting what does not exist is fine.

        Raises:
            TrackerStoreUnavailable: the database does not answer.
        """
        await asyncio.to_thread(self._guarded, lambda: self._remove(conversation_id))

    async def keys(self) -> Iterable[str]:
        """Return the ids of all stored conversations.

        Raises:
            TrackerStoreUnavailable: the database does not answer.
        """
        return await asyncio.to_thread(self._guarded, self._ids)

    def close(self) -> None:
        """Release the database connections."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._engine.connect() as connection:
            yield connection.execution_options(read_only=True)

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            self._ensure_table()
            return work()
        except SQLAlchemyError as error:
            raise TrackerStoreUnavailable(type(error).__name__) from error

    def _ensure_table(self) -> None:
        with self._creating:
            if self._table_exists:
                return
            try:
                dialogue_trackers.create(self._engine, checkfirst=True)
            except SQLAlchemyError:
                # another process may have created it between the look and the creation
                if not sa.inspect(self._engine).has_table(dialogue_trackers.name):
                    raise
            self._table_exists = True

    def _read(self, sender_id: str) -> DialogueStateTracker | None:
        table = dialogue_trackers
        query = sa.select(table.c.version, table.c.events).where(
            table.c.conversation_id == sender_id
        )
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        # `rasa export` reads without a model: to its empty domain every intent is unknown
        tracker = restore(sender_id, row.events, self.domain, goes_on=not self.domain.is_empty())
        setattr(tracker, _VERSION, row.version)
        return tracker

    def _write(self, tracker: DialogueStateTracker) -> None:
        version: int = getattr(tracker, _VERSION, 0)
        if getattr(tracker, REPLACES, False):
            version = self._stored_version(tracker.sender_id)
        values = {
            "version": version + 1,
            "updated_at": datetime.now(UTC),
            "events": take(tracker, self.domain, self._max_events),
        }
        statement = self._statement(tracker.sender_id, version, values)
        with self._engine.begin() as connection:
            written = connection.execute(statement.returning(dialogue_trackers.c.version)).first()
        if written is None:
            raise LostUpdate("the conversation was changed by another process")
        setattr(tracker, _VERSION, version + 1)
        setattr(tracker, REPLACES, False)

    def _stored_version(self, conversation_id: str) -> int:
        table = dialogue_trackers
        query = sa.select(table.c.version).where(table.c.conversation_id == conversation_id)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none() or 0

    def _statement(self, conversation_id: str, version: int, values: dict[str, Any]) -> Any:
        """Build the one conditional write; it must not bring a deleted conversation back."""
        table = dialogue_trackers
        if version:
            return (
                sa.update(table)
                .where(table.c.conversation_id == conversation_id, table.c.version == version)
                .values(**values)
            )
        if self._engine.dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import insert as postgresql_insert

            return (
                postgresql_insert(table)
                .values(conversation_id=conversation_id, **values)
                .on_conflict_do_nothing()
            )
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert

        return (
            sqlite_insert(table)
            .values(conversation_id=conversation_id, **values)
            .on_conflict_do_nothing()
        )

    def _remove(self, conversation_id: str) -> None:
        table = dialogue_trackers
        with self._engine.begin() as connection:
            connection.execute(sa.delete(table).where(table.c.conversation_id == conversation_id))

    def _ids(self) -> list[str]:
        with self._reading() as connection:
            return list(
                connection.execute(sa.select(dialogue_trackers.c.conversation_id)).scalars()
            )
