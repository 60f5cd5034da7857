"""The bank cards that a customer has bound, and taking one off the account."""

from __future__ import annotations

from dataclasses import dataclass

from kefu.core.capability import Capability
from kefu.core.card import BankCard
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance
from kefu.core.transaction import Transaction, TransactionStatus
from kefu.core.verification import Purpose
from kefu.services.assurance import ProvenAccounts
from kefu.services.ports import Database
from kefu.services.ports.wallet import Wallet

# Movements under way that are looked through.
_PENDING = 100


@dataclass(frozen=True, slots=True)
class BoundCard:
    """A card, and what is on its way from or to it: while anything is, it stays bound."""

    card: BankCard
    pending: tuple[Transaction, ...] = ()


class CardService:
    """Cards are told to whoever is known; taking one off needs a code that was sent for just that.

    Owns its transactions: the wallet is asked outside of them.
    """

    def __init__(self, database: Database, wallet: Wallet, clock: Clock) -> None:
        self._proven = ProvenAccounts(database, clock)
        self._wallet = wallet

    def offers(self) -> bool:
        """Whether the wallet knows of cards at all."""
        return self._wallet.offers(Capability.CARDS)

    def bound(self, conversation_id: str) -> list[BoundCard]:
        """The cards that are bound now, in the order in which they were.

        Raises AssuranceTooLow, NotOffered.
        """
        account_id = self._proven.of(conversation_id)
        under_way = self._wallet.transactions(
            account_id, status=TransactionStatus.PENDING, limit=_PENDING
        )
        return [
            BoundCard(card, tuple(one for one in under_way if one.card_id == card.id))
            for card in self._wallet.cards(account_id)
        ]

    def unbind(self, conversation_id: str, card_id: str, *, key: str) -> BankCard:
        """Take a card of the customer's own off the account.

        Raises AssuranceTooLow, NotOffered, NotFound, and what the wallet refuses as Conflict.
        """
        account_id = self._proven.of(conversation_id, Assurance.STEPPED_UP, Purpose.CARD)
        return self._wallet.unbind_card(account_id, card_id, key=key)
