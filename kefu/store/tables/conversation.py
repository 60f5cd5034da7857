"""A conversation and what belongs to it: tokens, events, choices, clear values, pictures."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from kefu.core.conversation import Assurance, EventType, Owner
from kefu.core.verification import Purpose
from kefu.store.tables.common import HASH, ID, conversation_id, metadata
from kefu.store.types import JSON, EnumNumber, EnumText, Instant

conversations = Table(
    "conversations",
    metadata,
    Column("id", ID, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("locale", String(10), nullable=False),
    Column("owner", EnumText(Owner), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("answered_seq", Integer, nullable=False),
    # The last event that somebody owes the customer an answer to: written with the event,
    # read on start-up.
    Column("inbound_seq", Integer, nullable=False, server_default="0"),
    Column("account_id", String(64), index=True),
    Column("base_assurance", EnumNumber(Assurance), nullable=False),
    Column("stepped_up_until", Instant),
    Column("stepped_up_for", EnumText(Purpose)),
    Column("stepped_up_device", ID),
    Column("agent_id", ID, index=True),
    Column("network_hash", HASH),
    Column("rating", Integer),
    Column("rating_comment", Text),
)

# The conversation that a logged-in account is in, on every device; its row is locked to find it.
account_conversations = Table(
    "account_conversations",
    metadata,
    Column("account_id", String(64), primary_key=True),
    Column("conversation_id", ID),
)

conversation_tokens = Table(
    "conversation_tokens",
    metadata,
    Column("token_hash", HASH, primary_key=True),
    conversation_id(),
    # What was opened together: a token and those that replace it are of one device.
    Column("device", ID, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("first_used_at", Instant),
    Column("superseded", Boolean, nullable=False, default=False),
    Column("ends_at", Instant),
    Index("ix_conversation_tokens_conversation_id", "conversation_id"),
)

events = Table(
    "events",
    metadata,
    conversation_id(primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("type", EnumText(EventType), nullable=False),
    Column("client_id", String(64)),
    Column("data", JSON, nullable=False),
    UniqueConstraint("conversation_id", "client_id"),
)

choices = Table(
    "choices",
    metadata,
    Column("id", ID, primary_key=True),
    conversation_id(),
    Column("title", Text, nullable=False),
    Column("payload", Text, nullable=False),
    # Its place among those offered with it, counted from 1.
    Column("number", Integer, nullable=False, server_default="0"),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    # What the dialogue asked with it; nothing where no dialogue did.
    Column("asks", Text),
    # Whether its question has had an answer by a choice.
    Column("answered", Boolean, nullable=False, server_default=false()),
    Index("ix_choices_conversation_id", "conversation_id", "ended_at"),
)

personal_data = Table(
    "personal_data",
    metadata,
    conversation_id(primary_key=True),
    Column("reference", String(160), primary_key=True),
    Column("value_hash", HASH, nullable=False),
    Column("ciphertext", Text, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", ID, primary_key=True),
    conversation_id(),
    Column("media_type", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_attachments_conversation_id", "conversation_id"),
)
