"""Asking for a human, with everything the bot learned, and waiting for one."""

from __future__ import annotations

from datetime import datetime

from kefu.core.clock import Clock
from kefu.core.conversation import Conversation, Owner
from kefu.core.errors import Conflict
from kefu.core.handoff import (
    Fact,
    FactKey,
    Handoff,
    HandoffReason,
    Summary,
    priority_of,
    skill_group_of,
)
from kefu.core.mood_words import at_least_anxious, heard_in
from kefu.services.assurance import get_conversation
from kefu.services.ownership import Ownership
from kefu.services.places import Place, is_attended, place_of
from kefu.services.ports import UnitOfWork
from kefu.services.summary import Summariser
from kefu.services.vault import new_id
from kefu.words.texts import texts


class HandoffService:
    """Requests and the places in the queue that follow from them; what agents do then is
    `Attending`.
    """

    def __init__(self, ownership: Ownership, summariser: Summariser, clock: Clock) -> None:
        self._ownership = ownership
        self._summariser = summariser
        self._clock = clock

    # towards the human

    def request(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        reason: HandoffReason,
        known: Summary | None = None,
    ) -> Handoff:
        """Ask for a human. The owner changes when the bot has finished its turn (`activate`).

        Asking again while one is open raises its urgency if the new reason is more urgent, and
        keeps its place. `known` is what the dialogue learned; the rest is derived.
        """
        conversation = get_conversation(unit, conversation_id, lock=True)
        if conversation.owner is Owner.CLOSED:
            raise Conflict("conversation_closed")
        current = unit.handoffs.current(conversation_id, lock=True)
        if current is not None and current.reason is HandoffReason.DANGER:
            reason = current.reason  # nothing else is read first from now on
        summary = self._summariser.complete(unit, conversation, reason, known or Summary())
        if current is not None:
            if current.gives_way_to(reason):
                current.reason, current.priority = reason, priority_of(reason)
                current.skill_group = skill_group_of(reason)
            current.summary = summary.as_dict()
            unit.handoffs.save(current)
            return current
        earlier = unit.handoffs.latest(conversation_id)
        if earlier is not None and earlier.summary.get("note"):
            summary.done.append(texts().desk.earlier_note.format(note=earlier.summary["note"]))
        handoff = Handoff(
            id=new_id("ho"),
            conversation_id=conversation_id,
            reason=reason,
            skill_group=skill_group_of(reason),
            priority=priority_of(reason),
            summary=summary.as_dict(),
            requested_at=self._clock(),
        )
        unit.handoffs.add(handoff)
        return handoff

    def make_urgent(self, unit: UnitOfWork, conversation_id: str, reason: HandoffReason) -> None:
        """Raise the open hand-off to a more urgent `reason` that has come up since; nothing when
        there is none, or no need.
        """
        current = unit.handoffs.current(conversation_id)
        if current is None or not current.gives_way_to(reason):
            return
        # What was collected stays; the rest is written anew.
        known = Summary(
            facts=[
                Fact(**fact)
                for fact in current.summary["facts"]
                if fact["key"] != FactKey.TICKET  # the summariser adds the tickets itself
            ],
            done=current.summary["done"],
            pending=current.summary["pending"],
        )
        self.request(unit, conversation_id, reason, known)

    def hear(self, unit: UnitOfWork, conversation: Conversation, text: str) -> None:
        """Note how somebody sounds who waits for people or talks to them."""
        if conversation.owner not in {Owner.QUEUED, Owner.AGENT}:
            return
        heard = heard_in(text)
        handoff = unit.handoffs.current(conversation.id, lock=True) if heard else None
        if heard is None or handoff is None:
            return
        mood = at_least_anxious(heard) if handoff.reason is HandoffReason.THEFT else heard
        if handoff.summary.get("mood") != mood:
            handoff.summary = {**handoff.summary, "mood": mood.value}
            unit.handoffs.save(handoff)

    def activate(
        self, unit: UnitOfWork, conversation: Conversation, *, keeps_choices: bool = False
    ) -> bool:
        """Put a conversation whose hand-off was requested into the queue; False when none was. What
        was offered before is over, unless it was offered with the hand-off.
        """
        handoff = unit.handoffs.current(conversation.id, lock=True)
        if handoff is None or conversation.owner is not Owner.BOT:
            return False
        now = self._clock()
        handoff.queued_at = handoff.seen_at = now
        unit.handoffs.save(handoff)
        self._ownership.change(unit, conversation, Owner.QUEUED)
        if not keeps_choices:
            unit.choices.close_all(conversation.id, now)
        self._ownership.tell_place(unit, conversation, handoff)
        return True

    def keep_up(self, unit: UnitOfWork, conversation: Conversation) -> None:
        """Let whoever claims the waiting customer read what was said and opened since."""
        handoff = self._waiting(unit, conversation.id)
        if handoff is not None:
            handoff.summary = self._summariser.renewed(unit, conversation, handoff.summary)
            unit.handoffs.save(handoff)

    def is_attended(self, unit: UnitOfWork, reason: HandoffReason) -> bool:
        """Whether somebody is at the desk who serves for this reason."""
        return is_attended(unit, skill_group_of(reason), self._clock())

    def place(self, unit: UnitOfWork, conversation_id: str) -> Place | None:
        """The customer's place in the queue now; None when not waiting."""
        handoff = unit.handoffs.current(conversation_id)
        if handoff is None or handoff.queued_at is None or handoff.claimed_at is not None:
            return None
        return place_of(unit, handoff, self._clock())

    def waits_for(self, unit: UnitOfWork, conversation_id: str, reason: HandoffReason) -> bool:
        """Whether the customer waits for people, called for this reason."""
        handoff = unit.handoffs.current(conversation_id)
        return handoff is not None and handoff.claimed_at is None and handoff.reason is reason

    def leave_queue(
        self, unit: UnitOfWork, conversation_id: str, *, was_told: bool = False
    ) -> None:
        """The waiting customer prefers the bot, and is told that the place is given up, unless the
        bot has said so. Raises Conflict when an agent was faster.
        """
        conversation = get_conversation(unit, conversation_id, lock=True)
        if conversation.owner is not Owner.QUEUED:
            raise Conflict("owner_changed")
        said = "" if was_told else texts().people.left_queue
        self._ownership.give_to_bot(unit, conversation, said, signal=not was_told)

    def put_to_sleep(self, unit: UnitOfWork, conversation_id: str, left_before: datetime) -> bool:
        """The waiting customer has not been there since `left_before`: the place is kept, and
        nobody waits behind it. False when they wait no longer, or were seen since.
        """
        get_conversation(unit, conversation_id, lock=True)
        handoff = self._waiting(unit, conversation_id)
        if handoff is None or handoff.asleep_at is not None:
            return False
        if handoff.seen_at is not None and handoff.seen_at > left_before:
            return False
        handoff.asleep_at = self._clock()
        unit.handoffs.save(handoff)
        return True

    def wake(self, unit: UnitOfWork, conversation_id: str) -> bool:
        """The customer is back, to the place that was kept, and is told so; False when no place
        slept.
        """
        conversation = get_conversation(unit, conversation_id, lock=True)
        handoff = self._waiting(unit, conversation_id)
        if handoff is None or handoff.asleep_at is None:
            return False
        now = self._clock()
        handoff.asleep_at, handoff.seen_at = None, now
        unit.handoffs.save(handoff)
        place = place_of(unit, handoff, now)
        self._ownership.tell(
            unit,
            conversation,
            texts().people.welcome_back.format(position=place.position),
            position=place.position,
            estimated_wait=place.estimated_wait,
        )
        return True

    def sleeping(
        self, unit: UnitOfWork, conversation_id: str, left_before: datetime
    ) -> Handoff | None:
        """The hand-off whose place sleeps, locked, if the customer was not seen after
        `left_before`.
        """
        get_conversation(unit, conversation_id, lock=True)
        handoff = self._waiting(unit, conversation_id)
        if handoff is None or handoff.asleep_at is None:
            return None
        seen = handoff.seen_at
        return None if seen is not None and seen > left_before else handoff

    def give_up_waiting(self, unit: UnitOfWork, conversation_id: str, said: str) -> None:
        """The place of one who did not come back ends, in the words `said`; the bot is there for
        them.
        """
        conversation = get_conversation(unit, conversation_id, lock=True)
        self._ownership.give_to_bot(unit, conversation, said, signal=False)

    def _waiting(self, unit: UnitOfWork, conversation_id: str) -> Handoff | None:
        handoff = unit.handoffs.current(conversation_id, lock=True)
        waits = handoff is not None and handoff.queued_at is not None and not handoff.claimed_at
        return handoff if waits else None
