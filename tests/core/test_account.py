"""Who is a minor, and whose paper has run out, on which day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from kefu.core.account import Account, AccountStatus, IdentityPaper, PaperKind
from kefu.core.transaction import Transaction, TransactionKind, TransactionStatus

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def born(on: date | None) -> Account:
    return Account(
        "a", "13900000001", "李雷", None, AccountStatus.ACTIVE, None, 0, False, None, birth_date=on
    )


@pytest.mark.parametrize(
    ("birth", "today", "minor"),
    [
        (date(2008, 3, 2), date(2026, 3, 1), True),
        (date(2008, 3, 2), date(2026, 3, 2), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
        (None, date(2026, 3, 1), False),
    ],
)
def test_a_minor(birth: date | None, today: date, minor: bool) -> None:
    assert born(birth).is_minor(today) is minor


@pytest.mark.parametrize(
    ("last_day", "expired"),
    [(date(2026, 3, 1), True), (date(2026, 3, 2), False), (None, False)],
)
def test_a_paper_is_valid_on_its_last_day(last_day: date | None, expired: bool) -> None:
    paper = IdentityPaper(PaperKind.TAIWAN, verified=True, expires_on=last_day)
    assert paper.has_expired(date(2026, 3, 2)) is expired


@pytest.mark.parametrize(
    ("expected_by", "overdue"),
    [(NOW - timedelta(seconds=1), True), (NOW, False), (None, False)],
)
def test_what_is_under_way_is_overdue_after_its_time(
    expected_by: datetime | None, overdue: bool
) -> None:
    deposit = Transaction(
        "t",
        "a",
        TransactionKind.DEPOSIT,
        1,
        TransactionStatus.PENDING,
        None,
        NOW,
        "工商银行",
        "银行卡",
        expected_by=expected_by,
    )
    assert deposit.is_overdue(NOW) is overdue
