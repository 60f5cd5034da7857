"""Who writes over a channel, and how far their conversations' logs have been delivered."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from kefu.store.tables.common import HASH, ID, conversation_id, metadata
from kefu.store.types import Instant

channel_identities = Table(
    "channel_identities",
    metadata,
    Column("id", ID, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("identity_hash", HASH, nullable=False),
    Column("address_cipher", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("account_id", String(64), index=True),
    Column("bound_at", Instant),
    UniqueConstraint("channel", "identity_hash"),
)

# The outbox of a conversation is its log; this is the cursor in it.
deliveries = Table(
    "deliveries",
    metadata,
    conversation_id(primary_key=True),
    Column("channel", String(20), nullable=False),
    Column(
        "identity_id",
        ID,
        ForeignKey("channel_identities.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("delivered_seq", Integer, nullable=False),
    Column("due_at", Instant),
    Column("leased_until", Instant),
    Column("failures", Integer, nullable=False),
    Index("ix_deliveries_due", "channel", "due_at"),
)
