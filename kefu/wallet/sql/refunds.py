"""Refunds: what became of them, and asking for one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from kefu.core.clock import BEIJING
from kefu.core.errors import Conflict
from kefu.core.refund import Refund, RefundReason, RefundRefusal, RefundStatus
from kefu.core.transaction import Transaction, TransactionKind, TransactionStatus
from kefu.wallet.sql.accounts import transaction_of
from kefu.wallet.sql.base import SqlBase
from kefu.wallet.tables import refunds, transactions

REFUND_TIME = timedelta(days=7)
REFUNDABLE_FOR = timedelta(days=90)
UNDER_WAY = frozenset({RefundStatus.REQUESTED, RefundStatus.PROCESSING})
_r, _t = refunds.c, transactions.c
EVERY_REFUND = (
    select(refunds, _t.counterparty)
    .join(transactions, _t.id == _r.transaction_id)
    .order_by(_r.requested_at.desc(), _r.id)
)
_REFUNDS = EVERY_REFUND.where(_r.account_id == bindparam("account"))
_NEWEST = _REFUNDS.limit(bindparam("limit"))
_OF_PAYMENT = _REFUNDS.where(_r.transaction_id == bindparam("transaction"))


class SqlRefunds(SqlBase):
    """`RefundRecords` and `RefundRequests`."""

    def refunds(self, account_id: str, *, limit: int = 20) -> list[Refund]:
        with self._transaction() as connection:
            rows = connection.execute(_NEWEST, {"account": account_id, "limit": limit})
            return [refund_of(row) for row in rows]

    def refund_refusal(self, account_id: str, transaction_id: str) -> RefundRefusal | None:
        with self._transaction() as connection:
            payment = transaction_of(connection, account_id, transaction_id)
            return _refusal(payment, _refunds_of_payment(connection, payment), self._clock())

    def request_refund(
        self, account_id: str, transaction_id: str, reason: RefundReason, *, key: str
    ) -> Refund:
        with self._effect(key) as (connection, first):
            if first:
                self._open_account(connection, account_id)
                self._request_refund(connection, account_id, transaction_id, reason)
            payment = transaction_of(connection, account_id, transaction_id)
            return _refunds_of_payment(connection, payment)[0]

    def _request_refund(
        self, connection: Connection, account_id: str, transaction_id: str, reason: RefundReason
    ) -> None:
        now = self._clock()
        payment = transaction_of(connection, account_id, transaction_id)
        earlier = _refunds_of_payment(connection, payment)
        match _refusal(payment, earlier, now):
            case RefundRefusal.NOT_A_PAYMENT:
                raise Conflict("refund_not_a_payment")
            case RefundRefusal.NOT_PAID:
                raise Conflict("refund_not_paid")
            case RefundRefusal.ALREADY_REQUESTED:
                raise Conflict("refund_exists")
            case RefundRefusal.TOO_LATE:
                raise Conflict("refund_too_late")
        number = f"RF{transaction_id.removeprefix('TX')}"
        connection.execute(
            insert(refunds).values(
                id=f"{number}-{len(earlier) + 1}" if earlier else number,
                account_id=account_id,
                transaction_id=transaction_id,
                amount_fen=payment.amount_fen,
                status=RefundStatus.REQUESTED,
                requested_at=now,
                reason=reason,
            )
        )


def _refunds_of_payment(connection: Connection, payment: Transaction) -> list[Refund]:
    named = {"account": payment.account_id, "transaction": payment.id}
    return [refund_of(row) for row in connection.execute(_OF_PAYMENT, named)]


def _refusal(payment: Transaction, earlier: list[Refund], now: datetime) -> RefundRefusal | None:
    if payment.kind is not TransactionKind.PAYMENT:
        return RefundRefusal.NOT_A_PAYMENT
    if payment.status is not TransactionStatus.SUCCEEDED:
        return RefundRefusal.NOT_PAID
    if any(refund.status is not RefundStatus.REJECTED for refund in earlier):
        return RefundRefusal.ALREADY_REQUESTED
    if now - payment.at > REFUNDABLE_FOR:
        return RefundRefusal.TOO_LATE
    return None


def refund_of(row: Row[Any]) -> Refund:
    """The refund that a row of `EVERY_REFUND` holds."""
    expected = (row.requested_at + REFUND_TIME).astimezone(BEIJING).date()
    return Refund(**row._mapping, expected_by=expected if row.status in UNDER_WAY else None)
