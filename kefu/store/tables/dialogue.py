"""The dialogues' states: written with each answer by `kefu.store.dialogue`, and by
`kefu.engine.tracker_store` for the plain `rasa` commands.
"""

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
    # What it asks now: a choice of another question is over.
    Column("asks", Text),
)
