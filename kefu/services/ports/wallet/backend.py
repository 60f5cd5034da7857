"""What every wallet has to offer."""

from __future__ import annotations

from typing import Protocol

from kefu.core.account import Account
from kefu.core.transaction import Transaction, TransactionStatus


class WalletBackend(Protocol):
    """The wallet's core systems. Every method may raise `Unavailable`; every write takes an
    idempotency key and doing it twice does it once. Account ids are the wallet's own opaque keys.
    """

    def find_account(self, *, phone: str | None = None, email: str | None = None) -> Account | None:
        """The account registered with this phone (11 digits) or e-mail, if any."""
        ...

    def get_account(self, account_id: str) -> Account:
        """The account. Raises NotFound."""
        ...

    def transactions(
        self, account_id: str, *, status: TransactionStatus | None = None, limit: int = 20
    ) -> list[Transaction]:
        """The account's transactions, newest first."""
        ...

    def get_transaction(self, account_id: str, transaction_id: str) -> Transaction:
        """One transaction of this account. Raises NotFound."""
        ...

    def freeze(self, account_id: str, *, key: str) -> Account:
        """Stop all movements and sessions of the account. Raises Conflict when it is closed."""
        ...

    def unlock(self, account_id: str, *, key: str) -> Account:
        """Lift a lock. Raises Conflict when the account is not locked."""
        ...

    def reset_password(self, account_id: str, new_password: str, *, key: str) -> Account:
        """Set a new password and end every session.

        Raises Conflict (`password_reused`) for a recent one.
        """
        ...

    def ping(self) -> None:
        """Raise Unavailable when the wallet cannot be reached."""
        ...
