"""Asking for a payment back, and how far refunds are."""

from __future__ import annotations

from kefu.core.capability import Capability
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance
from kefu.core.errors import Forbidden
from kefu.core.refund import Refund, RefundReason, RefundRefusal, RefundStatus
from kefu.core.transaction import Transaction
from kefu.core.verification import DAY, Purpose
from kefu.services.assurance import ProvenAccounts
from kefu.services.ports import Database
from kefu.services.ports.wallet import Wallet

LOOKED_THROUGH = 100


class RefundService:
    """Looking needs a logged-in or stepped-up conversation, a request a code that was sent for just
    that; what is large only people ask for. Sees its own account alone.

    Owns its transactions: the wallet is asked outside of them.
    """

    def __init__(self, database: Database, wallet: Wallet, clock: Clock, *, large_fen: int) -> None:
        self._proven = ProvenAccounts(database, clock)
        self._wallet = wallet
        self._clock = clock
        self._large_fen = large_fen

    def offers(self, capability: Capability) -> bool:
        """Whether the wallet knows of this at all; nobody is asked who they are for that."""
        return self._wallet.offers(capability)

    def is_large(self, conversation_id: str, payment: Transaction) -> bool:
        """Whether a refund of this payment is for people: a human, and a second one's approval.
        What was asked back within a day counts together, or many small ones were a large one.

        Raises AssuranceTooLow.
        """
        return self._is_large(self._proven.of(conversation_id), payment)

    def _is_large(self, account_id: str, payment: Transaction) -> bool:
        since = self._clock() - DAY
        recent = (
            one.amount_fen
            for one in self._wallet.refunds(account_id, limit=LOOKED_THROUGH)
            if one.requested_at > since
            and one.status is not RefundStatus.REJECTED
            and one.transaction_id != payment.id
        )
        return payment.amount_fen + sum(recent) > self._large_fen

    def refunds(self, conversation_id: str) -> list[Refund]:
        """The customer's refunds, newest first. Raises AssuranceTooLow."""
        return self._wallet.refunds(self._proven.of(conversation_id), limit=LOOKED_THROUGH)

    def refusal(self, conversation_id: str, transaction_id: str) -> RefundRefusal | None:
        """Why the wallet would refuse this payment's refund now; None when it would take it.

        Raises AssuranceTooLow, NotFound, NotOffered.
        """
        return self._wallet.refund_refusal(self._proven.of(conversation_id), transaction_id)

    def request(
        self, conversation_id: str, transaction_id: str, reason: RefundReason, *, key: str
    ) -> Refund:
        """Ask for the whole payment back, once for each `key`.

        Raises AssuranceTooLow, NotFound, NotOffered, Conflict, Forbidden
        (`forbidden.large_refund`).
        """
        account_id = self._proven.of(conversation_id, Assurance.STEPPED_UP, Purpose.REFUND_REQUEST)
        payment = self._wallet.get_transaction(account_id, transaction_id)
        if self._is_large(account_id, payment):
            raise Forbidden("forbidden.large_refund")
        return self._wallet.request_refund(account_id, transaction_id, reason, key=key)
