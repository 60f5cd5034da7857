"""Topics about money that a wallet may offer besides: refunds, limits, fees, agreements, cards.

Each is whole or not there: a wallet that has one method of a topic has them all.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from kefu.core.agreement import Agreement
from kefu.core.allowance import FeeRule, Limit
from kefu.core.card import BankCard
from kefu.core.refund import Refund, RefundReason, RefundRefusal


@runtime_checkable
class RefundRecords(Protocol):
    """How far the wallet's refunds are. Agents see them beside the chat."""

    def refunds(self, account_id: str, *, limit: int = 20) -> list[Refund]:
        """The account's refunds, newest first."""
        ...


@runtime_checkable
class RefundRequests(Protocol):
    """Asking for a payment back. Nothing moves until the wallet has processed the request."""

    def refund_refusal(self, account_id: str, transaction_id: str) -> RefundRefusal | None:
        """Why a request would be refused now; None when it would be taken. Raises NotFound."""
        ...

    def request_refund(
        self, account_id: str, transaction_id: str, reason: RefundReason, *, key: str
    ) -> Refund:
        """Ask for the whole payment back.

        Raises NotFound, and Conflict (`refund_not_a_payment`, `refund_not_paid`, `refund_exists`,
        `refund_too_late`).
        """
        ...


@runtime_checkable
class LimitRecords(Protocol):
    def limits(self, account_id: str) -> list[Limit]:
        """The customer's own limits, at most one for each kind of movement."""
        ...


@runtime_checkable
class FeeRecords(Protocol):
    def fees(self, account_id: str) -> list[FeeRule]:
        """What each kind of movement costs this customer now; what is not named costs nothing."""
        ...


@runtime_checkable
class AgreementRecords(Protocol):
    """Subscriptions and password-free payments."""

    def agreements(self, account_id: str) -> list[Agreement]:
        """The account's agreements, active ones first, then the newest first."""
        ...

    def end_agreement(self, account_id: str, agreement_id: str, *, key: str) -> Agreement:
        """Let the merchant charge no more. Raises NotFound, and Conflict (`agreement_ended`)."""
        ...


@runtime_checkable
class CardRecords(Protocol):
    """Bound bank cards. Binding one needs the card's number: only the wallet's app does that."""

    def cards(self, account_id: str) -> list[BankCard]:
        """The cards that are bound now, in the order in which they were."""
        ...

    def unbind_card(self, account_id: str, card_id: str, *, key: str) -> BankCard:
        """Take a card off the account.

        Raises NotFound, and Conflict (`card_unbound`; `card_in_use` while money is on its way from
        or to it; `account_restricted`, `account_frozen`, `account_closed`).
        """
        ...
