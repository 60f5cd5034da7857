"""How far either side has read while people have a conversation.

A mark stands in the log, so that it reaches every device and whoever comes later; it is written
when there was something new to read, and only then.
"""

from __future__ import annotations

from kefu.core.agent import Agent
from kefu.core.clock import Clock
from kefu.core.conversation import Conversation, Event, EventType, Owner
from kefu.services.assurance import get_conversation
from kefu.services.attending import Attending
from kefu.services.ports import UnitOfWork

# Further back nothing is looked for: it was read long ago, or never will be.
LOOK_BACK = 200


class ReadMarks:
    """What was read. `seq` is the last event of the log that was on the reader's screen."""

    def __init__(self, attending: Attending, clock: Clock) -> None:
        self._attending = attending
        self._clock = clock

    def by_agent(self, unit: UnitOfWork, conversation_id: str, agent: Agent, seq: int) -> bool:
        """The agent who has the conversation has seen it up to `seq`; True when that was news.

        Raises NotFound, Conflict (`not_your_conversation`).
        """
        return self._mark(unit, self._attending.own(unit, conversation_id, agent), "agent", seq)

    def by_customer(self, unit: UnitOfWork, conversation_id: str, seq: int) -> bool:
        """The customer has seen what the agent said up to `seq`; True when that was news. Nothing
        when no agent has the conversation. Raises NotFound.
        """
        conversation = get_conversation(unit, conversation_id, lock=True)
        if conversation.owner is not Owner.AGENT:
            return False
        return self._mark(unit, conversation, "customer", seq)

    def _mark(self, unit: UnitOfWork, conversation: Conversation, reader: str, seq: int) -> bool:
        handoff = unit.handoffs.current(conversation.id, lock=True)
        assert handoff is not None  # an agent has the conversation
        before = handoff.agent_read if reader == "agent" else handoff.customer_read
        writer = "customer" if reader == "agent" else "agent"
        start = max(before, min(seq, conversation.last_seq) - LOOK_BACK)
        read = [
            event.seq
            for event in unit.events.after(conversation.id, start, LOOK_BACK)
            if event.seq <= seq and _is_said(event, writer)
        ]
        if not read:
            return False
        if reader == "agent":
            handoff.agent_read = read[-1]
        else:
            handoff.customer_read = read[-1]
        unit.handoffs.save(handoff)
        data = {"from": reader, "up_to": read[-1]}
        unit.events.append(conversation.id, EventType.READ, data, self._clock())
        return True


def _is_said(event: Event, writer: str) -> bool:
    return event.type is EventType.MESSAGE and event.data["from"] == writer
