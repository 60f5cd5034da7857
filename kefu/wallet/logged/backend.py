"""What every wallet offers."""

from __future__ import annotations

from kefu.core.account import Account
from kefu.core.transaction import Transaction, TransactionStatus
from kefu.wallet.logged.calls import Calls, asked, done


class LoggedBackend(Calls):
    """`WalletBackend`."""

    def find_account(self, *, phone: str | None = None, email: str | None = None) -> Account | None:
        return asked(
            "find_account",
            (phone, email),
            lambda: self._wallet.find_account(phone=phone, email=email),
        )

    def get_account(self, account_id: str) -> Account:
        return asked("get_account", (account_id,), lambda: self._wallet.get_account(account_id))

    def transactions(
        self, account_id: str, *, status: TransactionStatus | None = None, limit: int = 20
    ) -> list[Transaction]:
        return asked(
            "transactions",
            (account_id, status, limit),
            lambda: self._wallet.transactions(account_id, status=status, limit=limit),
        )

    def get_transaction(self, account_id: str, transaction_id: str) -> Transaction:
        return asked(
            "get_transaction",
            (account_id, transaction_id),
            lambda: self._wallet.get_transaction(account_id, transaction_id),
        )

    def freeze(self, account_id: str, *, key: str) -> Account:
        return done("freeze", lambda: self._wallet.freeze(account_id, key=key))

    def unlock(self, account_id: str, *, key: str) -> Account:
        return done("unlock", lambda: self._wallet.unlock(account_id, key=key))

    def reset_password(self, account_id: str, new_password: str, *, key: str) -> Account:
        return done(
            "reset_password",
            lambda: self._wallet.reset_password(account_id, new_password, key=key),
        )

    def ping(self) -> None:
        self._wallet.ping()  # asked every few seconds by whoever watches: no line
