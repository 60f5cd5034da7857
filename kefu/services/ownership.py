"""Who answers a conversation: the one place where that changes, and is told."""

from __future__ import annotations

from typing import Any

from kefu.core.clock import Clock
from kefu.core.conversation import Conversation, EventType, Owner, check_owner_change
from kefu.core.english.language_words import is_english_tag
from kefu.core.handoff import Handoff
from kefu.services.conversations.log import ConversationLog
from kefu.services.places import place_of
from kefu.services.ports import UnitOfWork
from kefu.words.english import sentence

RETURN_PAYLOAD = '/inform{"handoff": "returned"}'


class Ownership:
    """Changes of owner, for those who ask for people and those who are these people."""

    def __init__(self, log: ConversationLog, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    def change(self, unit: UnitOfWork, conversation: Conversation, owner: Owner) -> None:
        """Save the conversation under its new owner. Raises Conflict where there is no way."""
        check_owner_change(conversation.owner, owner)
        if conversation.owner is Owner.AGENT:
            # What was said to the human is not the bot's to answer; what comes from here on is.
            conversation.answered_seq = unit.events.last_seq(conversation.id)
        conversation.owner = owner
        if owner is not Owner.AGENT:
            conversation.agent_id = None
        unit.conversations.save(conversation)

    def tell(
        self, unit: UnitOfWork, conversation: Conversation, said: str = "", **more: Any
    ) -> None:
        """Tell who answers now, in the words `said` too if there are any."""
        status = (EventType.STATUS, {"owner": conversation.owner.value, **more})
        if is_english_tag(conversation.locale):
            said = sentence(said)
        spoken = (EventType.MESSAGE, {"from": "system", "text": said})
        entries = [status, spoken] if said else [status]
        unit.events.append_many(conversation.id, entries, self._clock())

    def tell_place(
        self, unit: UnitOfWork, conversation: Conversation, handoff: Handoff, said: str = ""
    ) -> None:
        """Tell that the conversation waits, and at which place."""
        place = place_of(unit, handoff, self._clock())
        self.tell(
            unit, conversation, said, position=place.position, estimated_wait=place.estimated_wait
        )

    def give_to_bot(
        self,
        unit: UnitOfWork,
        conversation: Conversation,
        said: str = "",
        *,
        signal: bool = True,
    ) -> None:
        """End the hand-off; with `signal` the bot takes up what was interrupted."""
        self._end(unit, conversation.id)
        self.change(unit, conversation, Owner.BOT)
        self.tell(unit, conversation, said)
        if signal:
            self._log.signal(unit, conversation.id, RETURN_PAYLOAD)

    def _end(self, unit: UnitOfWork, conversation_id: str) -> None:
        handoff = unit.handoffs.current(conversation_id, lock=True)
        if handoff is not None:
            handoff.ended_at = self._clock()
            unit.handoffs.save(handoff)
