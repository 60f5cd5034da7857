"""What the demo customers may move, and what it costs them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kefu.core.clock import BEIJING
from kefu.core.transaction import TransactionKind, TransactionStatus
from kefu.wallet.demo.customers import COUNT, Row, account_id

# In fen: at once, in a day, in a month.
_Limits = dict[TransactionKind, tuple[int, int, int | None]]
_USUAL: Final[_Limits] = {
    TransactionKind.PAYMENT: (500_000, 1_000_000, 5_000_000),
    TransactionKind.TRANSFER: (1_000_000, 2_000_000, 10_000_000),
    TransactionKind.WITHDRAWAL: (2_000_000, 5_000_000, 20_000_000),
    TransactionKind.DEPOSIT: (1_000_000, 5_000_000, None),
}
_PECULIAR: Final[dict[int, _Limits]] = {
    15: {  # a minor
        TransactionKind.PAYMENT: (100_000, 100_000, 200_000),
        TransactionKind.TRANSFER: (20_000, 20_000, 50_000),
    },
    16: {TransactionKind.PAYMENT: (200_000, 500_000, 2_000_000)},  # a passport
}
_WITHDRAWAL_FEE: Final = {"rate": "0.001", "minimum_fen": 10, "maximum_fen": 2500}
_FREE: Final = {"rate": "0", "minimum_fen": 0, "maximum_fen": None}
_FREE_EACH_MONTH: Final = 100_000
_FREE_USED_UP: Final = frozenset({11})


def limits(now: datetime, transactions: list[Row]) -> list[Row]:
    """Every customer's limits, and what these transactions have used of them."""
    local = now.astimezone(BEIJING)
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)

    def used(owner: str, kind: TransactionKind, since: datetime) -> int:
        return sum(
            row["amount_fen"]
            for row in transactions
            if row["account_id"] == owner
            and row["kind"] is kind
            and row["status"] is not TransactionStatus.FAILED
            and row["at"] >= since
        )

    return [
        {
            "account_id": account_id(number),
            "kind": kind,
            "single_fen": single,
            "day_fen": day,
            "month_fen": month,
            "day_used_fen": used(account_id(number), kind, today),
            "month_used_fen": used(account_id(number), kind, today.replace(day=1)),
        }
        for number in range(1, COUNT + 1)
        for kind, (single, day, month) in (_USUAL | _PECULIAR.get(number, {})).items()
    ]


def fees() -> list[Row]:
    """What each customer pays: withdrawals cost, beyond what is free in a month."""
    rows: list[Row] = []
    for number in range(1, COUNT + 1):
        for kind in _USUAL:
            costs = kind is TransactionKind.WITHDRAWAL
            free = _FREE_EACH_MONTH if costs and number not in _FREE_USED_UP else 0
            rule = _WITHDRAWAL_FEE if costs else _FREE
            owner = account_id(number)
            rows.append({"account_id": owner, "kind": kind, **rule, "free_left_fen": free})
    return rows
