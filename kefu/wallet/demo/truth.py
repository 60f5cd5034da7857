"""What the demo wallet holds, in clear and as JSON members: of one customer, or of all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, select

from kefu.core.agreement import AgreementStatus
from kefu.core.card import CardStatus
from kefu.core.closure import ClosureStatus
from kefu.wallet.sql.base import account_of
from kefu.wallet.sql.refunds import EVERY_REFUND, refund_of
from kefu.wallet.tables import (
    accounts,
    agreements,
    cards,
    closures,
    fees,
    limits,
    sessions,
    transactions,
)

Truth = dict[str, Any]

# In the order in which they are told; built once, for every customer.
_LISTS: Final[Mapping[str, Select[Any]]] = {
    "sessions": select(sessions).order_by(sessions.c.id),
    "cards": select(cards).where(cards.c.status != CardStatus.UNBOUND).order_by(cards.c.id),
    "limits": select(limits).order_by(limits.c.kind),
    "fees": select(fees).order_by(fees.c.kind),
    "agreements": select(agreements).order_by(
        agreements.c.status == AgreementStatus.ENDED, agreements.c.signed_at.desc(), agreements.c.id
    ),
    "transactions": select(transactions).order_by(transactions.c.at.desc(), transactions.c.id),
}
_REFUNDS: Final = EVERY_REFUND
_CLOSURES: Final = select(closures).where(closures.c.status == ClosureStatus.REQUESTED)
_ACCOUNTS: Final = select(accounts).order_by(accounts.c.id)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything that the wallet held at one instant, row by row: two are equal when nothing has
    changed in between.
    """

    accounts: Sequence[Row[Any]]
    lists: Mapping[str, Sequence[Row[Any]]]
    closing: Sequence[Row[Any]]
    refunds: Sequence[Row[Any]]

    def truths(self) -> dict[str, Truth]:
        """Each customer's, by phone."""
        lists = {name: _by_account(rows) for name, rows in self.lists.items()}
        closing = _by_account(self.closing)
        refunds: dict[str, list[Truth]] = defaultdict(list)
        for row in self.refunds:
            refunds[row.account_id].append(plain(asdict(refund_of(row))))
        return {
            account.phone: {
                **plain(asdict(account)),
                "balance": yuan(account.balance_fen),
                **{name: rows[account.id] for name, rows in lists.items()},
                "refunds": refunds[account.id],
                "closure": next(iter(closing[account.id]), None),
            }
            for account in map(account_of, self.accounts)
        }


def holdings(connection: Connection, phone: str | None = None) -> Holdings:
    """Of every customer, or of the one with this phone, if there is any."""
    query = _ACCOUNTS if phone is None else _ACCOUNTS.where(accounts.c.phone == phone)
    found = connection.execute(query).all()
    only = None if phone is None else next((row.id for row in found), "")

    def rows(query: Select[Any]) -> Sequence[Row[Any]]:
        return connection.execute(_of(query, only)).all()

    lists = {name: rows(query) for name, query in _LISTS.items()}
    return Holdings(found, lists, rows(_CLOSURES), rows(_REFUNDS))


def _by_account(found: Sequence[Row[Any]]) -> dict[str, list[Truth]]:
    rows: dict[str, list[Truth]] = defaultdict(list)
    for row in found:
        rows[row.account_id].append(plain(row._mapping))
    return rows


def _of(query: Select[Any], account_id: str | None) -> Select[Any]:
    return (
        query
        if account_id is None
        else query.where(query.selected_columns.account_id == account_id)
    )


def plain(row: Mapping[Any, Any]) -> Truth:
    """JSON members of a row: instants in ISO 8601, money in yuan beside fen."""
    members = {key: _member(value) for key, value in row.items()}
    if "amount_fen" in members:
        members["amount"] = yuan(members["amount_fen"])
    return members


def _member(value: Any) -> Any:
    if isinstance(value, Mapping):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value


def yuan(fen: int) -> str:
    """``123456`` → ``1234.56``."""
    return f"{fen // 100}.{fen % 100:02d}"
