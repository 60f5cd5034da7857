"""What the database knows of a conversation. It must not know logs."""

from __future__ import annotations

from dataclasses import dataclass, field

from kefu.core.conversation import Conversation, Event, EventType, Owner
from kefu.core.handoff import Handoff
from kefu.core.notification import Notification
from kefu.core.ticket import Ticket
from kefu.core.verification import SecureInput, VerificationCode
from kefu.services.assurance import get_conversation
from kefu.services.ports import Database, UnitOfWork

PAGE = 500


@dataclass(frozen=True, slots=True)
class Records:
    """Everything stored of one conversation, each kind oldest first."""

    conversation: Conversation
    events: list[Event]
    codes: list[VerificationCode] = field(default_factory=list)
    inputs: list[SecureInput] = field(default_factory=list)
    handoffs: list[Handoff] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    notifications: list[Notification] = field(default_factory=list)

    def turns(self) -> list[Event]:
        """The events that somebody owes an answer to."""
        return [event for event in self.events if event.needs_answer]

    def after(self, seq: int) -> list[Event]:
        """The events that came later than `seq`."""
        return [event for event in self.events if event.seq > seq]

    def owner_at(self, seq: int) -> Owner:
        """Who had the conversation when event `seq` came in."""
        owner = Owner.BOT
        for event in self.events:
            if event.seq >= seq:
                break
            if event.type is EventType.STATUS and "owner" in event.data:
                owner = Owner(event.data["owner"])
        return owner


def read(database: Database, conversation_id: str) -> Records:
    """The records of a conversation, all of the same instant. Raises NotFound."""
    with database.read() as unit:
        return Records(
            conversation=get_conversation(unit, conversation_id),
            events=_events(unit, conversation_id),
            codes=unit.codes.of(conversation_id),
            inputs=unit.secure_inputs.of(conversation_id),
            handoffs=unit.handoffs.of(conversation_id),
            tickets=unit.tickets.of(conversation_id=conversation_id),
            notifications=unit.notifications.of(conversation_id),
        )


def _events(unit: UnitOfWork, conversation_id: str) -> list[Event]:
    events: list[Event] = []
    while page := unit.events.after(conversation_id, events[-1].seq if events else 0, PAGE):
        events += page
    return events
