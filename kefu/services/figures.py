"""A customer's own figures as the wallet has them now: balance, records, limits, fees."""

from __future__ import annotations

from dataclasses import dataclass

from kefu.core.account import Account
from kefu.core.allowance import FeeRule, Limit
from kefu.core.capability import Capability
from kefu.core.clock import Clock
from kefu.core.history import WantedRecords
from kefu.core.transaction import Transaction, TransactionStatus
from kefu.services.assurance import ProvenAccounts
from kefu.services.ports import Database
from kefu.services.ports.wallet import Wallet

# More than the wallet is asked for at once.
LOOKED_THROUGH = 500


@dataclass(frozen=True, slots=True)
class Balance:
    """The account, whose balance it is, and the movements that are on their way."""

    account: Account
    pending: tuple[Transaction, ...]


@dataclass(frozen=True, slots=True)
class RecordsFound:
    """The movements that were asked for, newest first.

    `is_whole` is False when there may be older ones that nobody looked at.
    """

    found: tuple[Transaction, ...]
    is_whole: bool


class FigureService:
    """Reads only.

    Every figure needs a logged-in or stepped-up conversation and is its own account's. Owns its
    transactions: the wallet is asked outside of them.
    """

    def __init__(self, database: Database, wallet: Wallet, clock: Clock) -> None:
        self._proven = ProvenAccounts(database, clock)
        self._wallet = wallet

    def offers(self, capability: Capability) -> bool:
        """Whether the wallet knows such figures at all; nobody is asked who they are for that."""
        return self._wallet.offers(capability)

    def account(self, conversation_id: str) -> Account:
        """The customer's own account as it is now. Raises AssuranceTooLow."""
        return self._wallet.get_account(self._proven.of(conversation_id))

    def balance(self, conversation_id: str) -> Balance:
        """What there is, and what is on its way. Raises AssuranceTooLow."""
        account_id = self._proven.of(conversation_id)
        pending = self._wallet.transactions(
            account_id, status=TransactionStatus.PENDING, limit=LOOKED_THROUGH
        )
        return Balance(self._wallet.get_account(account_id), tuple(pending))

    def records(self, conversation_id: str, wanted: WantedRecords) -> RecordsFound:
        """The movements that are meant. Raises AssuranceTooLow."""
        all_of_them = self._wallet.transactions(
            self._proven.of(conversation_id), limit=LOOKED_THROUGH
        )
        reaches_back = len(all_of_them) < LOOKED_THROUGH or (
            wanted.period is not None and all_of_them[-1].at < wanted.period.start
        )
        return RecordsFound(tuple(filter(wanted.fits, all_of_them)), reaches_back)

    def limits(self, conversation_id: str) -> list[Limit]:
        """The limits as of now. Raises AssuranceTooLow, NotOffered."""
        return self._wallet.limits(self._proven.of(conversation_id))

    def fees(self, conversation_id: str) -> list[FeeRule]:
        """What movements cost now. Raises AssuranceTooLow, NotOffered."""
        return self._wallet.fees(self._proven.of(conversation_id))
