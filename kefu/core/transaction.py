"""Payments, transfers, top-ups and withdrawals, and the reasons why one fails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kefu.core.clock import BEIJING


class TransactionKind(StrEnum):
    PAYMENT = "payment"
    TRANSFER = "transfer"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    REFUND = "refund"


class TransactionStatus(StrEnum):
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    PENDING = "pending"


class FailureReason(StrEnum):
    """The wallet's recorded reason; `UNKNOWN` when it recorded none."""

    INSUFFICIENT_BALANCE = "insufficient_balance"
    NETWORK_TIMEOUT = "network_timeout"
    PAYMENT_METHOD_INVALID = "payment_method_invalid"
    MERCHANT_NOT_SUPPORTED = "merchant_not_supported"
    UNDER_MAINTENANCE = "under_maintenance"
    LIMIT_EXCEEDED = "limit_exceeded"
    RISK_CONTROL = "risk_control"
    WRONG_PASSWORD = "wrong_password"
    UNKNOWN = "unknown"


class ReturnReason(StrEnum):
    """Why a bank sent a withdrawal or a transfer back."""

    CARD_CLOSED = "card_closed"
    NAME_MISMATCH = "name_mismatch"
    CARD_LIMIT = "card_limit"
    BANK_REFUSED = "bank_refused"


@dataclass(frozen=True, slots=True)
class Transaction:
    """One movement of money; `amount_fen` is positive, its direction follows from `kind`.

    `expected_by` is the instant until which what is under way takes no longer than usual: a pending
    deposit or withdrawal, or money of a failed payment that the bank debited all the same
    (`debited_at_bank`) and gives back. `returned_reason` and `returned_at` are set on a failed
    withdrawal or transfer that the bank sent back to the balance. `card_id` is the bank card that
    it came from or went to, `agreement_id` what it was charged by.
    """

    id: str
    account_id: str
    kind: TransactionKind
    amount_fen: int
    status: TransactionStatus
    failure_reason: FailureReason | None
    at: datetime
    counterparty: str
    method: str
    suspicious: bool = False
    expected_by: datetime | None = None
    returned_reason: ReturnReason | None = None
    returned_at: datetime | None = None
    debited_at_bank: bool = False
    card_id: str | None = None
    agreement_id: str | None = None

    def is_overdue(self, now: datetime) -> bool:
        """Whether what is under way takes longer than usual; False where it names no time."""
        return self.expected_by is not None and self.expected_by < now


TIME_TOLERANCE = timedelta(hours=3)


def describes(
    transaction: Transaction,
    *,
    amount_fen: int | None = None,
    at: datetime | None = None,
    whole_day: bool = False,
    counterparty: str | None = None,
) -> bool:
    """Whether what the customer said (amount, time, name) fits this transaction.

    `at` is matched within `TIME_TOLERANCE`, or by calendar day when `whole_day`;
    facts left out fit everything.
    """
    if amount_fen is not None and transaction.amount_fen != amount_fen:
        return False
    if counterparty is not None and counterparty not in transaction.counterparty:
        return False
    if at is None:
        return True
    if whole_day:
        return transaction.at.astimezone(BEIJING).date() == at.astimezone(BEIJING).date()
    return abs(transaction.at - at) <= TIME_TOLERANCE
