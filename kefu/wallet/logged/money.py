"""The topics about money: refunds, limits, fees, agreements, cards."""

from __future__ import annotations

from kefu.core.agreement import Agreement
from kefu.core.allowance import FeeRule, Limit
from kefu.core.capability import Capability
from kefu.core.card import BankCard
from kefu.core.refund import Refund, RefundReason, RefundRefusal
from kefu.services.ports.wallet import (
    AgreementRecords,
    CardRecords,
    FeeRecords,
    LimitRecords,
    RefundRecords,
    RefundRequests,
)
from kefu.wallet.logged.calls import Calls, asked, done


class LoggedMoney(Calls):
    """`RefundRecords`, `RefundRequests`, `LimitRecords`, `FeeRecords`, `AgreementRecords` and
    `CardRecords`.
    """

    def refunds(self, account_id: str, *, limit: int = 20) -> list[Refund]:
        """Also of a wallet that keeps no record of them: it has none."""
        if not self.offers(Capability.REFUND_RECORDS):
            return []
        wallet: RefundRecords = self._topic(Capability.REFUND_RECORDS)
        return asked(
            "refunds", (account_id, limit), lambda: wallet.refunds(account_id, limit=limit)
        )

    def refund_refusal(self, account_id: str, transaction_id: str) -> RefundRefusal | None:
        wallet: RefundRequests = self._topic(Capability.REFUND_REQUESTS)
        return asked(
            "refund_refusal",
            (account_id, transaction_id),
            lambda: wallet.refund_refusal(account_id, transaction_id),
        )

    def request_refund(
        self, account_id: str, transaction_id: str, reason: RefundReason, *, key: str
    ) -> Refund:
        wallet: RefundRequests = self._topic(Capability.REFUND_REQUESTS)
        return done(
            "request_refund",
            lambda: wallet.request_refund(account_id, transaction_id, reason, key=key),
        )

    def limits(self, account_id: str) -> list[Limit]:
        wallet: LimitRecords = self._topic(Capability.LIMITS)
        return asked("limits", (account_id,), lambda: wallet.limits(account_id))

    def fees(self, account_id: str) -> list[FeeRule]:
        wallet: FeeRecords = self._topic(Capability.FEES)
        return asked("fees", (account_id,), lambda: wallet.fees(account_id))

    def agreements(self, account_id: str) -> list[Agreement]:
        wallet: AgreementRecords = self._topic(Capability.AGREEMENTS)
        return asked("agreements", (account_id,), lambda: wallet.agreements(account_id))

    def end_agreement(self, account_id: str, agreement_id: str, *, key: str) -> Agreement:
        wallet: AgreementRecords = self._topic(Capability.AGREEMENTS)
        return done(
            "end_agreement", lambda: wallet.end_agreement(account_id, agreement_id, key=key)
        )

    def cards(self, account_id: str) -> list[BankCard]:
        wallet: CardRecords = self._topic(Capability.CARDS)
        return asked("cards", (account_id,), lambda: wallet.cards(account_id))

    def unbind_card(self, account_id: str, card_id: str, *, key: str) -> BankCard:
        wallet: CardRecords = self._topic(Capability.CARDS)
        return done("unbind_card", lambda: wallet.unbind_card(account_id, card_id, key=key))
