"""Accounts and what happened on them: what every wallet has to offer, but for passwords."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, update

from kefu.core.account import Account, AccountStatus
from kefu.core.errors import Conflict, NotFound
from kefu.core.transaction import Transaction, TransactionStatus
from kefu.wallet.sql.base import SqlBase, account_of, end_sessions
from kefu.wallet.tables import accounts, transactions

_a, _t = accounts.c, transactions.c
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


class SqlAccounts(SqlBase):
    """`WalletBackend` without passwords."""

    def find_account(self, *, phone: str | None = None, email: str | None = None) -> Account | None:
        query = _BY_EMAIL if phone is None else _BY_PHONE
        named = {"phone": phone} if phone is not None else {"email": (email or "").lower()}
        with self._transaction() as connection:
            row = connection.execute(query, named).first()
        return None if row is None else account_of(row)

    def get_account(self, account_id: str) -> Account:
        with self._transaction() as connection:
            return self._account(connection, account_id)

    def transactions(
        self, account_id: str, *, status: TransactionStatus | None = None, limit: int = 20
    ) -> list[Transaction]:
        query = _NEWEST if status is None else _NEWEST_OF_STATUS
        named = {"account": account_id, "limit": limit}
        if status is not None:
            named["status"] = status
        with self._transaction() as connection:
            rows = connection.execute(query, named).all()
        return [Transaction(**row._mapping) for row in rows]

    def get_transaction(self, account_id: str, transaction_id: str) -> Transaction:
        with self._transaction() as connection:
            return transaction_of(connection, account_id, transaction_id)

    def freeze(self, account_id: str, *, key: str) -> Account:
        with self._effect(key) as (connection, first):
            if first:
                self._open_account(connection, account_id)
                _set_status(connection, account_id, AccountStatus.FROZEN)
                end_sessions(connection, account_id)
            return self._account(connection, account_id)

    def unlock(self, account_id: str, *, key: str) -> Account:
        with self._effect(key) as (connection, first):
            if first:
                account = self._account(connection, account_id, lock=True)
                if account.status is not AccountStatus.LOCKED:
                    raise Conflict("not_locked")
                if account.restriction is not None:
                    raise Conflict("account_restricted")
                _set_status(connection, account_id, AccountStatus.ACTIVE)
            return self._account(connection, account_id)

    def ping(self) -> None:
        with self._transaction() as connection:
            connection.execute(select(1))


def transaction_of(connection: Connection, account_id: str, transaction_id: str) -> Transaction:
    """One transaction of this account. Raises NotFound."""
    row = connection.execute(_TRANSACTION, {"account": account_id, "id": transaction_id}).first()
    if row is None:
        raise NotFound("transaction_not_found")
    return Transaction(**row._mapping)


def _set_status(connection: Connection, account_id: str, status: AccountStatus) -> None:
    connection.execute(
        update(accounts).where(_a.id == account_id).values(status=status, lock_reason=None)
    )
