"""Refunds: money on its way back to the customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RefundStatus(StrEnum):
    REQUESTED = "requested"
    PROCESSING = "processing"
    REFUNDED = "refunded"
    REJECTED = "rejected"


class RefundReason(StrEnum):
    """Why a customer wants a payment back."""

    NOT_RECEIVED = "not_received"
    NOT_AS_DESCRIBED = "not_as_described"
    DUPLICATE = "duplicate"
    WRONG_AMOUNT = "wrong_amount"
    UNWANTED = "unwanted"
    OTHER = "other"


class RefundRefusal(StrEnum):
    """Why the wallet would refuse to give a payment back."""

    NOT_A_PAYMENT = "not_a_payment"
    NOT_PAID = "not_paid"
    ALREADY_REQUESTED = "already_requested"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Refund:
    """One refund of a payment. `expected_by` is the Beijing day by which the money is back, where
    the wallet names one; `finished_at` is set once it is refunded or rejected.
    """

    id: str
    account_id: str
    transaction_id: str
    counterparty: str
    amount_fen: int
    status: RefundStatus
    requested_at: datetime
    expected_by: date | None
    finished_at: datetime | None
    reason: RefundReason | None = None
