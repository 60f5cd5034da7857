"""Whoever takes a complaint back hears what there is of one; only people withdraw it.

Comes before the rule of any intent. Must not know how a complaint is made.
"""

from __future__ import annotations

from typing import Final

from actions._kefu import desk, read
from actions._tickets import visible
from actions._topics import button
from actions._turn import Turn
from kefu.core.complaint_words import takes_back_complaint
from kefu.core.handoff import HandoffReason
from kefu.core.ticket import TicketKind, TicketStatus

_ORDINARY: Final = frozenset(TicketKind) - {TicketKind.THEFT_CASE, TicketKind.FREEZE}


def answer(turn: Turn) -> bool:
    """Say whether one is open and who withdraws it; whether that was wanted."""
    if not takes_back_complaint(turn.text):
        return False
    if read(desk().handoff.waits_for, turn.conversation_id, HandoffReason.COMPLAINT):
        turn.say("utter_service_complaint_waits")
        return True
    for ticket in visible(turn):
        if ticket.status is TicketStatus.OPEN and ticket.kind in _ORDINARY:
            turn.say(
                "utter_service_complaint_open",
                {"number": ticket.number, "subject": ticket.subject},
                buttons=[button("human_agent")],
            )
            return True
    turn.say("utter_service_complaint_none")
    return True
