"""Who gets into an account: devices, passwords, the second factor, the phone."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import Connection, Engine, Table, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from kefu.core.account import Account
from kefu.core.clock import Clock
from kefu.core.device import Device
from kefu.core.errors import Conflict, Invalid
from kefu.wallet.sql.base import SqlBase, end_sessions
from kefu.wallet.tables import accounts, password_hashes, payment_password_hashes, sessions

RECENT_PASSWORDS = 5
_PAYMENT_PASSWORD = re.compile(r"[0-9]{6}")
_s = sessions.c
_PAPER_NUMBER = select(accounts.c.paper_number_hash).where(accounts.c.id == bindparam("account"))
_DEVICES = (
    select(_s.id, _s.account_id, _s.device.label("name"), _s.last_seen_at)
    .where(_s.account_id == bindparam("account"))
    .order_by(_s.last_seen_at.desc(), _s.id)
)


class SqlCredentials(SqlBase):
    """`WalletBackend.reset_password`, `DeviceRecords`, `IdentityChecks`, `PaymentPasswords`,
    `SecondFactor` and `PhoneChanges`.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        super().__init__(engine, clock)
        self._hasher = PasswordHasher()

    def devices(self, account_id: str) -> list[Device]:
        with self._transaction() as connection:
            rows = connection.execute(_DEVICES, {"account": account_id}).all()
        return [Device(**row._mapping) for row in rows]

    def reset_password(self, account_id: str, new_password: str, *, key: str) -> Account:
        with self._effect(key) as (connection, first):
            if first:
                self._account(connection, account_id, lock=True)
                if self._was_recent(connection, password_hashes, account_id, new_password):
                    raise Conflict("password_reused")
                now = self._keep_hash(connection, password_hashes, account_id, new_password)
                _write(connection, account_id, password_changed_at=now)
                end_sessions(connection, account_id)
            return self._account(connection, account_id)

    def is_paper_number(self, account_id: str, number: str) -> bool:
        with self._transaction() as connection:
            account = self._account(connection, account_id)
            stored = connection.scalar(_PAPER_NUMBER, {"account": account_id})
        is_verified = account.paper is not None and account.paper.verified
        return is_verified and stored is not None and self._matches(stored, number)

    def reset_payment_password(self, account_id: str, new_password: str, *, key: str) -> Account:
        if _PAYMENT_PASSWORD.fullmatch(new_password) is None:
            raise Invalid("payment_password_format")
        table = payment_password_hashes
        with self._effect(key) as (connection, first):
            if first:
                self._open_account(connection, account_id)
                if self._was_recent(connection, table, account_id, new_password):
                    raise Conflict("password_reused.payment")
                now = self._keep_hash(connection, table, account_id, new_password)
                _write(connection, account_id, payment_password_changed_at=now)
            return self._account(connection, account_id)

    def set_two_factor(self, account_id: str, on: bool, *, key: str) -> Account:
        with self._effect(key) as (connection, first):
            if first:
                self._open_account(connection, account_id)
                _write(connection, account_id, two_factor=on)
            return self._account(connection, account_id)

    def change_phone(self, account_id: str, new_phone: str, *, key: str) -> Account:
        with self._effect(key) as (connection, first):
            if first:
                account = self._free_account(connection, account_id)
                if account.phone == new_phone:
                    raise Conflict("phone_unchanged")
                try:
                    with connection.begin_nested():
                        _write(connection, account_id, phone=new_phone)
                except IntegrityError:
                    raise Conflict("phone_taken") from None
                end_sessions(connection, account_id)
            return self._account(connection, account_id)

    def _keep_hash(
        self, connection: Connection, table: Table, account_id: str, password: str
    ) -> datetime:
        now = self._clock()
        hashed = self._hasher.hash(password)
        connection.execute(insert(table).values(account_id=account_id, set_at=now, hash=hashed))
        return now

    def _was_recent(
        self, connection: Connection, table: Table, account_id: str, password: str
    ) -> bool:
        recent = connection.scalars(
            select(table.c.hash)
            .where(table.c.account_id == account_id)
            .order_by(table.c.set_at.desc())
            .limit(RECENT_PASSWORDS)
        )
        return any(self._matches(stored, password) for stored in recent)

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except Argon2Error:
            return False


def _write(connection: Connection, account_id: str, **columns: Any) -> None:
    connection.execute(update(accounts).where(accounts.c.id == account_id).values(**columns))
