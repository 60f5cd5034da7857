"""The one check of identity: every service that touches an account asks here,
and here only the database counts.
"""

from __future__ import annotations

from datetime import datetime

from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation
from kefu.core.errors import AssuranceTooLow, NotFound
from kefu.core.verification import Purpose
from kefu.services.ports import Database, UnitOfWork


def get_conversation(unit: UnitOfWork, conversation_id: str, *, lock: bool = False) -> Conversation:
    """The conversation. Raises NotFound."""
    conversation = unit.conversations.get(conversation_id, lock=lock)
    if conversation is None:
        raise NotFound("conversation_not_found")
    return conversation


def check_assurance(
    unit: UnitOfWork,
    conversation_id: str,
    needed: Assurance,
    now: datetime,
    *,
    purpose: Purpose | None = None,
) -> tuple[Conversation, str]:
    """The conversation and the account that it has proven to the `needed` level.

    Raises AssuranceTooLow, which tells a verification that has run out from none at all.

    With a `purpose`, the verified code must have been sent for just that.
    """
    conversation = get_conversation(unit, conversation_id)
    if conversation.assurance(now) < needed or conversation.account_id is None:
        if conversation.has_run_out(now, purpose):
            raise AssuranceTooLow("assurance_too_low.expired")
        raise AssuranceTooLow()
    if purpose is not None and conversation.stepped_up_for is not purpose:
        raise AssuranceTooLow()
    return conversation, conversation.account_id


def is_logged_in(unit: UnitOfWork, conversation_id: str) -> bool:
    """Whether the channel itself has proven who this is, without any code."""
    return get_conversation(unit, conversation_id).base_assurance >= Assurance.LOGGED_IN


class ProvenAccounts:
    """Whose account a conversation has proven, for services that ask the wallet: looked up in a
    transaction of its own, so that the wallet is asked outside of one.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(
        self,
        conversation_id: str,
        needed: Assurance = Assurance.LOGGED_IN,
        purpose: Purpose | None = None,
    ) -> str:
        """The account's id; `needed` and `purpose` as in `check_assurance`.

        Raises AssuranceTooLow.
        """
        with self._database.read() as unit:
            _, account_id = check_assurance(
                unit, conversation_id, needed, self._clock(), purpose=purpose
            )
        return account_id

    def of_login_or_code(self, conversation_id: str, purpose: Purpose) -> str:
        """The account's id, of whoever is logged in or gave a code for just that.

        Raises AssuranceTooLow: a code for something else lets its holder see, and do nothing.
        """
        with self._database.read() as unit:
            logged_in = is_logged_in(unit, conversation_id)
        if logged_in:
            return self.of(conversation_id)
        return self.of(conversation_id, Assurance.STEPPED_UP, purpose)
