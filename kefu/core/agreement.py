"""Agreements by which a merchant charges without asking each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from kefu.core.transaction import Transaction, TransactionStatus


class AgreementKind(StrEnum):
    SUBSCRIPTION = "subscription"
    """Charges by itself, every period."""
    PASSWORD_FREE = "password_free"
    """Charges for what the customer orders there, without the payment password."""


class Period(StrEnum):
    """How often a subscription charges."""

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


_SHORTEST: Final = {
    Period.WEEK: timedelta(days=3),
    Period.MONTH: timedelta(days=15),
    Period.QUARTER: timedelta(days=45),
    Period.YEAR: timedelta(days=180),
}
"""Two charges closer than this are two of one period."""
_REMEMBERED: Final = timedelta(days=62)


def charged_twice(
    agreement: Agreement, movements: list[Transaction], now: datetime
) -> tuple[Transaction, Transaction] | None:
    """The newest two charges of a subscription that belong to one period, the earlier first, where
    both are of this month or the last.
    """
    if agreement.period is None:
        return None
    charges = sorted(
        (
            one
            for one in movements
            if one.agreement_id == agreement.id
            and one.status is TransactionStatus.SUCCEEDED
            and one.at > now - _REMEMBERED
        ),
        key=lambda one: one.at,
        reverse=True,
    )
    pairs = pairwise(charges)
    near = _SHORTEST[agreement.period]
    return next(((older, later) for later, older in pairs if later.at - older.at < near), None)
