"""Rasa's dialogue state, written by `kefu.engine.tracker_store` alone."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from kefu.store.tables.common import ID, metadata
from kefu.store.types import Instant

dialogue_trackers = Table(
    "dialogue_trackers",
    metadata,
    Column("conversation_id", ID, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("events", Text, nullable=False),
)
