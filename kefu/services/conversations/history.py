"""The conversations that a customer had before this one: only what has ended, and only for whoever
is logged in or has proven the account. It is read as it was stored, masked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation, Event, EventType, Owner
from kefu.core.errors import AssuranceTooLow, NotFound
from kefu.services.assurance import check_assurance
from kefu.services.ports import UnitOfWork

SHOWN = 50
TITLE_LENGTH = 40
LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Earlier:
    """An ended conversation: from when to when, and the customer's own first words in it."""

    id: str
    began_at: datetime
    ended_at: datetime
    title: str


class History:
    """Reads only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def earlier(
        self, unit: UnitOfWork, conversation_id: str, device: str | None = None
    ) -> list[Earlier]:
        """The ended conversations of the account that is known here, newest first. Those in which
        the customer said nothing are left out. Raises AssuranceTooLow.
        """
        account_id = self._account(unit, conversation_id, device)
        found = []
        for other in unit.conversations.of_account(account_id, SHOWN):
            if _is_earlier(other, account_id):
                title = _first_words(unit.events.after(other.id, 0, LOOKED_AT))
                if title is not None:
                    found.append(Earlier(other.id, other.created_at, other.updated_at, title))
        return found

    def events(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        earlier_id: str,
        after: int,
        limit: int,
        device: str | None = None,
    ) -> list[Event]:
        """What was said in one of them. Raises AssuranceTooLow, NotFound for any other."""
        account_id = self._account(unit, conversation_id, device)
        other = unit.conversations.get(earlier_id)
        if other is None or not _is_earlier(other, account_id):
            raise NotFound("conversation_not_found")
        return unit.events.after(earlier_id, after, limit)

    def _account(self, unit: UnitOfWork, conversation_id: str, device: str | None) -> str:
        now = self._clock()
        conversation, account_id = check_assurance(unit, conversation_id, Assurance.LOGGED_IN, now)
        only_by_code = conversation.base_assurance < Assurance.LOGGED_IN
        if only_by_code and conversation.is_stepped_up_elsewhere(device, now):
            raise AssuranceTooLow()
        return account_id


def _is_earlier(conversation: Conversation, account_id: str) -> bool:
    return conversation.account_id == account_id and conversation.owner is Owner.CLOSED


def _first_words(events: list[Event]) -> str | None:
    for event in events:
        if event.type is EventType.MESSAGE and event.data["from"] == "customer":
            return str(event.data["text"])[:TITLE_LENGTH]
    return None
