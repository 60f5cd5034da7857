"""A demo wallet that an earlier version made gets the tables, columns and customers that it lacks,
and keeps what happened in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Connection,
    Engine,
    String,
    Table,
    insert,
    inspect,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.schema import CreateColumn

from kefu.core.refund import RefundStatus
from kefu.core.transaction import TransactionStatus
from kefu.wallet.demo import customers, seed
from kefu.wallet.demo.movements import USUAL
from kefu.wallet.tables import accounts, metadata, refunds, transactions


@dataclass(frozen=True, slots=True)
class Added:
    """What the database had not before."""

    tables: frozenset[Table]
    columns: dict[Table, list[str]]


def upgrade(engine: Engine, now: datetime) -> None:
    """Make what is missing; everything in an empty database."""
    added = _add_structure(engine)
    with engine.begin() as connection:
        # Written so before refunds had states of their own.
        finished = type_coerce(refunds.c.status, String) == "finished"
        connection.execute(update(refunds).where(finished).values(status=RefundStatus.REFUNDED))
        known = frozenset(connection.scalars(select(accounts.c.id)))
        everybody = {customers.account_id(n) for n in range(1, customers.COUNT + 1)}
        if added.tables or added.columns or not everybody <= known:
            _add_rows(connection, now, known, added)


def _add_structure(engine: Engine) -> Added:
    before = set(inspect(engine).get_table_names())
    metadata.create_all(engine)
    tables = frozenset(table for table in metadata.sorted_tables if table.name not in before)
    columns: dict[Table, list[str]] = {}
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            there = {column["name"] for column in inspect(connection).get_columns(table.name)}
            for column in table.c:
                if column.name not in there:
                    made = CreateColumn(column).compile(dialect=engine.dialect)
                    connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {made}"))
                    columns.setdefault(table, []).append(column.name)
    return Added(tables, columns)


def _add_rows(connection: Connection, now: datetime, known: frozenset[str], added: Added) -> None:
    for table, rows in seed.rows(now).items():
        owner = "id" if table is accounts else "account_id"
        missing = [row for row in rows if row[owner] not in known or table in added.tables]
        if missing:
            connection.execute(insert(table), missing)
        if table is accounts and (names := added.columns.get(accounts)):
            for row in rows:
                connection.execute(
                    update(accounts)
                    .where(accounts.c.id == row["id"], accounts.c.id.in_(known))
                    .values({name: row[name] for name in names})
                )
    if "expected_by" in added.columns.get(transactions, []):
        _expect(connection, known)


def _expect(connection: Connection, known: frozenset[str]) -> None:
    """When what was under way before is due."""
    t = transactions.c
    pending = select(t.id, t.kind, t.at).where(
        t.account_id.in_(known), t.status == TransactionStatus.PENDING, t.expected_by.is_(None)
    )
    for row in connection.execute(pending).all():
        due = row.at + USUAL[row.kind]
        connection.execute(update(transactions).where(t.id == row.id).values(expected_by=due))
