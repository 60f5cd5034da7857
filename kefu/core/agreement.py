"""Agreements by which a merchant charges without asking each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class AgreementKind(StrEnum):
    SUBSCRIPTION = "subscription"
    """Charges by itself, every period."""
    PASSWORD_FREE = "password_free"
    """Charges for what the customer orders there, without the payment password."""


class Period(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class AgreementStatus(StrEnum):
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement with a merchant. `amount_fen` is what a subscription charges each `period`, or
    the most that a password-free payment may be; `next_charge_on` is a Beijing day.
    """

    id: str
    account_id: str
    merchant: str
    kind: AgreementKind
    amount_fen: int
    period: Period | None
    signed_at: datetime
    next_charge_on: date | None
    status: AgreementStatus
    ended_at: datetime | None = None
