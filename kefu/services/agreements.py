"""By which agreements merchants charge a customer, and ending one.

Seeing them needs a logged-in customer or a code; ending one needs no more than that, for it lets no
money out and lets nobody in (docs/security.md, "What needs which proof").
"""

from __future__ import annotations

from dataclasses import dataclass

from kefu.core.account import Account
from kefu.core.agreement import Agreement, AgreementStatus, charged_twice
from kefu.core.capability import Capability
from kefu.core.clock import Clock
from kefu.core.errors import Conflict, NotFound
from kefu.core.transaction import Transaction
from kefu.core.verification import Purpose
from kefu.services.assurance import ProvenAccounts
from kefu.services.ports import Database
from kefu.services.ports.wallet import Wallet

_LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True)
class Agreements:
    """The account's agreements, and of subscriptions that charged twice in one period the two
    charges, by the agreement's id.
    """

    account: Account
    active: tuple[Agreement, ...]
    ended: tuple[Agreement, ...]
    twice: dict[str, tuple[Transaction, Transaction]]


class AgreementService:
    """Owns its transactions: the wallet is asked outside of them."""

    def __init__(self, database: Database, wallet: Wallet, clock: Clock) -> None:
        self._proven = ProvenAccounts(database, clock)
        self._wallet = wallet
        self._clock = clock

    def offers(self) -> bool:
        """Whether the wallet knows of agreements at all."""
        return self._wallet.offers(Capability.AGREEMENTS)

    def all(self, conversation_id: str) -> Agreements:
        """As the wallet has them now. Raises AssuranceTooLow, NotOffered."""
        account_id = self._proven.of(conversation_id)
        found = self._wallet.agreements(account_id)
        movements = self._wallet.transactions(account_id, limit=_LOOKED_THROUGH)
        now = self._clock()
        active = tuple(one for one in found if one.status is AgreementStatus.ACTIVE)
        pairs = {one.id: charged_twice(one, movements, now) for one in found}
        return Agreements(
            account=self._wallet.get_account(account_id),
            active=active,
            ended=tuple(one for one in found if one.status is AgreementStatus.ENDED),
            twice={id_: pair for id_, pair in pairs.items() if pair is not None},
        )

    def end(self, conversation_id: str, agreement_id: str, *, key: str) -> Agreement:
        """Let the merchant charge no more, once for each `key`; one that has ended stays so.

        Raises AssuranceTooLow, NotOffered, NotFound.
        """
        account_id = self._proven.of_login_or_code(conversation_id, Purpose.AGREEMENTS)
        try:
            return self._wallet.end_agreement(account_id, agreement_id, key=key)
        except Conflict:
            ended = self._wallet.agreements(account_id)
        found = next((one for one in ended if one.id == agreement_id), None)
        if found is None:
            raise NotFound("agreement_not_found")
        return found
