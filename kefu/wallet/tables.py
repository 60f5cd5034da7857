"""The tables of the SQL wallet.

A separate database: clear personal data lives here and nowhere else. A column that comes later can
be null or has a default on the server, so that a wallet from before gets it as it is.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

from kefu.core.account import AccountStatus, LockReason, PaperKind, RestrictionKind
from kefu.core.agreement import AgreementKind, AgreementStatus, Period
from kefu.core.card import CardKind, CardStatus
from kefu.core.closure import ClosureStatus
from kefu.core.refund import RefundReason, RefundStatus
from kefu.core.transaction import FailureReason, ReturnReason, TransactionKind, TransactionStatus
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
    Column("payment_password_changed_at", Instant),
    Column("locale", String(20), nullable=False, server_default="zh-CN"),
    Column("birth_date", Date),
    Column("guardian_phone", String(11)),
    Column("paper_kind", EnumText(PaperKind)),
    Column("paper_verified", Boolean, nullable=False, server_default=false()),
    Column("paper_expires_on", Date),
    Column("paper_number_hash", Text),
    Column("restriction_kind", EnumText(RestrictionKind)),
    Column("restriction_since", Instant),
    Column("restriction_authority", String(100)),
    Column("restriction_document_number", String(60)),
    Column("restriction_until", Date),
)


def _hashes(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("account_id", String(40), ForeignKey("wallet_accounts.id"), primary_key=True),
        Column("set_at", Instant, primary_key=True),
        Column("hash", Text, nullable=False),
    )


password_hashes = _hashes("wallet_passwords")
payment_password_hashes = _hashes("wallet_payment_passwords")

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
    Column("expected_by", Instant),
    Column("returned_reason", EnumText(ReturnReason)),
    Column("returned_at", Instant),
    Column("debited_at_bank", Boolean, nullable=False, server_default=false()),
    Column("card_id", String(40)),
    Column("agreement_id", String(40)),
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
    Column("reason", EnumText(RefundReason)),
)

limits = Table(
    "wallet_limits",
    metadata,
    Column("account_id", String(40), ForeignKey("wallet_accounts.id"), primary_key=True),
    Column("kind", EnumText(TransactionKind), primary_key=True),
    Column("single_fen", Integer),
    Column("day_fen", Integer),
    Column("month_fen", Integer),
    Column("day_used_fen", Integer, nullable=False),
    Column("month_used_fen", Integer, nullable=False),
)

fees = Table(
    "wallet_fees",
    metadata,
    Column("account_id", String(40), ForeignKey("wallet_accounts.id"), primary_key=True),
    Column("kind", EnumText(TransactionKind), primary_key=True),
    Column("rate", String(12), nullable=False),  # SQLite has no exact decimals
    Column("minimum_fen", Integer, nullable=False),
    Column("maximum_fen", Integer),
    Column("free_left_fen", Integer, nullable=False),
)

agreements = Table(
    "wallet_agreements",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("account_id", String(40), ForeignKey("wallet_accounts.id"), nullable=False, index=True),
    Column("merchant", String(100), nullable=False),
    Column("kind", EnumText(AgreementKind), nullable=False),
    Column("amount_fen", Integer, nullable=False),
    Column("period", EnumText(Period)),
    Column("signed_at", Instant, nullable=False),
    Column("next_charge_on", Date),
    Column("status", EnumText(AgreementStatus), nullable=False),
    Column("ended_at", Instant),
)

cards = Table(
    "wallet_cards",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("account_id", String(40), ForeignKey("wallet_accounts.id"), nullable=False, index=True),
    Column("bank", String(60), nullable=False),
    Column("last4", String(4), nullable=False),
    Column("kind", EnumText(CardKind), nullable=False),
    Column("holder", String(60), nullable=False),
    Column("status", EnumText(CardStatus), nullable=False),
    Column("single_limit_fen", Integer),
)

closures = Table(
    "wallet_closures",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("account_id", String(40), ForeignKey("wallet_accounts.id"), nullable=False, index=True),
    Column("requested_at", Instant, nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("status", EnumText(ClosureStatus), nullable=False),
    Column("cancelled_at", Instant),
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
