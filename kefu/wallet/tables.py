"""The tables of the SQL wallet.

A separate database: clear personal data lives here and nowhere else.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

from kefu.core.account import AccountStatus, LockReason
from kefu.core.refund import RefundStatus
from kefu.core.transaction import FailureReason, TransactionKind, TransactionStatus
from kefu.store.types import EnumText, Instant

metadata = MetaData()

accounts = Table(
    "wallet_accounts",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("phone", String(11), nullable=False, unique=True),
    Column("name", String(60), nullable=False),
    Column("email", String(200), unique=True),
    Column("status", EnumText(AccountStatus), nullable=False),
    Column("lock_reason", EnumText(LockReason)),
    Column("balance_fen", Integer, nullable=False),
    Column("two_factor", Boolean, nullable=False),
    Column("password_changed_at", Instant),
)

password_hashes = Table(
    "wallet_passwords",
    metadata,
    Column("account_id", String(40), ForeignKey("wallet_accounts.id"), primary_key=True),
    Column("set_at", Instant, primary_key=True),
    Column("hash", Text, nullable=False),
)

sessions = Table(
    "wallet_sessions",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("account_id", String(40), ForeignKey("wallet_accounts.id"), nullable=False, index=True),
    Column("device", String(60), nullable=False),
    Column("last_seen_at", Instant, nullable=False),
)

transactions = Table(
    "wallet_transactions",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("account_id", String(40), ForeignKey("wallet_accounts.id"), nullable=False),
    Column("kind", EnumText(TransactionKind), nullable=False),
    Column("amount_fen", Integer, nullable=False),
    Column("status", EnumText(TransactionStatus), nullable=False),
    Column("failure_reason", EnumText(FailureReason)),
    Column("at", Instant, nullable=False),
    Column("counterparty", String(100), nullable=False),
    Column("method", String(60), nullable=False),
    Column("suspicious", Boolean, nullable=False),
    Index("ix_wallet_transactions_account", "account_id", "at"),
)

refunds = Table(
    "wallet_refunds",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("account_id", String(40), ForeignKey("wallet_accounts.id"), nullable=False, index=True),
    Column("transaction_id", String(40), nullable=False),
    Column("amount_fen", Integer, nullable=False),
    Column("status", EnumText(RefundStatus), nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("finished_at", Instant),
)

# Keys of the writes already done, so that doing one twice does it once.
effects = Table(
    "wallet_effects",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("done_at", Instant, nullable=False),
)

# What the demo customers' phones and mailboxes received; development only.
outbox = Table(
    "demo_outbox",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("to", String(200), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("code", String(10)),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
