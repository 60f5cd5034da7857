"""Passing a conversation to a human and back: a change of owner with everything the bot learned."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from kefu.core import privacy
from kefu.core.agent import Agent
from kefu.core.clock import Clock
from kefu.core.conversation import Conversation, EventType, Owner, check_owner_change
from kefu.core.errors import Conflict, Invalid, NotFound
from kefu.core.folding import is_blank
from kefu.core.handoff import (
    Fact,
    FactKey,
    Handoff,
    HandoffReason,
    SkillGroup,
    Summary,
    priority_of,
    skill_group_of,
)
from kefu.core.mood_words import at_least_anxious, heard_in
from kefu.core.staff_text import check_for_customers
from kefu.services.assurance import get_conversation
from kefu.services.conversations.ending import Ending
from kefu.services.conversations.log import ConversationLog
from kefu.services.places import Place, place_of
from kefu.services.ports import UnitOfWork
from kefu.services.summary import Summariser
from kefu.services.vault import new_id
from kefu.words.texts import texts

LOOK_BACK = 20
RETURN_PAYLOAD = '/inform{"handoff": "returned"}'


class HandoffService:
    """Requests, the queue, claims and returns. Ownership is changed here and nowhere else."""

    def __init__(
        self,
        log: ConversationLog,
        ending: Ending,
        summariser: Summariser,
        brand_domains: list[str],
        clock: Clock,
    ) -> None:
        self._log = log
        self._ending = ending
        self._summariser = summariser
        self._brand_domains = brand_domains
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
        summary = self._summariser.complete(unit, conversation, reason, known or Summary())
        current = unit.handoffs.current(conversation_id, lock=True)
        if current is not None:
            if priority_of(reason).rank < current.priority.rank:
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
        if current is None or priority_of(reason).rank >= current.priority.rank:
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

    def activate(self, unit: UnitOfWork, conversation: Conversation) -> bool:
        """Put a conversation whose hand-off was requested into the queue; False when none was."""
        handoff = unit.handoffs.current(conversation.id, lock=True)
        if handoff is None or conversation.owner is not Owner.BOT:
            return False
        now = self._clock()
        handoff.queued_at = handoff.seen_at = now
        unit.handoffs.save(handoff)
        self._change_owner(unit, conversation, Owner.QUEUED)
        unit.choices.close_all(conversation.id, now)
        place = place_of(unit, handoff, now)
        self._status(
            unit, conversation, position=place.position, estimated_wait=place.estimated_wait
        )
        return True

    def _change_owner(self, unit: UnitOfWork, conversation: Conversation, owner: Owner) -> None:
        check_owner_change(conversation.owner, owner)
        conversation.owner = owner
        if owner is not Owner.AGENT:
            conversation.agent_id = None
        unit.conversations.save(conversation)

    def _status(
        self, unit: UnitOfWork, conversation: Conversation, said: str = "", **more: Any
    ) -> None:
        """Tell who answers now, in the words `said` too if there are any."""
        status = (EventType.STATUS, {"owner": conversation.owner.value, **more})
        spoken = (EventType.MESSAGE, {"from": "system", "text": said})
        entries = [status, spoken] if said else [status]
        unit.events.append_many(conversation.id, entries, self._clock())

    def place(self, unit: UnitOfWork, conversation_id: str) -> Place | None:
        """The customer's place in the queue now; None when not waiting."""
        handoff = unit.handoffs.current(conversation_id)
        if handoff is None or handoff.queued_at is None or handoff.claimed_at is not None:
            return None
        return place_of(unit, handoff, self._clock())

    # at the desk

    def claim(self, unit: UnitOfWork, conversation_id: str, agent: Agent) -> Conversation:
        """Give the conversation to the agent. Raises NotFound, Conflict (`already_claimed`)."""
        now = self._clock()
        conversation = get_conversation(unit, conversation_id, lock=True)
        handoff = unit.handoffs.current(conversation_id, lock=True)
        if handoff is None or not agent.sees(handoff.skill_group):
            raise NotFound("conversation_not_found.queue")
        if conversation.owner is not Owner.QUEUED or not unit.handoffs.claim(
            handoff.id, agent.id, now
        ):
            raise Conflict("already_claimed")
        conversation.agent_id = agent.id
        self._change_owner(unit, conversation, Owner.AGENT)
        said = _of(texts().people.joined, agent, handoff)
        self._status(unit, conversation, said, agent=_badge(agent))
        return conversation

    def take_back(self, unit: UnitOfWork, conversation_id: str, agent_id: str) -> bool:
        """Put a conversation of an agent who is gone at the head of the queue, and say so; False
        when it is not theirs any more.
        """
        conversation = get_conversation(unit, conversation_id, lock=True)
        handoff = unit.handoffs.current(conversation_id, lock=True)
        agent = unit.agents.get(agent_id)
        if handoff is None or agent is None or conversation.agent_id != agent_id:
            return False
        self._requeue(
            unit,
            conversation,
            handoff,
            done=_of(texts().people.done_agent_gone, agent, handoff),
            said=_of(texts().people.agent_gone, agent, handoff),
        )
        return True

    def transfer(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        agent: Agent,
        skill_group: SkillGroup,
        note: str = "",
    ) -> None:
        """Pass the conversation on to the people of a group, at the head of their queue, and say
        so. The `note`, masked, is for whoever takes it. Raises Conflict, NotFound.
        """
        conversation = self.own(unit, conversation_id, agent)
        handoff = unit.handoffs.current(conversation_id, lock=True)
        assert handoff is not None  # an agent has it
        words, name = texts().people, texts().people.name(agent, handoff.skill_group)
        handoff.skill_group = skill_group
        done = words.done_transferred if note else words.done_transferred_without_note
        self._requeue(
            unit,
            conversation,
            handoff,
            done=done.format(agent=name, note=privacy.scrub(note).text),
            said=words.transferred.format(agent=name, group=words.titles.of(skill_group)),
        )

    def _requeue(
        self,
        unit: UnitOfWork,
        conversation: Conversation,
        handoff: Handoff,
        *,
        done: str,
        said: str,
    ) -> None:
        now = self._clock()
        handoff.returned_from, handoff.returned_at = handoff.agent_id, now
        handoff.claimed_at = handoff.agent_id = handoff.asleep_at = None
        handoff.seen_at = now
        handoff.summary = {**handoff.summary, "done": [*handoff.summary["done"], done]}
        unit.handoffs.save(handoff)
        self._change_owner(unit, conversation, Owner.QUEUED)
        place = place_of(unit, handoff, now)
        self._status(
            unit, conversation, said, position=place.position, estimated_wait=place.estimated_wait
        )

    def say(
        self, unit: UnitOfWork, conversation_id: str, agent: Agent, client_id: str, text: str
    ) -> int:
        """An agent's words to the customer; returns their `seq`. The same `client_id` again changes
        nothing.

        The one door for what staff say, whatever desk they sit at: personal data in it is masked.
        Raises Invalid when it is empty or unfit for customers (`check_for_customers`), also
        together with what was said just before.
        """
        if is_blank(text):
            raise Invalid("empty_text")
        now = self._clock()
        conversation = self.own(unit, conversation_id, agent)
        # Apart from every customer's and every other agent's, and within the column's width.
        scoped = hashlib.sha256(f"{agent.id}/{client_id}".encode()).hexdigest()
        earlier = unit.events.by_client_id(conversation_id, scoped)
        if earlier is not None:
            return earlier.seq
        before = self._said_before(unit, conversation)
        check_for_customers(text, self._brand_domains, before)
        handoff = unit.handoffs.current(conversation_id, lock=True)
        if handoff is not None and handoff.first_reply_at is None:
            handoff.first_reply_at = now
            unit.handoffs.save(handoff)
        data = {
            "from": "agent",
            "text": privacy.scrub(text).text,
            "agent": _badge(agent),
        }
        return unit.events.append(
            conversation.id, EventType.MESSAGE, data, now, client_id=scoped
        ).seq

    def _said_before(self, unit: UnitOfWork, conversation: Conversation) -> str:
        """What staff said last in this conversation, if it was lately."""
        since = max(0, conversation.last_seq - LOOK_BACK)
        said = [
            event.data["text"]
            for event in unit.events.after(conversation.id, since, LOOK_BACK)
            if event.type is EventType.MESSAGE and event.data.get("from") == "agent"
        ]
        return said[-1] if said else ""

    def own(
        self, unit: UnitOfWork, conversation_id: str, agent: Agent, *, lock: bool = True
    ) -> Conversation:
        """The conversation if this agent has it. Raises NotFound when it is none of their business,
        Conflict (`not_your_conversation`) when they might have had it.
        """
        conversation = get_conversation(unit, conversation_id, lock=lock)
        if conversation.owner is not Owner.AGENT or conversation.agent_id != agent.id:
            handoff = unit.handoffs.current(conversation_id)
            if handoff is None or not agent.sees(handoff.skill_group):
                raise NotFound("conversation_not_found")
            raise Conflict("not_your_conversation")
        return conversation

    def return_to_bot(
        self, unit: UnitOfWork, conversation_id: str, agent: Agent, note: str = ""
    ) -> None:
        """Hand the conversation back to the bot, which takes up what was interrupted.

        The agent's `note`, masked, is for the next human, should one be needed.
        """
        conversation = self.own(unit, conversation_id, agent)
        handoff = unit.handoffs.current(conversation_id, lock=True)
        if handoff is not None and note:
            handoff.summary = {**handoff.summary, "note": privacy.scrub(note).text}
            unit.handoffs.save(handoff)
        self._give_to_bot(unit, conversation, _of(texts().people.returned, agent, handoff))

    def leave_queue(self, unit: UnitOfWork, conversation_id: str) -> None:
        """The waiting customer prefers the bot. Raises Conflict when an agent was faster."""
        conversation = get_conversation(unit, conversation_id, lock=True)
        if conversation.owner is not Owner.QUEUED:
            raise Conflict("owner_changed")
        self._give_to_bot(unit, conversation)

    def _give_to_bot(
        self,
        unit: UnitOfWork,
        conversation: Conversation,
        said: str = "",
        *,
        signal: bool = True,
    ) -> None:
        self._end(unit, conversation.id)
        # What was said to the human is not the bot's to answer; what comes from here on is.
        conversation.answered_seq = unit.events.last_seq(conversation.id)
        self._change_owner(unit, conversation, Owner.BOT)
        self._status(unit, conversation, said)
        if signal:
            self._log.signal(unit, conversation.id, RETURN_PAYLOAD)

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
        self._status(
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
        self._give_to_bot(unit, conversation, said, signal=False)

    def _waiting(self, unit: UnitOfWork, conversation_id: str) -> Handoff | None:
        handoff = unit.handoffs.current(conversation_id, lock=True)
        waits = handoff is not None and handoff.queued_at is not None and not handoff.claimed_at
        return handoff if waits else None

    def close(self, unit: UnitOfWork, conversation_id: str, agent: Agent) -> None:
        """The agent ends the conversation."""
        self.own(unit, conversation_id, agent)
        handoff = unit.handoffs.current(conversation_id)
        self._ending.close(unit, conversation_id, said=_of(texts().people.closed, agent, handoff))

    def _end(self, unit: UnitOfWork, conversation_id: str) -> None:
        handoff = unit.handoffs.current(conversation_id, lock=True)
        if handoff is not None:
            handoff.ended_at = self._clock()
            unit.handoffs.save(handoff)


def _badge(agent: Agent) -> dict[str, str]:
    return {"display_name": agent.display_name}


def _of(sentence: str, agent: Agent, handoff: Handoff | None) -> str:
    """A sentence about an agent who serves."""
    group = handoff.skill_group if handoff else SkillGroup.SERVICE
    return sentence.format(agent=texts().people.name(agent, group))
