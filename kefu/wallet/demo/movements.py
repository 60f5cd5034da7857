"""What happened on the demo customers' accounts. Numbers go up by one in the order in which rows
stand here, so that what is added later is added at the end.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from kefu.core.clock import BEIJING
from kefu.core.refund import RefundReason, RefundStatus
from kefu.core.transaction import (
    FailureReason,
    ReturnReason,
    TransactionKind,
    TransactionStatus,
)
from kefu.wallet.demo.agreements import CHARGES, agreement_id, days_in_months
from kefu.wallet.demo.customers import COUNT, Row, account_id, bank_of, card_id

# So long a deposit or a withdrawal takes as a rule; and a bank, to give back what it debited.
USUAL: Final = {
    TransactionKind.DEPOSIT: timedelta(hours=2),
    TransactionKind.WITHDRAWAL: timedelta(hours=24),
}
GIVEN_BACK: Final = timedelta(days=3)

_FAILED: Final = (
    (FailureReason.INSUFFICIENT_BALANCE, "美团外卖", 20000, 15),
    (FailureReason.NETWORK_TIMEOUT, "滴滴出行", 3650, 27),
    (FailureReason.PAYMENT_METHOD_INVALID, "京东商城", 129900, 40),
    (FailureReason.MERCHANT_NOT_SUPPORTED, "街角水果店", 4800, 52),
    (FailureReason.UNDER_MAINTENANCE, "国家电网", 15300, 66),
    (FailureReason.LIMIT_EXCEEDED, "苏宁易购", 599900, 78),
    (FailureReason.RISK_CONTROL, "陈某某", 800000, 91),
    (FailureReason.WRONG_PASSWORD, "全家便利店", 2350, 103),
    (FailureReason.UNKNOWN, "喜茶", 3100, 120),
)
_FIRST_TEN: Final = range(1, 11)
_LATER: Final = range(11, COUNT + 1)


class _Book:
    """Numbers what is written into it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.midnight = now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
        self.rows: list[Row] = []

    def ago(self, **span: float) -> datetime:
        return self.now - timedelta(**span)

    def add(
        self,
        customer: int,
        kind: TransactionKind,
        amount_fen: int,
        at: datetime,
        counterparty: str,
        **columns: Any,
    ) -> None:
        status = columns.get("status", TransactionStatus.SUCCEEDED)
        by_card = kind in USUAL
        row: Row = {
            "id": f"TX{at.astimezone(BEIJING):%Y%m%d}{len(self.rows) + 1:06d}",
            "account_id": account_id(customer),
            "kind": kind,
            "amount_fen": amount_fen,
            "status": status,
            "failure_reason": None,
            "at": at,
            "counterparty": counterparty,
            "method": "银行卡" if by_card else "余额",
            "suspicious": False,
            "expected_by": at + USUAL[kind] if status is TransactionStatus.PENDING else None,
            "returned_reason": None,
            "returned_at": None,
            "debited_at_bank": False,
            "card_id": card_id(customer) if by_card else None,
            "agreement_id": None,
        }
        self.rows.append(row | columns)


def transactions(now: datetime) -> list[Row]:
    """Every customer's transactions."""
    book = _Book(now)
    _ordinary(book, _FIRST_TEN)
    _failed(book)
    _deposits_on_their_way(book)
    _stolen(book)
    book.add(8, TransactionKind.PAYMENT, 25900, book.ago(days=2), "淘宝商家")
    book.add(8, TransactionKind.PAYMENT, 8800, book.ago(days=4), "携程旅行")
    book.add(8, TransactionKind.PAYMENT, 12900, book.ago(days=15), "唯品会")
    _ordinary(book, _LATER)
    _withdrawals(book)
    _charges(book)
    _at_other_ages_and_places(book)
    return book.rows


def _ordinary(book: _Book, customers: range) -> None:
    for customer in customers:
        deposited = book.ago(days=20 + customer)
        bank = "招商银行"
        card = card_id(customer) if bank_of(customer) == bank else None
        book.add(customer, TransactionKind.DEPOSIT, 50000, deposited, bank, card_id=card)
        paid = book.ago(days=9 + customer)
        book.add(customer, TransactionKind.PAYMENT, 1800 + customer, paid, "瑞幸咖啡")


def _failed(book: _Book) -> None:
    for reason, merchant, amount, hours in _FAILED:
        kind = TransactionKind.TRANSFER if merchant == "陈某某" else TransactionKind.PAYMENT
        book.add(
            4,
            kind,
            amount,
            book.ago(hours=hours),
            merchant,
            status=TransactionStatus.FAILED,
            failure_reason=reason,
        )


def _deposits_on_their_way(book: _Book) -> None:
    for amount, at in ((20000, book.ago(minutes=20)), (100000, book.ago(days=2))):
        status = TransactionStatus.PENDING
        book.add(5, TransactionKind.DEPOSIT, amount, at, "工商银行", status=status)


def _stolen(book: _Book) -> None:
    for minutes, amount, payee in (
        (95, 500000, "李某"),
        (88, 500000, "李某"),
        (80, 299900, "王某某"),
    ):
        at = book.midnight - timedelta(minutes=minutes)
        book.add(6, TransactionKind.TRANSFER, amount, at, payee, suspicious=True)


def _withdrawals(book: _Book) -> None:
    withdrawal = TransactionKind.WITHDRAWAL
    book.add(11, withdrawal, 80000, book.ago(days=25), "建设银行")
    book.add(
        11, withdrawal, 200000, book.ago(hours=3), "建设银行", status=TransactionStatus.PENDING
    )
    book.add(
        11,
        withdrawal,
        50000,
        book.ago(days=3),
        "农业银行",
        status=TransactionStatus.FAILED,
        returned_reason=ReturnReason.CARD_CLOSED,
        returned_at=book.ago(days=2),
        card_id=card_id(11, 2),
    )


def _charges(book: _Book) -> None:
    """Each subscription's last months; the first was charged twice in the month before this."""
    today = book.now.astimezone(BEIJING).date()
    for nth, (merchant, amount, day) in enumerate(CHARGES, 1):
        for charged_on in days_in_months(today, day, range(-2, 1)):
            if charged_on < today:
                _charge(book, nth, merchant, amount, charged_on, minute=12)
    merchant, amount, day = CHARGES[0]
    (last_month,) = days_in_months(today, day, range(-1, 0))
    _charge(book, 1, merchant, amount, last_month, minute=14)


def _charge(
    book: _Book, nth: int, merchant: str, amount: int, charged_on: date, *, minute: int
) -> None:
    at = datetime(charged_on.year, charged_on.month, charged_on.day, 9, minute, tzinfo=BEIJING)
    signed = agreement_id(12, nth)
    book.add(
        12, TransactionKind.PAYMENT, amount, at, merchant, method="免密支付", agreement_id=signed
    )


def _at_other_ages_and_places(book: _Book) -> None:
    payment, failed = TransactionKind.PAYMENT, TransactionStatus.FAILED
    book.add(13, payment, 13250, book.ago(days=14), "永辉超市")
    book.add(14, TransactionKind.DEPOSIT, 800000, book.ago(days=15), "招商银行")
    book.add(15, payment, 64800, book.midnight - timedelta(minutes=130), "腾讯游戏")
    book.add(16, payment, 4200, book.ago(days=2), "星巴克")
    book.add(
        16,
        payment,
        55350,
        book.ago(hours=6),
        "12306",
        status=failed,
        failure_reason=FailureReason.PAYMENT_METHOD_INVALID,
        method="银行卡",
        card_id=card_id(16),
    )
    debited_at = book.ago(hours=5)
    book.add(
        17,
        payment,
        68800,
        debited_at,
        "盒马",
        status=failed,
        failure_reason=FailureReason.NETWORK_TIMEOUT,
        method="银行卡",
        card_id=card_id(17),
        debited_at_bank=True,
        expected_by=debited_at + GIVEN_BACK,
    )
    book.add(18, payment, 19900, book.ago(days=130), "苏宁易购")
    book.add(18, payment, 5900, book.ago(days=4), "当当网")


def refunds(now: datetime, made: list[Row]) -> list[Row]:
    """The refunds of these transactions."""

    def refund(number: int, customer: int, merchant: str, **columns: Any) -> Row:
        paid = next(
            row
            for row in made
            if (row["account_id"], row["counterparty"]) == (account_id(customer), merchant)
        )
        return {
            "id": f"RF{number:04d}",
            "account_id": paid["account_id"],
            "transaction_id": paid["id"],
            "amount_fen": paid["amount_fen"],
            "finished_at": None,
            "reason": RefundReason.UNWANTED,
            **columns,
        }

    day = timedelta(days=1)
    return [
        refund(1, 8, "携程旅行", status=RefundStatus.PROCESSING, requested_at=now - day),
        refund(
            2,
            8,
            "唯品会",
            status=RefundStatus.REFUNDED,
            requested_at=now - 12 * day,
            finished_at=now - 9 * day,
        ),
        refund(3, 18, "当当网", status=RefundStatus.REQUESTED, requested_at=now - day),
    ]
