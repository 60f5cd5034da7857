"""The demo wallet's other side: its customers' state, as tests want it and as it is, and their
phones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Table,
    delete,
    insert,
    select,
    update,
)

from kefu.core.clock import Clock
from kefu.core.errors import NotFound
from kefu.wallet.demo import seed
from kefu.wallet.demo.truth import Holdings, holdings, plain
from kefu.wallet.demo.upgrade import upgrade
from kefu.wallet.tables import (
    accounts,
    agreements,
    cards,
    fees,
    limits,
    metadata,
    outbox,
    refunds,
    transactions,
)

# A customer's rows that `change` writes, by the column that names one of them.
_NAMED_BY: Final[Mapping[str, Column[Any]]] = {
    "limits": limits.c.kind,
    "fees": fees.c.kind,
    "agreements": agreements.c.merchant,
    "cards": cards.c.last4,
    "transactions": transactions.c.counterparty,
}
# The member of a row in `DemoWallet.truth` that names it.
ROW_NAMES: Final[Mapping[str, str]] = {
    **{topic: column.name for topic, column in _NAMED_BY.items()},
    "refunds": "counterparty",
}


class DemoWallet:
    """Seeds the demo data and reads its truth, for development and tests."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def create(self) -> None:
        """Make the tables and the customers, as far as they are missing; what is there is kept."""
        upgrade(self._engine, self._clock())

    def reset(self) -> None:
        """Back to the seeded state, relative to now."""
        rows = seed.rows(self._clock())
        with self._engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
            for table, made in rows.items():
                connection.execute(insert(table), made)

    def change(self, phone: str, **columns: Any) -> None:
        """Write columns of a customer's account, and of other rows of theirs:
        ``limits={"payment": {"day_fen": 0}}``, and so `fees` by kind, `agreements` by merchant,
        `cards` by their last digits, `transactions` and `refunds` by counterparty.

        Raises NotFound, and ValueError for a row that is not there.
        """
        rows = {name: columns.pop(name) for name in ROW_NAMES if name in columns}
        with self._engine.begin() as connection:
            account_id = connection.scalar(select(accounts.c.id).where(accounts.c.phone == phone))
            if account_id is None:
                raise NotFound("account_not_found.demo")
            if columns:
                own = accounts.c.id == account_id
                connection.execute(update(accounts).where(own).values(**columns))
            for topic, changes in rows.items():
                for name, values in changes.items():
                    _change_rows(connection, account_id, topic, name, values)

    def phones(self) -> list[str]:
        """The phones of all customers."""
        with self._engine.connect() as connection:
            return list(connection.scalars(select(accounts.c.phone).order_by(accounts.c.id)))

    def truth(self, phone: str) -> dict[str, Any]:
        """What the wallet holds of a customer, in clear. Raises NotFound."""
        with self._engine.connect() as connection:
            found = holdings(connection, phone).truths()
        if not found:
            raise NotFound("account_not_found.demo")
        return found[phone]

    def holdings(self) -> Holdings:
        """What the wallet holds now of all customers."""
        with self._engine.connect() as connection:
            return holdings(connection)

    def received(self, to: str | None, limit: int = 50) -> list[dict[str, Any]]:
        """Texts that arrived, newest first; `to` a phone or e-mail."""
        query = select(outbox).order_by(outbox.c.at.desc()).limit(limit)
        if to:
            query = query.where(outbox.c.to == to)
        with self._engine.connect() as connection:
            found = [plain(row._mapping) for row in connection.execute(query)]
        return [{key: value for key, value in row.items() if key != "id"} for row in found]


def _is_named(topic: str, name: Any) -> ColumnElement[bool]:
    """Whether a row of a topic has this name; a refund has its payment's."""
    if topic != "refunds":
        is_named: ColumnElement[bool] = _NAMED_BY[topic] == name
        return is_named
    paid = select(transactions.c.id).where(transactions.c.counterparty == name)
    return refunds.c.transaction_id.in_(paid)


def _change_rows(
    connection: Connection, account_id: str, topic: str, name: Any, values: Mapping[str, Any]
) -> None:
    table: Table = refunds if topic == "refunds" else _NAMED_BY[topic].table
    changed = connection.execute(
        update(table).where(table.c.account_id == account_id, _is_named(topic, name)).values(values)
    )
    if changed.rowcount == 0:
        raise ValueError(f"{account_id} has nothing named {name} among its {topic}")
