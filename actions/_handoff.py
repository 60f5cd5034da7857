"""Giving the conversation to a human from any action: what is known goes along,
the running form is remembered. Who waits already keeps their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import _paused
from actions._kefu import desk, read, topics, write
from actions._past import TrackerEvent
from actions._steps import declared
from actions._turn import Turn, stop
from kefu.core.handoff import Fact, FactKey, HandoffReason, Summary
from kefu.core.ticket import TicketKind
from kefu.services.places import in_words
from kefu.words.terms import term
from kefu.words.texts import texts

# Say nothing but that a human is called, and what is said instead where nobody is on duty.
_ANNOUNCE = frozenset({"utter_service_handoff", "utter_theft_handoff"})
_ALONE = {"utter_service_handoff": "utter_service_handoff_unattended"}

# Slots of the same names.
_FACTS = (
    FactKey.TRANSACTION_AMOUNT,
    FactKey.TRANSACTION_TIME,
    FactKey.TRANSACTION_MERCHANT,
    FactKey.TRANSACTION_LAST,
    FactKey.SERVICE_DESCRIPTION,
)


def hand_off(
    turn: Turn,
    reason: HandoffReason,
    response: str,
    words: Mapping[str, str | int] | None = None,
    *,
    card: dict[str, Any] | None = None,
    facts: list[Fact] | None = None,
    done: list[str] | None = None,
    pending: str = "",
) -> list[TrackerEvent]:
    """Request a human with everything known, then say so in `response`; returns the events that
    end the running form.

    The form is remembered, so that it can go on when the human gives the conversation back.
    A reported theft keeps its urgency, whatever else becomes the reason. Somebody who waits already
    and only asks again hears their place, and nothing else changes.
    """
    journey = declared(turn.form)
    if is_about_theft(turn):
        reason = HandoffReason.THEFT
    place = read(desk().handoff.place, turn.conversation_id)
    write(
        desk().handoff.request,
        turn.conversation_id,
        reason,
        Summary(
            facts=_known(turn) + (facts or []),
            done=_done(turn) + (done or []),
            pending=pending or (journey.asks.get(turn.asked or "", "") if journey else ""),
            what=journey.title if journey else "",
        ),
    )
    if place is not None and response in _ANNOUNCE:
        again = turn.said_in_a_row("utter_service_still_queued") > 0
        turn.say("utter_service_still_queued", {"place": in_words(place, again=again)})
        return []
    if journey is not None:
        _paused.pause(turn, journey.form)
    attended = place is not None or read(desk().handoff.is_attended, reason)
    if attended or response not in _ALONE:
        turn.say(response, words, card=card)
    if not attended and reason is not HandoffReason.THEFT:
        turn.say(_ALONE.get(response, "utter_service_nobody_on_duty"))
    return stop()


def give_up_place(turn: Turn) -> bool:
    """Take who waits for a human out of the queue, and say so; False when nobody waits."""
    if read(desk().handoff.place, turn.conversation_id) is None:
        return False
    turn.say("utter_service_left_queue", leaves_queue=True)
    return True


def reason_for_request(turn: Turn) -> HandoffReason:
    """Why a human is wanted: who takes up an offer does it for the offer's reason."""
    given = turn.entity("handoff_reason") or turn.offered()
    return HandoffReason(given) if given in list(HandoffReason) else HandoffReason.CUSTOMER_REQUEST


def is_about_theft(turn: Turn) -> bool:
    """Whether a theft was reported in this conversation."""
    tickets = read(topics().tickets.of_conversation, turn.conversation_id)
    return any(ticket.kind is TicketKind.THEFT_CASE for ticket in tickets)


def _known(turn: Turn) -> list[Fact]:
    return [Fact(key, str(value)) for key in _FACTS if (value := turn.slot(key))]


def _done(turn: Turn) -> list[str]:
    journey = declared(turn.form)
    if journey is None or (purpose := journey.purpose(turn)) is None:
        return []
    words = texts().desk
    if read(topics().verification.is_stepped_up, turn.conversation_id, purpose):
        return [words.done_verified.format(purpose=term(purpose))]
    return [words.done_code_sent] if turn.slot("verification_sent") else []


def reset(turn: Turn, form: str) -> None:
    """Empty the slots that belong to a form which is over."""
    journey = declared(form)
    if journey is not None:
        turn.set(**dict.fromkeys(journey.slots))
