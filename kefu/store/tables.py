"""The tables of kefu's own database. The wallet's tables are elsewhere: nothing here is a customer's money.

Columns bear the names of the dataclasses' fields in `kefu.core`, so a row becomes one without a mapping.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from kefu.core.agent import Role
from kefu.core.conversation import Assurance, EventType, Owner
from kefu.core.handoff import HandoffReason, Priority
from kefu.core.notification import NotificationStatus
from kefu.core.ticket import TicketKind, TicketStatus
from kefu.core.verification import CodeChannel, InputKind, InputStatus, Purpose
from kefu.store.types import JSON, EnumNumber, EnumText, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = String(40)
_HASH = String(64)


def _conversation_id(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "conversation_id",
        _ID,
        ForeignKey("conversations.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


conversations = Table(
    "conversations",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("locale", String(10), nullable=False),
    Column("owner", EnumText(Owner), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("answered_seq", Integer, nullable=False),
    # The last event that somebody owes the customer an answer to: written with the event, read on start-up.
    Column("inbound_seq", Integer, nullable=False, server_default="0"),
    Column("account_id", String(64), index=True),
    Column("base_assurance", EnumNumber(Assurance), nullable=False),
    Column("stepped_up_until", Instant),
    Column("stepped_up_for", EnumText(Purpose)),
    Column("agent_id", _ID, index=True),
    Column("network_hash", _HASH),
    Column("rating", Integer),
    Column("rating_comment", Text),
)

conversation_tokens = Table(
    "conversation_tokens",
    metadata,
    Column("token_hash", _HASH, primary_key=True),
    _conversation_id(),
    Column("created_at", Instant, nullable=False),
    Column("first_used_at", Instant),
    Column("superseded", Boolean, nullable=False, default=False),
    Column("ends_at", Instant),
    Index("ix_conversation_tokens_conversation_id", "conversation_id"),
)

events = Table(
    "events",
    metadata,
    _conversation_id(primary_key=True),
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
    Column("id", _ID, primary_key=True),
    _conversation_id(),
    Column("title", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_choices_conversation_id", "conversation_id", "ended_at"),
)

personal_data = Table(
    "personal_data",
    metadata,
    _conversation_id(primary_key=True),
    Column("reference", String(160), primary_key=True),
    Column("value_hash", _HASH, nullable=False),
    Column("ciphertext", Text, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

verification_codes = Table(
    "verification_codes",
    metadata,
    Column("id", _ID, primary_key=True),
    _conversation_id(),
    Column("account_id", String(64), index=True),
    Column("purpose", EnumText(Purpose), nullable=False),
    Column("channel", EnumText(CodeChannel), nullable=False),
    Column("destination_hash", _HASH, nullable=False),
    Column("address_hash", _HASH, nullable=False),
    Column("subject_hash", _HASH, nullable=False),
    Column("network_hash", _HASH),
    Column("code_hash", _HASH, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("last_failure_at", Instant),
    Column("ended_at", Instant),
    Column("verified", Boolean, nullable=False),
    Index("ix_verification_codes_destination", "destination_hash", "created_at"),
    Index("ix_verification_codes_address", "address_hash", "created_at"),
    Index("ix_verification_codes_conversation", "conversation_id", "created_at"),
    Index("ix_verification_codes_subject", "subject_hash", "last_failure_at"),
    Index("ix_verification_codes_network", "network_hash", "created_at"),
    Index("ix_verification_codes_created_at", "created_at"),
)

secure_inputs = Table(
    "secure_inputs",
    metadata,
    Column("id", _ID, primary_key=True),
    _conversation_id(),
    Column("kind", EnumText(InputKind), nullable=False),
    Column("purpose", EnumText(Purpose), nullable=False),
    Column("label", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("status", EnumText(InputStatus), nullable=False),
    Column("code_id", _ID),
    Index("ix_secure_inputs_conversation_id", "conversation_id", "status"),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", _ID, primary_key=True),
    _conversation_id(),
    Column("reason", EnumText(HandoffReason), nullable=False),
    Column("skill_group", String(40), nullable=False),
    Column("priority", EnumText(Priority), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("summary", JSON, nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("queued_at", Instant),
    Column("claimed_at", Instant),
    Column("agent_id", _ID),
    Column("first_reply_at", Instant),
    Column("ended_at", Instant),
    Index("ix_handoffs_conversation_id", "conversation_id", "ended_at"),
    Index("ix_handoffs_waiting", "ended_at", "claimed_at", "rank", "queued_at"),
)

tickets = Table(
    "tickets",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("number", String(30), nullable=False, unique=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", EnumText(TicketKind), nullable=False),
    _conversation_id(),
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
    Column("id", _ID, primary_key=True),
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
    Column("username_hash", _HASH, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("ends_at", Instant, nullable=False, index=True),
)

agent_sessions = Table(
    "agent_sessions",
    metadata,
    Column("token_hash", _HASH, primary_key=True),
    Column("agent_id", _ID, ForeignKey("agents.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

used_ids = Table(
    "used_ids",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("value_hash", _HASH, primary_key=True),
    Column("expires_at", Instant, nullable=False, index=True),
)

notifications = Table(
    "notifications",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("channel", EnumText(CodeChannel), nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("content_cipher", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("status", EnumText(NotificationStatus), nullable=False),
    Column("attempts", Integer, nullable=False),
    Index("ix_notifications_due", "status", "due_at"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", _ID, primary_key=True),
    _conversation_id(),
    Column("media_type", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_attachments_conversation_id", "conversation_id"),
)

# Rasa's dialogue state, one row a conversation; written by kefu.engine.tracker_store alone.
dialogue_trackers = Table(
    "dialogue_trackers",
    metadata,
    Column("conversation_id", _ID, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("events", Text, nullable=False),
)
