"""The second step of logging in: whether it is on, and switching it after a code for just that."""

from __future__ import annotations

from dataclasses import dataclass

from kefu.core.account import AccountStatus
from kefu.core.capability import Capability
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance
from kefu.core.errors import Conflict
from kefu.core.verification import Purpose
from kefu.services.assurance import ProvenAccounts
from kefu.services.ports import Database
from kefu.services.ports.wallet import Wallet


@dataclass(frozen=True, slots=True)
class TwoFactor:
    """How it stands. `is_held`: the account is for people, so that it keeps every protection."""

    is_on: bool
    is_held: bool


class TwoFactorService:
    """Owns its transactions: the wallet is asked outside of them."""

    def __init__(self, database: Database, wallet: Wallet, clock: Clock) -> None:
        self._proven = ProvenAccounts(database, clock)
        self._wallet = wallet

    def offers(self) -> bool:
        """Whether the wallet lets it be switched here."""
        return self._wallet.offers(Capability.TWO_FACTOR)

    def state(self, conversation_id: str) -> TwoFactor:
        """As the wallet has it now. Raises AssuranceTooLow."""
        account = self._wallet.get_account(self._proven.of(conversation_id))
        return TwoFactor(account.two_factor, account.is_for_people)

    def switch(self, conversation_id: str, *, on: bool, key: str) -> TwoFactor:
        """Switch it, once for each `key`; how it stands then.

        Raises AssuranceTooLow, NotOffered, and Conflict (`account_closed`; `account_frozen`,
        `account_restricted` when it was to be switched off).
        """
        account_id = self._proven.of(conversation_id, Assurance.STEPPED_UP, Purpose.TWO_FACTOR)
        before = self._wallet.get_account(account_id)
        if before.is_for_people and not on:
            if before.status is AccountStatus.FROZEN:
                raise Conflict("account_frozen")
            raise Conflict("account_restricted")
        account = self._wallet.set_two_factor(account_id, on, key=key)
        return TwoFactor(account.two_factor, before.is_for_people)
