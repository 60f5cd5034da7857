"""What every topic of the SQL wallet stands on: transactions, effects done once, accounts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from kefu.core.account import Account, AccountStatus, IdentityPaper, Restriction
from kefu.core.clock import Clock
from kefu.core.errors import Conflict, NotFound, Unavailable
from kefu.wallet.tables import accounts, effects, sessions

# Built once: building a statement costs more than running it.
_ACCOUNT = select(accounts).where(accounts.c.id == bindparam("account"))
_ACCOUNT_LOCKED = _ACCOUNT.with_for_update()
_PARTS = ("paper_", "restriction_")
_PLAIN = tuple(column.name for column in accounts.c if not column.name.startswith(_PARTS))


class SqlBase:
    """An engine, a clock, and the way in which a topic reads and writes."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                chosen = connection if write else connection.execution_options(read_only=True)
                with chosen.begin():
                    yield chosen
        except OperationalError as error:
            raise Unavailable("wallet_unavailable") from error

    @contextmanager
    def _effect(self, key: str) -> Iterator[tuple[Connection, bool]]:
        """A write transaction and whether this key's effect is still to be done."""
        with self._transaction(write=True) as connection:
            savepoint = connection.begin_nested()
            try:
                connection.execute(insert(effects).values(key=key, done_at=self._clock()))
                savepoint.commit()
                first = True
            except IntegrityError:
                savepoint.rollback()
                first = False
            yield connection, first

    def _account(self, connection: Connection, account_id: str, *, lock: bool = False) -> Account:
        query = _ACCOUNT_LOCKED if lock else _ACCOUNT
        row = connection.execute(query, {"account": account_id}).first()
        if row is None:
            raise NotFound("account_not_found")
        return account_of(row)

    def _open_account(self, connection: Connection, account_id: str) -> Account:
        """The account, its row locked. Raises Conflict when it is closed."""
        account = self._account(connection, account_id, lock=True)
        if account.status is AccountStatus.CLOSED:
            raise Conflict("account_closed")
        return account

    def _free_account(self, connection: Connection, account_id: str) -> Account:
        """An open account that nobody holds back. Raises Conflict."""
        account = self._open_account(connection, account_id)
        if account.status is AccountStatus.FROZEN:
            raise Conflict("account_frozen")
        if account.restriction is not None:
            raise Conflict("account_restricted")
        return account


def account_of(row: Row[Any]) -> Account:
    """The account that a whole row of `accounts` holds."""
    paper = restriction = None
    if row.paper_kind is not None:
        paper = IdentityPaper(row.paper_kind, row.paper_verified, row.paper_expires_on)
    if row.restriction_kind is not None:
        restriction = Restriction(
            row.restriction_kind,
            row.restriction_since,
            row.restriction_authority,
            row.restriction_document_number,
            row.restriction_until,
        )
    plain = {name: row._mapping[name] for name in _PLAIN}
    return Account(**plain, paper=paper, restriction=restriction)


def end_sessions(connection: Connection, account_id: str) -> None:
    """Log the account out everywhere."""
    connection.execute(delete(sessions).where(sessions.c.account_id == account_id))
