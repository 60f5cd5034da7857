"""A wallet in a SQL database: the demo wallet's core, and a model for an adapter to a real one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import Connection, Engine, Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from kefu.core.account import Account, AccountStatus
from kefu.core.clock import BEIJING, Clock
from kefu.core.errors import Conflict, NotFound, Unavailable
from kefu.core.refund import Refund, RefundStatus
from kefu.core.transaction import Transaction, TransactionStatus
from kefu.wallet.tables import (
    accounts,
    effects,
    password_hashes,
    refunds,
    sessions,
    transactions,
)

RECENT_PASSWORDS = 5
REFUND_TIME = timedelta(days=7)

# Built once: building a statement costs more than running it.
_a, _t, _r = accounts.c, transactions.c, refunds.c
_ACCOUNT = select(accounts).where(_a.id == bindparam("account"))
_ACCOUNT_LOCKED = _ACCOUNT.with_for_update()
_BY_PHONE = select(accounts).where(_a.phone == bindparam("phone"))
_BY_EMAIL = select(accounts).where(_a.email == bindparam("email"))
_NEWEST = (
    select(transactions)
    .where(_t.account_id == bindparam("account"))
    .order_by(_t.at.desc(), _t.id)
    .limit(bindparam("limit"))
)
_NEWEST_OF_STATUS = _NEWEST.where(_t.status == bindparam("status"))
_TRANSACTION = select(transactions).where(
    _t.account_id == bindparam("account"), _t.id == bindparam("id")
)
_REFUNDS = (
    select(refunds, _t.counterparty)
    .join(transactions, _t.id == _r.transaction_id)
    .where(_r.account_id == bindparam("account"))
    .order_by(_r.requested_at.desc(), _r.id)
    .limit(bindparam("limit"))
)


class SqlWallet:
    """`kefu.services.ports.WalletBackend` and `RefundRecords` over SQLAlchemy."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._hasher = PasswordHasher()

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                chosen = connection if write else connection.execution_options(read_only=True)
                with chosen.begin():
                    yield chosen
        except OperationalError as error:
            raise Unavailable("wallet_unavailable") from error

    def find_account(self, *, phone: str | None = None, email: str | None = None) -> Account | None:
        query = _BY_EMAIL if phone is None else _BY_PHONE
        named = {"phone": phone} if phone is not None else {"email": (email or "").lower()}
        with self._transaction() as connection:
            row = connection.execute(query, named).first()
        return None if row is None else Account(**row._mapping)

    def get_account(self, account_id: str) -> Account:
        with self._transaction() as connection:
            return self._account(connection, account_id)

    def _account(self, connection: Connection, account_id: str, *, lock: bool = False) -> Account:
        query = _ACCOUNT_LOCKED if lock else _ACCOUNT
        row = connection.execute(query, {"account": account_id}).first()
        if row is None:
            raise NotFound("account_not_found")
        return Account(**row._mapping)

    def transactions(
        self, account_id: str, *, status: TransactionStatus | None = None, limit: int = 20
    ) -> list[Transaction]:
        query = _NEWEST if status is None else _NEWEST_OF_STATUS
        named = {"account": account_id, "limit": limit}
        if status is not None:
            named["status"] = status
        with self._transaction() as connection:
            rows = connection.execute(query, named).all()
        return [_transaction(row) for row in rows]

    def get_transaction(self, account_id: str, transaction_id: str) -> Transaction:
        with self._transaction() as connection:
            row = connection.execute(
                _TRANSACTION, {"account": account_id, "id": transaction_id}
            ).first()
        if row is None:
            raise NotFound("transaction_not_found")
        return _transaction(row)

    def refunds(self, account_id: str, *, limit: int = 20) -> list[Refund]:
        with self._transaction() as connection:
            return refunds_of(connection, account_id, limit)

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

    def freeze(self, account_id: str, *, key: str) -> Account:
        with self._effect(key) as (connection, first):
            if first:
                account = self._account(connection, account_id, lock=True)
                if account.status is AccountStatus.CLOSED:
                    raise Conflict("account_closed")
                self._set_status(connection, account_id, AccountStatus.FROZEN)
                connection.execute(delete(sessions).where(sessions.c.account_id == account_id))
            return self._account(connection, account_id)

    def unlock(self, account_id: str, *, key: str) -> Account:
        with self._effect(key) as (connection, first):
            if first:
                account = self._account(connection, account_id, lock=True)
                if account.status is not AccountStatus.LOCKED:
                    raise Conflict("not_locked")
                self._set_status(connection, account_id, AccountStatus.ACTIVE)
            return self._account(connection, account_id)

    def _set_status(self, connection: Connection, account_id: str, status: AccountStatus) -> None:
        connection.execute(
            update(accounts)
            .where(accounts.c.id == account_id)
            .values(status=status, lock_reason=None)
        )

    def reset_password(self, account_id: str, new_password: str, *, key: str) -> Account:
        with self._effect(key) as (connection, first):
            if first:
                self._account(connection, account_id, lock=True)
                self._refuse_recent(connection, account_id, new_password)
                now = self._clock()
                connection.execute(
                    insert(password_hashes).values(
                        account_id=account_id, set_at=now, hash=self._hasher.hash(new_password)
                    )
                )
                connection.execute(
                    update(accounts)
                    .where(accounts.c.id == account_id)
                    .values(password_changed_at=now)
                )
                connection.execute(delete(sessions).where(sessions.c.account_id == account_id))
            return self._account(connection, account_id)

    def _refuse_recent(self, connection: Connection, account_id: str, password: str) -> None:
        p = password_hashes.c
        recent = connection.scalars(
            select(p.hash)
            .where(p.account_id == account_id)
            .order_by(p.set_at.desc())
            .limit(RECENT_PASSWORDS)
        )
        if any(self._matches(stored, password) for stored in recent):
            raise Conflict("password_reused")

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except Argon2Error:
            return False

    def ping(self) -> None:
        with self._transaction() as connection:
            connection.execute(select(1))


def _transaction(row: Row[tuple[object, ...]]) -> Transaction:
    return Transaction(**row._mapping)


def refunds_of(connection: Connection, account_id: str, limit: int) -> list[Refund]:
    """The account's refunds, newest first."""
    rows = connection.execute(_REFUNDS, {"account": account_id, "limit": limit})
    return [_refund(row) for row in rows]


def _refund(row: Row[Any]) -> Refund:
    expected = (row.requested_at + REFUND_TIME).astimezone(BEIJING).date()
    under_way = row.status in {RefundStatus.REQUESTED, RefundStatus.PROCESSING}
    return Refund(**row._mapping, expected_by=expected if under_way else None)
