"""The way to the wallet: never while a transaction that others share is open, and with a line in
the log for each call, how it ended and how long it took.

Never whom it was about, nor what it returned.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import TypeVar

import structlog

from kefu.core.account import Account
from kefu.core.errors import KefuError
from kefu.core.refund import Refund
from kefu.core.transaction import Transaction, TransactionStatus
from kefu.services import outside
from kefu.services.ports import RefundRecords, WalletBackend

T = TypeVar("T")
log = structlog.get_logger(__name__)


class LoggedWallet:
    """Another `WalletBackend`, with one line a call."""

    def __init__(self, wallet: WalletBackend) -> None:
        self._wallet = wallet

    def find_account(self, *, phone: str | None = None, email: str | None = None) -> Account | None:
        return _asked(
            "find_account",
            (phone, email),
            lambda: self._wallet.find_account(phone=phone, email=email),
        )

    def get_account(self, account_id: str) -> Account:
        return _asked("get_account", (account_id,), lambda: self._wallet.get_account(account_id))

    def transactions(
        self, account_id: str, *, status: TransactionStatus | None = None, limit: int = 20
    ) -> list[Transaction]:
        return _asked(
            "transactions",
            (account_id, status, limit),
            lambda: self._wallet.transactions(account_id, status=status, limit=limit),
        )

    def get_transaction(self, account_id: str, transaction_id: str) -> Transaction:
        return _asked(
            "get_transaction",
            (account_id, transaction_id),
            lambda: self._wallet.get_transaction(account_id, transaction_id),
        )

    def refunds(self, account_id: str, *, limit: int = 20) -> list[Refund]:
        """`RefundRecords`, also of a wallet that keeps none."""
        records = self._wallet
        if not isinstance(records, RefundRecords):
            return []
        return _asked(
            "refunds", (account_id, limit), lambda: records.refunds(account_id, limit=limit)
        )

    def freeze(self, account_id: str, *, key: str) -> Account:
        return _done("freeze", lambda: self._wallet.freeze(account_id, key=key))

    def unlock(self, account_id: str, *, key: str) -> Account:
        return _done("unlock", lambda: self._wallet.unlock(account_id, key=key))

    def reset_password(self, account_id: str, new_password: str, *, key: str) -> Account:
        return _done(
            "reset_password",
            lambda: self._wallet.reset_password(account_id, new_password, key=key),
        )

    def ping(self) -> None:
        self._wallet.ping()  # asked every few seconds by whoever watches: no line


def _asked(call: str, about: tuple[Hashable, ...], ask: Callable[[], T]) -> T:
    return outside.ask((call, *about), lambda: _timed(call, ask))


def _done(call: str, act: Callable[[], T]) -> T:
    return outside.act(lambda: _timed(call, act))


def _timed(call: str, act: Callable[[], T]) -> T:
    started = time.perf_counter()
    outcome = "failed"
    try:
        result = act()
        outcome = "ok"
    except KefuError as error:
        outcome = error.code
        raise
    finally:
        ms = round((time.perf_counter() - started) * 1000, 1)
        log.info("wallet_call", call=call, outcome=outcome, ms=ms)
    return result
