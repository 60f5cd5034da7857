"""Finding a customer's transactions and telling what became of them."""

from __future__ import annotations

from datetime import datetime

from kefu.core.clock import Clock
from kefu.core.transaction import Transaction, TransactionStatus, describes
from kefu.services.assurance import ProvenAccounts
from kefu.services.ports import Database, WalletBackend

SHOWN = 10


class TransactionService:
    """Reads only.

    Every call needs a logged-in or stepped-up conversation and sees its own account alone. Owns
    its transactions: the wallet is asked outside of them.
    """

    def __init__(self, database: Database, wallet: WalletBackend, clock: Clock) -> None:
        self._proven = ProvenAccounts(database, clock)
        self._wallet = wallet

    def recent_failed(
        self,
        conversation_id: str,
        *,
        amount_fen: int | None = None,
        at: datetime | None = None,
        whole_day: bool = False,
        counterparty: str | None = None,
    ) -> list[Transaction]:
        """Failed transactions, newest first, that fit what the customer told.

        Raises AssuranceTooLow.
        """
        failed = self._wallet.transactions(
            self._proven.of(conversation_id), status=TransactionStatus.FAILED, limit=50
        )
        fitting = [
            transaction
            for transaction in failed
            if describes(
                transaction,
                amount_fen=amount_fen,
                at=at,
                whole_day=whole_day,
                counterparty=counterparty,
            )
        ]
        return fitting[:SHOWN]

    def get(self, conversation_id: str, transaction_id: str) -> Transaction:
        """One of the customer's own transactions. Raises AssuranceTooLow, NotFound."""
        return self._wallet.get_transaction(self._proven.of(conversation_id), transaction_id)
