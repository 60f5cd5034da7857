"""Closing an account: what stands in the way, and the days in which one may think better of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ObstacleKind(StrEnum):
    """What must be put in order before an account can be closed."""

    BALANCE = "balance"
    PENDING_TRANSACTION = "pending_transaction"
    OPEN_REFUND = "open_refund"
    AGREEMENT = "agreement"
    CARD = "card"
    RESTRICTION = "restriction"
    NOT_ACTIVE = "not_active"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One kind of obstacle: how many there are, and how much money in all where it is about money
    (fen).
    """

    kind: ObstacleKind
    count: int = 1
    amount_fen: int | None = None


class ClosureStatus(StrEnum):
    REQUESTED = "requested"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Closure:
    """A request to close the account. Until `closes_on`, a Beijing day, it may be cancelled."""

    id: str
    account_id: str
    requested_at: datetime
    closes_on: date
    status: ClosureStatus
    cancelled_at: datetime | None = None
