"""By which agreements merchants charge the demo customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from kefu.core.agreement import AgreementKind, AgreementStatus, Period
from kefu.core.clock import BEIJING
from kefu.wallet.demo.customers import Row, account_id

# The twelfth customer's subscriptions: merchant, fen a month, day of the month.
CHARGES: Final = (("腾讯视频", 3000, 8), ("网易云音乐", 1500, 15))


def agreement_id(number: int, nth: int) -> str:
    """The id of one of the customer's agreements."""
    return f"agr_{number:04d}_{nth}"


def days_in_months(today: date, day: int, months: Iterable[int]) -> Iterator[date]:
    """This day of the months that are so many away from today's."""
    for away in months:
        month = today.year * 12 + today.month - 1 + away
        yield date(month // 12, month % 12 + 1, day)


def agreements(now: datetime) -> list[Row]:
    """Every customer's agreements."""
    today = now.astimezone(BEIJING).date()
    rows = [
        {
            "id": agreement_id(12, nth),
            "account_id": account_id(12),
            "merchant": merchant,
            "kind": AgreementKind.SUBSCRIPTION,
            "amount_fen": amount,
            "period": Period.MONTH,
            "signed_at": now - timedelta(days=200 + nth),
            "next_charge_on": next(
                on for on in days_in_months(today, day, range(2)) if on >= today
            ),
            "status": AgreementStatus.ACTIVE,
        }
        for nth, (merchant, amount, day) in enumerate(CHARGES, 1)
    ]
    ordering = {
        "id": agreement_id(17, 1),
        "account_id": account_id(17),
        "merchant": "滴滴出行",
        "kind": AgreementKind.PASSWORD_FREE,
        "amount_fen": 20000,
        "period": None,
        "signed_at": now - timedelta(days=60),
        "next_charge_on": None,
        "status": AgreementStatus.ACTIVE,
    }
    return [*rows, ordering]
