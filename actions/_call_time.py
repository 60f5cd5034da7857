"""改成四点, 明天下午三点吧: a time for the call that has been asked for in this conversation.

It must not know when anybody calls.
"""

from __future__ import annotations

from typing import Final

from actions._kefu import read, topics
from actions._past import TrackerEvent
from actions._topics import button
from actions._turn import Turn, stop
from kefu.core.reserve_words import only_names_time
from kefu.words.texts import texts

_CALL: Final = "callback_request"


def instead(turn: Turn) -> list[TrackerEvent] | None:
    """Say how the time of a filed call is changed; None where none was filed, or more is said."""
    if turn.came_in_journey or not only_names_time(turn.text):
        return None
    title = texts().topics.name(_CALL)
    tickets = read(topics().tickets.of_conversation, turn.conversation_id)
    if not any(ticket.subject == title for ticket in tickets):
        return None
    turn.say("utter_service_call_time", buttons=[button("human_agent"), button(_CALL)])
    return stop()
