"""Telling why an account is locked, and unlocking it where a verified code is enough."""

from __future__ import annotations

from enum import StrEnum

from kefu.core.account import SELF_UNLOCKABLE, Account, AccountStatus
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance
from kefu.core.errors import Conflict
from kefu.core.verification import Purpose
from kefu.services.assurance import ProvenAccounts
from kefu.services.ports import Database, WalletBackend


class UnlockOutcome(StrEnum):
    UNLOCKED = "unlocked"
    NEEDS_HUMAN = "needs_human"
    """Abnormal login or risk control: a code alone is not enough."""
    NOT_LOCKED = "not_locked"
    FROZEN = "frozen"
    """Unfreezing is never the bot's: identity, a human and a second human."""
    RISK_CONTROL = "risk_control"
    """Restricted by the wallet's own risk control: for a human."""
    EXPIRED_DOCUMENT = "expired_document"
    """Restricted until the customer has shown a new paper in the app."""
    COURT = "court"
    """Restricted by an authority, which alone can lift it."""


class AccountLockService:
    """Unlocking needs a code that was sent for just that.

    Owns its transactions: the wallet is asked outside of them.
    """

    def __init__(self, database: Database, wallet: WalletBackend, clock: Clock) -> None:
        self._proven = ProvenAccounts(database, clock)
        self._wallet = wallet

    def _account(self, conversation_id: str) -> Account:
        account_id = self._proven.of(conversation_id, Assurance.STEPPED_UP, Purpose.UNLOCK)
        return self._wallet.get_account(account_id)

    def account(self, conversation_id: str) -> Account:
        """The account of a customer who is known, as it is now. Raises AssuranceTooLow."""
        account_id = self._proven.of(conversation_id, Assurance.CHANNEL_BOUND)
        return self._wallet.get_account(account_id)

    def held(self, conversation_id: str) -> Account | None:
        """The account, where its state or a restriction holds its money back; None where nothing
        does. Raises AssuranceTooLow.
        """
        account_id = self._proven.of(conversation_id)
        account = self._wallet.get_account(account_id)
        return account if account.is_held else None

    def unlock(self, conversation_id: str, *, key: str) -> tuple[UnlockOutcome, Account]:
        """Unlock if the reason allows it; the outcome and the account before.

        Raises AssuranceTooLow.
        """
        account = self._account(conversation_id)
        if account.restriction is not None:
            return UnlockOutcome(account.restriction.kind), account
        if account.status is AccountStatus.FROZEN:
            return UnlockOutcome.FROZEN, account
        if account.status is AccountStatus.LOCKED and account.lock_reason not in SELF_UNLOCKABLE:
            return UnlockOutcome.NEEDS_HUMAN, account
        try:
            # Also when it is unlocked by now: a repeated turn has
            # the same key and hears the same outcome.
            self._wallet.unlock(account.id, key=key)
        except Conflict:
            return UnlockOutcome.NOT_LOCKED, account
        return UnlockOutcome.UNLOCKED, account
