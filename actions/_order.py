"""先说第二个, 下一个, 还有第一个呢: which of several matters told before is to come now; and
上面那个预约的, which names a button that was offered.

It must not know what a matter is about.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from rasa_sdk.events import SlotSet

from actions import _follow_ups, _matters, _paused
from actions._answers import ANSWERS
from actions._handoff import reset
from actions._past import Message, Moment, TrackerEvent
from actions._steps import form_of
from actions._turn import REQUESTED, Turn, stop
from kefu.nlu.ordinals import NEXT, named_choice, place_in_talk

_REMEMBERED: Final = 8
# Questions to which an ordinal is an answer.
_OF_A_LIST: Final = frozenset(
    {
        *("verification_channel", "transaction_choice", "theft_statement", "refund_matter"),
        *("refund_which", "refund_payment", "refund_reason"),
    }
)


def instead(turn: Turn) -> list[TrackerEvent] | None:
    """Go on with the matter that is meant; None when none is, or when it is the present one."""
    if (chosen := _button_named(turn)) is not None:
        return _matters.go_on(turn, _matters.told(chosen, turn.text, turn.entities))
    place = place_in_talk(turn.folded)
    if place is None or turn.form == "theft_form" or turn.asked in _OF_A_LIST:
        return None
    matter = _next(turn) if place == NEXT else _told(turn, place)
    if matter is None:
        return None
    name = str(matter["intent"]["name"])
    if form_of(name) is not None and form_of(name) == turn.form:
        return None
    in_journey = turn.form is not None and turn.moment(turn.form) is not Moment.START
    if name in ANSWERS:
        turn.say(ANSWERS[name])
        _follow_ups.remember(turn, name)
        _matters.forget(turn, name)
        return [SlotSet(REQUESTED, turn.asked)] if in_journey else stop()
    if in_journey and turn.form is not None:
        _paused.pause(turn, turn.form)
        if form_of(name) is not None:
            reset(turn, turn.form)
    _matters.forget(turn, name)
    return _matters.go_on(turn, matter)


def _button_named(turn: Turn) -> str | None:
    """The matter of the one button just offered whose title has what is named; outside journeys."""
    if turn.came_in_journey or turn.form is not None:
        return None
    named = named_choice(turn.folded)
    fitting = [payload for title, payload in turn.choices_before() if named and named in title]
    if len(fitting) != 1 or not fitting[0].startswith("/"):
        return None
    intent = fitting[0][1:].partition("{")[0]
    return intent if intent == fitting[0][1:] and _matters.action_for(intent) else None


def _next(turn: Turn) -> Message | None:
    return next(iter(_matters.waiting(turn)), None)


def _told(turn: Turn, place: int) -> Message | None:
    """The matter in this place of the latest message that had several."""
    for message in islice(turn.earlier(), _REMEMBERED):
        matters = _matters.in_message(message)
        if len(matters) > 1:
            return matters[place - 1] if place <= len(matters) else None
    return None
