"""Finding a customer's transactions and telling what became of them."""

from __future__ import annotations

from datetime import datetime

from kefu.core.clock import Clock
from kefu.core.conversation import Assurance
from kefu.core.transaction import Transaction, TransactionStatus, describes
from kefu.services.assurance import check_assurance
from kefu.services.ports import Database, WalletBackend

SHOWN = 10


class TransactionService:
    """Reads only.

    Every call needs a logged-in or stepped-up conversation and sees its own account alone. Owns
    its transactions: the wallet is asked outside of them.
    """

    def __init__(self, database: Database, wallet: WalletBackend, clock: Clock) -> None:
        self._database = database
        self._wallet = wallet
        self._clock = clock

    def _account(self, conversation_id: str) -> str:
        with self._database.read() as unit:
            _, account_id = check_assurance(
                unit, conversation_id, Assurance.LOGGED_IN, self._clock()
            )
        return account_id

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
            self._account(conversation_id), status=TransactionStatus.FAILED, limit=50
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
        return self._wallet.get_transaction(self._account(conversation_id), transaction_id)
