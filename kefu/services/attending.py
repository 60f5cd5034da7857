"""The agents' side of a hand-off: taking a conversation, talking in it, passing it on, giving it
back.
"""

from __future__ import annotations

import hashlib

from kefu.core import privacy
from kefu.core.agent import Agent
from kefu.core.clock import Clock
from kefu.core.conversation import Conversation, EventType, Owner
from kefu.core.errors import Conflict, Invalid, NotFound
from kefu.core.folding import is_blank
from kefu.core.handoff import Handoff, SkillGroup
from kefu.core.staff_text import check_for_customers
from kefu.services.assurance import get_conversation
from kefu.services.conversations.ending import Ending
from kefu.services.ownership import Ownership
from kefu.services.personal_data import PersonalDataService
from kefu.services.ports import UnitOfWork
from kefu.words.texts import texts

LOOK_BACK = 20


class Attending:
    """What agents do with conversations. An agent acts on those that are theirs (`own`)."""

    def __init__(
        self,
        ownership: Ownership,
        ending: Ending,
        personal: PersonalDataService,
        brand_domains: list[str],
        clock: Clock,
    ) -> None:
        self._ownership = ownership
        self._ending = ending
        self._personal = personal
        self._brand_domains = brand_domains
        self._clock = clock

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
        self._ownership.change(unit, conversation, Owner.AGENT)
        said = _of(texts().people.joined, agent, handoff)
        self._ownership.tell(unit, conversation, said, agent=_badge(agent))
        return conversation

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

    def say(
        self, unit: UnitOfWork, conversation_id: str, agent: Agent, client_id: str, text: str
    ) -> int:
        """An agent's words to the customer; returns their `seq`. The same `client_id` again changes
        nothing.

        The one door for what staff say, whatever desk they sit at: personal data in it is masked,
        and what only looks like a reference of this conversation loses its brackets.
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
        quoted = self._personal.quoted(unit, conversation_id, text)
        check_for_customers(text, self._brand_domains, before, quoted)
        handoff = unit.handoffs.current(conversation_id, lock=True)
        if handoff is not None and handoff.first_reply_at is None:
            handoff.first_reply_at = now
            unit.handoffs.save(handoff)
        data = {
            "from": "agent",
            "text": self._personal.scrub_of_staff(unit, conversation_id, text),
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
        self._ownership.change(unit, conversation, Owner.QUEUED)
        self._ownership.tell_place(unit, conversation, handoff, said)

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
        self._ownership.give_to_bot(
            unit, conversation, _of(texts().people.returned, agent, handoff)
        )

    def close(self, unit: UnitOfWork, conversation_id: str, agent: Agent) -> None:
        """The agent ends the conversation."""
        self.own(unit, conversation_id, agent)
        handoff = unit.handoffs.current(conversation_id)
        self._ending.close(unit, conversation_id, said=_of(texts().people.closed, agent, handoff))


def _badge(agent: Agent) -> dict[str, str]:
    return {"display_name": agent.display_name}


def _of(sentence: str, agent: Agent, handoff: Handoff | None) -> str:
    """A sentence about an agent who serves."""
    group = handoff.skill_group if handoff else SkillGroup.SERVICE
    return sentence.format(agent=texts().people.name(agent, group))
