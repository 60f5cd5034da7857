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
