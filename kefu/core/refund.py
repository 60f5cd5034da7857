"""Refunds: money on its way back to the customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from kefu.core.transaction import Transaction, TransactionStatus

TWICE_WITHIN: Final = timedelta(days=1)
"""So close two equal payments may be one that was charged twice."""


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


class DisputeMatter(StrEnum):
    """What a customer does not accept about a payment."""

    DUPLICATE = "duplicate"
    NOT_RECEIVED = "not_received"
    NOT_AS_DESCRIBED = "not_as_described"
    WRONG_AMOUNT = "wrong_amount"
    SUBSCRIPTION = "subscription"
    NOT_MINE = "not_mine"
    OTHER = "other"


class RefundProgress(StrEnum):
    """How a refund stands, held against the day by which its money is back."""

    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    UNTIMED = "untimed"
    """Under way; the wallet names no day."""
    REFUNDED = "refunded"
    REJECTED = "rejected"


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

    def progress(self, today: date) -> RefundProgress:
        """How it stands on this Beijing day."""
        if self.status is RefundStatus.REFUNDED:
            return RefundProgress.REFUNDED
        if self.status is RefundStatus.REJECTED:
            return RefundProgress.REJECTED
        if self.expected_by is None:
            return RefundProgress.UNTIMED
        late = self.expected_by < today
        return RefundProgress.OVERDUE if late else RefundProgress.UNDER_WAY


def charged_twice(payments: Sequence[Transaction]) -> list[tuple[Transaction, Transaction]]:
    """Payments of one amount to one merchant, close upon each other: the earlier and the later of
    each two, the newest two first. What failed took no money.
    """
    paid = sorted(
        (p for p in payments if p.status is TransactionStatus.SUCCEEDED),
        key=lambda payment: payment.at,
        reverse=True,
    )
    found = []
    for nth, later in enumerate(paid):
        for earlier in paid[nth + 1 :]:
            same = (earlier.counterparty, earlier.amount_fen, earlier.kind) == (
                later.counterparty,
                later.amount_fen,
                later.kind,
            )
            if same and later.at - earlier.at <= TWICE_WITHIN:
                found.append((earlier, later))
                break
    return found
