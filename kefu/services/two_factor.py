"""The second step of logging in: whether it is on, and switching it after a code for just that."""

from __future__ import annotations

from dataclasses import dataclass

from kefu.core.account import AccountStatus
from kefu.core.capability import Capability
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance
from kefu.core.errors import Conflict
from kefu.core.verification import Purpose
from kefu.services.assurance import check_assurance
from kefu.services.ports import Database
from kefu.services.ports.wallet import Wallet


@dataclass(frozen=True, slots=True)
class TwoFactor:
    """How it stands. `is_held`: the account is frozen, so that it keeps every protection it has."""

    is_on: bool
    is_held: bool


class TwoFactorService:
    """Owns its transactions: the wallet is asked outside of them."""

    def __init__(self, database: Database, wallet: Wallet, clock: Clock) -> None:
        self._database = database
        self._wallet = wallet
        self._clock = clock

    def is_offered(self) -> bool:
        """Whether the wallet lets it be switched here."""
        return self._wallet.offers(Capability.TWO_FACTOR)

    def state(self, conversation_id: str) -> TwoFactor:
        """As the wallet has it now. Raises AssuranceTooLow."""
        account = self._wallet.get_account(self._account(conversation_id, Assurance.LOGGED_IN))
        return TwoFactor(account.two_factor, account.status is AccountStatus.FROZEN)

    def switch(self, conversation_id: str, *, on: bool, key: str) -> TwoFactor:
        """Switch it, once for each `key`; how it stands then.

        Raises AssuranceTooLow, NotOffered, and Conflict (`account_closed`, `account_frozen` when it
        was to be switched off).
        """
        account_id = self._account(conversation_id, Assurance.STEPPED_UP, Purpose.TWO_FACTOR)
        frozen = self._wallet.get_account(account_id).status is AccountStatus.FROZEN
        if frozen and not on:
            raise Conflict("account_frozen")
        account = self._wallet.set_two_factor(account_id, on, key=key)
        return TwoFactor(account.two_factor, frozen)

    def _account(
        self, conversation_id: str, needed: Assurance, purpose: Purpose | None = None
    ) -> str:
        with self._database.read() as unit:
            _, account_id = check_assurance(
                unit, conversation_id, needed, self._clock(), purpose=purpose
            )
        return account_id
