"""Hand-offs, tickets, agents and their sessions."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from kefu.core.agent import Role
from kefu.core.handoff import HandoffReason, Priority
from kefu.core.ticket import TicketKind, TicketStatus
from kefu.store.tables.common import HASH, ID, conversation_id, metadata
from kefu.store.types import JSON, EnumText, Instant

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", ID, primary_key=True),
    conversation_id(),
    Column("reason", EnumText(HandoffReason), nullable=False),
    Column("skill_group", String(40), nullable=False),
    Column("priority", EnumText(Priority), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("summary", JSON, nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("queued_at", Instant),
    Column("claimed_at", Instant),
    Column("agent_id", ID),
    Column("first_reply_at", Instant),
    Column("ended_at", Instant),
    Column("returned_at", Instant),
    Column("returned_from", ID, index=True),
    Column("seen_at", Instant),
    Column("asleep_at", Instant),
    Column("agent_read", Integer, nullable=False, server_default="0"),
    Column("customer_read", Integer, nullable=False, server_default="0"),
    Index("ix_handoffs_conversation_id", "conversation_id", "ended_at"),
    Index("ix_handoffs_waiting", "ended_at", "claimed_at", "rank", "queued_at"),
)

tickets = Table(
    "tickets",
    metadata,
    Column("id", ID, primary_key=True),
    Column("number", String(30), nullable=False, unique=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", EnumText(TicketKind), nullable=False),
    conversation_id(),
    Column("account_id", String(64), index=True),
    Column("priority", EnumText(Priority), nullable=False),
    Column("status", EnumText(TicketStatus), nullable=False),
    Column("subject", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("facts", JSON, nullable=False),
    Index("ix_tickets_conversation_id", "conversation_id"),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)

agents = Table(
    "agents",
    metadata,
    Column("id", ID, primary_key=True),
    Column("username", String(60), nullable=False, unique=True),
    Column("display_name", String(60), nullable=False),
    Column("role", EnumText(Role), nullable=False),
    Column("skills", JSON, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("totp_cipher", Text),
    Column("disabled", Boolean, nullable=False),
)

# Wrong passwords at the desk, by username whether or not it exists, so that both are treated alike.
login_failures = Table(
    "login_failures",
    metadata,
    Column("username_hash", HASH, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("ends_at", Instant, nullable=False, index=True),
)

agent_sessions = Table(
    "agent_sessions",
    metadata,
    Column("token_hash", HASH, primary_key=True),
    Column("agent_id", ID, ForeignKey("agents.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)
