"""The demo wallet's ten customers (product.md), written afresh relative to now,
and their phones.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Engine, String, delete, insert, select, type_coerce, update

from kefu.core.account import AccountStatus, LockReason
from kefu.core.clock import BEIJING, Clock
from kefu.core.errors import NotFound
from kefu.core.refund import RefundStatus
from kefu.core.transaction import FailureReason, TransactionKind, TransactionStatus
from kefu.wallet.sql import refunds_of
from kefu.wallet.tables import (
    accounts,
    metadata,
    outbox,
    password_hashes,
    refunds,
    sessions,
    transactions,
)

_PASSWORD = "Qianbao-Demo#2026"
_CUSTOMERS = [
    ("13800000001", "张伟", "zhangwei@example.com", AccountStatus.ACTIVE, None, 123456),
    (
        "13800000002",
        "李娜",
        "lina@example.com",
        AccountStatus.LOCKED,
        LockReason.WRONG_PASSWORD,
        86050,
    ),
    (
        "13800000003",
        "王强",
        "wangqiang@example.com",
        AccountStatus.LOCKED,
        LockReason.ABNORMAL_LOGIN,
        412300,
    ),
    ("13800000004", "刘洋", None, AccountStatus.ACTIVE, None, 5200),
    ("13800000005", "陈静", "chenjing@example.com", AccountStatus.ACTIVE, None, 30000),
    ("13800000006", "赵磊", "zhaolei@example.com", AccountStatus.ACTIVE, None, 1234500),
    ("13800000007", "黄敏", None, AccountStatus.FROZEN, None, 250000),
    ("13800000008", "周婷", "zhouting@example.com", AccountStatus.ACTIVE, None, 66600),
    ("13800000009", "吴芳", "wufang@example.com", AccountStatus.ACTIVE, None, 9900),
    ("13800000010", "郑凯", None, AccountStatus.LOCKED, LockReason.DORMANT, 1500),
]
ALL = 1_000_000
# The number of this customer is out of service: a text to it is lost, only e-mail arrives.
UNREACHABLE_PHONES = frozenset({"13800000009"})

_FAILED = [
    (FailureReason.INSUFFICIENT_BALANCE, "美团外卖", 20000, 15),
    (FailureReason.NETWORK_TIMEOUT, "滴滴出行", 3650, 27),
    (FailureReason.PAYMENT_METHOD_INVALID, "京东商城", 129900, 40),
    (FailureReason.MERCHANT_NOT_SUPPORTED, "街角水果店", 4800, 52),
    (FailureReason.UNDER_MAINTENANCE, "国家电网", 15300, 66),
    (FailureReason.LIMIT_EXCEEDED, "苏宁易购", 599900, 78),
    (FailureReason.RISK_CONTROL, "陈某某", 800000, 91),
    (FailureReason.WRONG_PASSWORD, "全家便利店", 2350, 103),
    (FailureReason.UNKNOWN, "喜茶", 3100, 120),
]


class DemoWallet:
    """Seeds the demo data and reads its truth, for development and tests."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def create(self) -> None:
        """Make the tables, and the customers when there are none yet."""
        metadata.create_all(self._engine)
        with self._engine.begin() as connection:
            # Written so before refunds had states of their own.
            finished = type_coerce(refunds.c.status, String) == "finished"
            connection.execute(update(refunds).where(finished).values(status=RefundStatus.REFUNDED))
            empty = connection.scalar(select(accounts.c.id).limit(1)) is None
        if empty:
            self.reset()

    def reset(self) -> None:
        """Back to the seeded state, relative to now."""
        now = self._clock()
        hashed = PasswordHasher().hash(_PASSWORD)
        with self._engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
            for n, (phone, name, email, status, lock_reason, balance) in enumerate(_CUSTOMERS, 1):
                account_id, changed = f"acc_{n:04d}", now - timedelta(days=90 + n)
                connection.execute(
                    insert(accounts).values(
                        id=account_id,
                        phone=phone,
                        name=name,
                        email=email,
                        status=status,
                        lock_reason=lock_reason,
                        balance_fen=balance,
                        two_factor=False,
                        password_changed_at=changed,
                    )
                )
                connection.execute(
                    insert(password_hashes).values(
                        account_id=account_id, set_at=changed, hash=hashed
                    )
                )
                connection.execute(
                    insert(sessions).values(
                        id=f"ses_{n:04d}", account_id=account_id, device="手机", last_seen_at=now
                    )
                )
            made = _transactions(now)
            connection.execute(insert(transactions), made)
            connection.execute(insert(refunds), _refunds(now, made))

    def change(self, phone: str, **columns: Any) -> None:
        """Write columns of a customer's account. Raises NotFound."""
        with self._engine.begin() as connection:
            changed = connection.execute(
                update(accounts).where(accounts.c.phone == phone).values(**columns)
            )
        if changed.rowcount == 0:
            raise NotFound("account_not_found.demo")

    def phones(self) -> list[str]:
        """The phones of all customers."""
        with self._engine.connect() as connection:
            return list(connection.scalars(select(accounts.c.phone).order_by(accounts.c.id)))

    def truth(self, phone: str) -> dict[str, Any]:
        """What the wallet holds of a customer, in clear. Raises NotFound."""
        with self._engine.connect() as connection:
            account = connection.execute(select(accounts).where(accounts.c.phone == phone)).first()
            if account is None:
                raise NotFound("account_not_found.demo")

            def rows(table: Any, order: Any) -> list[dict[str, Any]]:
                query = select(table).where(table.c.account_id == account.id).order_by(order)
                return [_plain(dict(row._mapping)) for row in connection.execute(query)]

            return {
                **_plain(dict(account._mapping)),
                "balance": _yuan(account.balance_fen),
                "sessions": rows(sessions, sessions.c.id),
                "transactions": rows(transactions, transactions.c.at.desc()),
                "refunds": [_plain(asdict(r)) for r in refunds_of(connection, account.id, ALL)],
            }

    def received(self, to: str | None, limit: int = 50) -> list[dict[str, Any]]:
        """Texts that arrived, newest first; `to` a phone or e-mail."""
        query = select(outbox).order_by(outbox.c.at.desc()).limit(limit)
        if to:
            query = query.where(outbox.c.to == to)
        with self._engine.connect() as connection:
            found = [_plain(dict(row._mapping)) for row in connection.execute(query)]
        return [{key: value for key, value in row.items() if key != "id"} for row in found]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """JSON members of a row: instants in ISO 8601, money in yuan beside fen."""
    plain: dict[str, Any] = {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}
    if "amount_fen" in plain:
        plain["amount"] = _yuan(plain["amount_fen"])
    return plain


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _transactions(now: datetime) -> list[dict[str, Any]]:
    number = 0
    made: list[dict[str, Any]] = []

    def add(
        customer: int,
        kind: TransactionKind,
        amount_fen: int,
        at: datetime,
        counterparty: str,
        *,
        status: TransactionStatus = TransactionStatus.SUCCEEDED,
        reason: FailureReason | None = None,
        method: str = "余额",
        suspicious: bool = False,
    ) -> None:
        nonlocal number
        number += 1
        made.append(
            {
                "id": f"TX{at.astimezone(BEIJING):%Y%m%d}{number:06d}",
                "account_id": f"acc_{customer:04d}",
                "kind": kind,
                "amount_fen": amount_fen,
                "status": status,
                "failure_reason": reason,
                "at": at,
                "counterparty": counterparty,
                "method": method,
                "suspicious": suspicious,
            }
        )

    def ago(**span: float) -> datetime:
        return now - timedelta(**span)

    for customer in range(1, 11):
        add(
            customer,
            TransactionKind.DEPOSIT,
            50000,
            ago(days=20 + customer),
            "招商银行",
            method="银行卡",
        )
        add(customer, TransactionKind.PAYMENT, 1800 + customer, ago(days=9 + customer), "瑞幸咖啡")
    for reason, merchant, amount, hours in _FAILED:
        kind = TransactionKind.TRANSFER if merchant == "陈某某" else TransactionKind.PAYMENT
        add(
            4,
            kind,
            amount,
            ago(hours=hours),
            merchant,
            status=TransactionStatus.FAILED,
            reason=reason,
        )
    pending = TransactionStatus.PENDING
    add(
        5,
        TransactionKind.DEPOSIT,
        20000,
        ago(minutes=20),
        "工商银行",
        status=pending,
        method="银行卡",
    )
    add(
        5, TransactionKind.DEPOSIT, 100000, ago(days=2), "工商银行", status=pending, method="银行卡"
    )
    midnight = now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    for minutes, amount, payee in (
        (95, 500000, "李某"),
        (88, 500000, "李某"),
        (80, 299900, "王某某"),
    ):
        add(
            6,
            TransactionKind.TRANSFER,
            amount,
            midnight - timedelta(minutes=minutes),
            payee,
            suspicious=True,
        )
    add(8, TransactionKind.PAYMENT, 25900, ago(days=2), "淘宝商家")
    add(8, TransactionKind.PAYMENT, 8800, ago(days=4), "携程旅行")
    add(8, TransactionKind.PAYMENT, 12900, ago(days=15), "唯品会")
    return made


def _refunds(now: datetime, made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    paid = {row["counterparty"]: row["id"] for row in made if row["account_id"] == "acc_0008"}
    return [
        {
            "id": "RF0001",
            "account_id": "acc_0008",
            "transaction_id": paid["携程旅行"],
            "amount_fen": 8800,
            "status": RefundStatus.PROCESSING,
            "requested_at": now - timedelta(days=1),
            "finished_at": None,
        },
        {
            "id": "RF0002",
            "account_id": "acc_0008",
            "transaction_id": paid["唯品会"],
            "amount_fen": 12900,
            "status": RefundStatus.REFUNDED,
            "requested_at": now - timedelta(days=12),
            "finished_at": now - timedelta(days=9),
        },
    ]
