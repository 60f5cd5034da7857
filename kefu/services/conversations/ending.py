"""The end of a conversation, and what the customer thinks of it."""

from __future__ import annotations

from kefu.core import privacy
from kefu.core.clock import Clock
from kefu.core.conversation import EventType, Owner, check_owner_change
from kefu.core.errors import Invalid
from kefu.services.assurance import get_conversation
from kefu.services.ports import UnitOfWork
from kefu.words.texts import texts


class Ending:
    """Rating and closing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def rate(self, unit: UnitOfWork, conversation_id: str, score: int, comment: str | None) -> None:
        """Keep the customer's rating (1 to 5); a later one replaces it.

        Raises Invalid for another number.
        """
        if not 1 <= score <= 5:
            raise Invalid("invalid_score")
        conversation = get_conversation(unit, conversation_id, lock=True)
        conversation.rating = score
        conversation.rating_comment = privacy.scrub(comment).text if comment else None
        unit.conversations.save(conversation)

    def close(self, unit: UnitOfWork, conversation_id: str, *, said: str | None = None) -> None:
        """End the conversation for good, with everything that was still open; doing it
        twice does it once. What is `said` tells whose end it is; the customer's if nothing.
        """
        now = self._clock()
        conversation = get_conversation(unit, conversation_id, lock=True)
        if conversation.owner is Owner.CLOSED:
            return
        check_owner_change(conversation.owner, Owner.CLOSED)
        conversation.owner = Owner.CLOSED
        unit.conversations.save(conversation)
        unit.choices.close_all(conversation.id, now)
        unit.secure_inputs.close_all(conversation.id)
        unit.codes.end_open(conversation.id, now)
        handoff = unit.handoffs.current(conversation.id, lock=True)
        if handoff is not None:
            handoff.ended_at = now
            unit.handoffs.save(handoff)
        words = said or texts().people.closed_by_customer
        unit.events.append_many(
            conversation.id,
            [
                (EventType.MESSAGE, {"from": "system", "text": words}),
                (EventType.STATUS, {"owner": Owner.CLOSED.value}),
            ],
            now,
        )
