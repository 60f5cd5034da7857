"""Texts that leave, or left."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from kefu.core.notification import NotificationStatus
from kefu.core.verification import CodeChannel
from kefu.store.tables.common import ID, metadata
from kefu.store.types import EnumText, Instant

notifications = Table(
    "notifications",
    metadata,
    Column("id", ID, primary_key=True),
    Column("channel", EnumText(CodeChannel), nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("content_cipher", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("status", EnumText(NotificationStatus), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("turn", String(60), index=True),
    Index("ix_notifications_due", "status", "due_at"),
)
