"""Closing a customer's account: what stands in the way, the request, and taking it back."""

from __future__ import annotations

from kefu.core.capability import Capability
from kefu.core.clock import Clock
from kefu.core.closure import Closure, Obstacle
from kefu.core.conversation import Assurance
from kefu.core.verification import Purpose
from kefu.services.assurance import ProvenAccounts
from kefu.services.ports import Database
from kefu.services.ports.wallet import Wallet


class ClosureService:
    """A request needs a code that was sent for just that; to keep the account a login
    is enough.

    Owns its transactions: the wallet is asked outside of them.
    """

    def __init__(self, database: Database, wallet: Wallet, clock: Clock) -> None:
        self._proven = ProvenAccounts(database, clock)
        self._wallet = wallet

    def offers(self) -> bool:
        """Whether the wallet takes requests at all."""
        return self._wallet.offers(Capability.CLOSURE)

    def obstacles(self, conversation_id: str) -> list[Obstacle]:
        """What must be put in order first. Raises AssuranceTooLow, NotOffered."""
        return self._wallet.closure_obstacles(self._proven.of(conversation_id))

    def standing(self, conversation_id: str) -> Closure | None:
        """The request that stands, if any. Raises AssuranceTooLow, NotOffered."""
        return self._wallet.closure(self._proven.of(conversation_id))

    def request(self, conversation_id: str, *, key: str) -> Closure:
        """Ask to close the account.

        Raises AssuranceTooLow, NotOffered, and what the wallet refuses as Conflict.
        """
        account_id = self._proven.of(conversation_id, Assurance.STEPPED_UP, Purpose.CLOSURE)
        return self._wallet.request_closure(account_id, key=key)

    def cancel(self, conversation_id: str, *, key: str) -> Closure:
        """Keep the account after all.

        Raises AssuranceTooLow, NotOffered, and Conflict without a request.
        """
        account_id = self._proven.of_login_or_code(conversation_id, Purpose.CLOSURE)
        return self._wallet.cancel_closure(account_id, key=key)
