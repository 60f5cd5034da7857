"""Codes, secure inputs and used one-time ids."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from kefu.core.verification import CodeChannel, InputKind, InputStatus, Lane, Purpose
from kefu.store.tables.common import HASH, ID, conversation_id, metadata
from kefu.store.types import EnumText, Instant

verification_codes = Table(
    "verification_codes",
    metadata,
    Column("id", ID, primary_key=True),
    conversation_id(),
    Column("account_id", String(64), index=True),
    Column("purpose", EnumText(Purpose), nullable=False),
    Column("lane", EnumText(Lane), nullable=False, server_default=Lane.STRANGER),
    Column("channel", EnumText(CodeChannel), nullable=False),
    Column("destination_hash", HASH, nullable=False),
    Column("address_hash", HASH, nullable=False),
    Column("subject_hash", HASH, nullable=False),
    Column("network_hash", HASH),
    Column("code_hash", HASH, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("text_at", Instant),
    Column("failures", Integer, nullable=False),
    Column("last_failure_at", Instant),
    Column("ended_at", Instant),
    Column("verified", Boolean, nullable=False),
    Index("ix_verification_codes_destination", "destination_hash", "created_at"),
    Index("ix_verification_codes_address", "address_hash", "text_at"),
    Index("ix_verification_codes_conversation", "conversation_id", "created_at"),
    Index("ix_verification_codes_subject", "subject_hash", "last_failure_at"),
    Index("ix_verification_codes_network", "network_hash", "created_at"),
    Index("ix_verification_codes_lane", "lane", "created_at"),
)

secure_inputs = Table(
    "secure_inputs",
    metadata,
    Column("id", ID, primary_key=True),
    conversation_id(),
    Column("kind", EnumText(InputKind), nullable=False),
    Column("purpose", EnumText(Purpose), nullable=False),
    Column("label", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("status", EnumText(InputStatus), nullable=False),
    Column("code_id", ID),
    Column("account_id", String(64)),
    Column("failures", Integer, nullable=False, server_default="0"),
    Index("ix_secure_inputs_conversation_id", "conversation_id", "status"),
    Index("ix_secure_inputs_account", "account_id", "created_at"),
)

used_ids = Table(
    "used_ids",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("value_hash", HASH, primary_key=True),
    Column("expires_at", Instant, nullable=False, index=True),
)
