"""转人工, 投诉 and 工单进度."""

from __future__ import annotations

from typing import Final

from actions import _clarify, _in_queue
from actions._action import KefuAction
from actions._handoff import hand_off, is_about_theft, reason_for_request
from actions._kefu import clock, desk, read
from actions._past import OFFER, TrackerEvent
from actions._tickets import visible
from actions._topics import button
from actions._turn import Turn
from kefu.core.complaint_words import Spoken, names_complaint, speaks_of_complaint
from kefu.core.handoff import HandoffReason
from kefu.core.people_words import (
    doubts_people,
    leaves_people,
    wants_machine,
    wants_people_later,
)
from kefu.core.telling_words import only_tells
from kefu.core.ticket_question_words import TicketQuestion, ticket_question
from kefu.core.waiting_words import Wish, names_people, wish_of
from kefu.nlu.acts import Act, Aspect
from kefu.words.spoken import spoken_time
from kefu.words.terms import term
from kefu.words.texts import texts

_TICKETS_SHOWN: Final = 5
# Shorter than this, words of discontent tell nothing of what went wrong.
_COMPLAINT_LENGTH: Final = 8
_ABOUT_HUMAN: Final = "utter_service_about_human"
_ABOUT_PEOPLE: Final = (Aspect.TIME, Aspect.COST, Aspect.CONSEQUENCE, Aspect.REASON)


class CallHuman(KefuAction):
    """A human, at once, from anywhere."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_service_handoff"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Request it; what was going on is kept for afterwards."""
        if turn.negates_any("human_agent") or _prefers_bot(turn):
            if not _in_queue.say_place_kept(turn):
                turn.say("utter_service_no_human")
            return []
        if _hardly_calls(turn):
            turn.set(**{OFFER: HandoffReason.CUSTOMER_REQUEST.value})
            turn.say("utter_smalltalk_affirm_people", buttons=[button("human_agent")])
            return []
        about = _only_spoken_of(turn) if turn.entity("handoff_reason") is None else None
        if about == _ABOUT_HUMAN and read(desk().handoff.place, turn.conversation_id) is not None:
            about = None  # who waits already hears their place
        if about is not None:
            turn.say(about, buttons=[button("human_agent")])
            return []
        reason = reason_for_request(turn)
        urgent = is_about_theft(turn)
        response = "utter_theft_handoff" if urgent else "utter_service_handoff"
        return hand_off(turn, reason, response)


def _hardly_calls(turn: Turn) -> bool:
    """Whether the words only sound like a call for people: none is named, asked for or offered."""
    offered = turn.entity("handoff_reason") is not None or turn.offered() is not None
    if offered or turn.is_tap or not turn.doubt or names_people(turn.folded):
        return False
    return not turn.does(Act.REQUESTS, Act.AGREES)


def _prefers_bot(turn: Turn) -> bool:
    return any(no(turn.text) for no in (_leaves, wants_machine, leaves_people))


def _leaves(text: str) -> bool:
    return wish_of(text) is Wish.LEAVE


def _only_spoken_of(turn: Turn) -> str | None:
    """What is answered to whoever asks about a human, or wants one only if need be."""
    if wants_people_later(turn.text) or only_tells(turn.text):
        return "utter_service_human_later"
    if doubts_people(turn.text):
        return _ABOUT_HUMAN
    if turn.does(Act.REQUESTS, Act.AGREES) or not turn.does(Act.ASKS):
        return None
    return _ABOUT_HUMAN if turn.asks_about(*_ABOUT_PEOPLE) else None


class Complain(KefuAction):
    """An apology and somebody who may decide."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_service_complain"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Hand off with the urgency of a complaint; a bad mood alone only when it is said again."""
        if turn.negates_any("complaint"):
            turn.say("utter_service_no_complaint")
            return []
        if (spoken := speaks_of_complaint(turn.text)) is not None:
            return _answer_of_complaint(turn, spoken)
        if turn.does(Act.ASKS) and doubts_people(turn.text) and not names_complaint(turn.text):
            turn.say(_ABOUT_HUMAN, buttons=[button("human_agent")])
            return []
        if only_tells(turn.text):
            return _answer_of_complaint(turn, Spoken.THREATENED)
        if turn.in_a_row(self.name()) == 0 and turn.intent == "complaint":
            if turn.has("says_only_impatient"):
                turn.set(**{OFFER: HandoffReason.CUSTOMER_REQUEST.value})
                turn.say("utter_service_impatient")
                return []
            if turn.has("says_not_helped") and len(turn.text) < _COMPLAINT_LENGTH:
                _clarify.say_misread(turn)
                return []
            asks_only = turn.doubt and turn.does(Act.ASKS) and not names_complaint(turn.text)
            if asks_only or not turn.has("demands_an_answer_for_it"):
                turn.set(**{OFFER: HandoffReason.COMPLAINT.value})
                turn.say("utter_service_unhappy")
                return []
        return hand_off(
            turn,
            HandoffReason.COMPLAINT,
            "utter_service_complaint",
            pending=texts().desk.pending_complaint,
        )


def _answer_of_complaint(turn: Turn, spoken: Spoken) -> list[TrackerEvent]:
    """Answer words that sound like a complaint and make none."""
    if spoken is Spoken.ASKED_ABOUT:
        turn.say("utter_service_about_complaint", buttons=[button("complaint")])
    elif spoken is Spoken.THREATENED:
        turn.set(**{OFFER: HandoffReason.COMPLAINT.value})
        turn.say("utter_service_unhappy")
    else:
        turn.say(f"utter_smalltalk_{spoken}")
    return []


class TicketStatusReport(KefuAction):
    """工单进度."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_service_report_tickets"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """The newest tickets of the account when it is proven, of this conversation otherwise."""
        if ticket_question(turn.text) is TicketQuestion.MEANING:
            turn.say("utter_service_answer_meaning")
            return []
        tickets = visible(turn)
        if not tickets:
            turn.say("utter_service_no_tickets")
            return []
        now = clock()
        lines = [
            texts().matters.ticket.format(
                number=ticket.number,
                subject=ticket.subject,
                at=spoken_time(ticket.created_at, now),
                status=term(ticket.status),
            )
            for ticket in tickets[:_TICKETS_SHOWN]
        ]
        turn.say("utter_service_tickets", {"lines": "\n".join(lines)})
        return []
