"""What is looked at before a message is acted on as what it seems to mean.

Comes before the first action of a turn, whichever it is. Must not know what any topic does.
"""

from __future__ import annotations

from typing import Final

from actions import (
    _afterwards,
    _answers,
    _arrival_after,
    _bereavement,
    _call_time,
    _clarify,
    _closure_obstacles,
    _complaints,
    _failure_told,
    _figures,
    _follow_ups,
    _guide_wishes,
    _held,
    _in_queue,
    _matters,
    _order,
    _paused,
    _permissions,
    _refund_after,
    _repairs,
    _talk,
    _theft_after,
    _theft_heard_of,
)
from actions._handoff import reset
from actions._past import PICTURE, Moment, TrackerEvent
from actions._turn import Turn, stop
from kefu.core.danger_words import in_danger
from kefu.core.returning_words import is_back
from kefu.nlu.acts import Act


def _welcome_back(turn: Turn) -> bool:
    """Say that nothing is lost, where nothing is under way either."""
    if not is_back(turn.text):
        return False
    turn.say("utter_service_here")
    _paused.offer_to_go_on(turn)
    return True


def _without_people(turn: Turn) -> bool:
    """Say that nobody is called, where a mere no would be heard."""
    if turn.intent not in {"deny", "cancel"} or not turn.negates_any("human_agent"):
        return False
    turn.say("utter_service_no_human")
    return True


_ASKED_WHAT_OF_FACTS: Final = ("utter_smalltalk_inform", "utter_smalltalk_inform_money")
_ASKED_WHAT: Final = (*_ASKED_WHAT_OF_FACTS, "utter_smalltalk_misunderstood")
_BETWEEN_JOURNEYS: Final = (
    _theft_heard_of.answer_beside_relatives,
    _theft_heard_of.answer_of_talk,
    _theft_heard_of.answer_of_recovery,
    _complaints.answer,
    _theft_heard_of.answer_of_no_matter,
    _failure_told.answer,
    _refund_after.answer,
    _arrival_after.answer,
    _figures.follow_up,
    _closure_obstacles.answer,
    _held.answer,
    _follow_ups.answer,
    _welcome_back,
    _without_people,
)
# The matter of words that say it in a way of their own, whatever they sound like.
_UNNAMED: Final = (
    _theft_heard_of.meant,
    *(_figures.asked_unnamed, _refund_after.asked_unnamed, _arrival_after.asked_unnamed),
    *(_theft_heard_of.named, _guide_wishes.named),
)


def instead(turn: Turn) -> list[TrackerEvent] | None:
    """What is done in place of the action; None when the action is right, having heard what of the
    message concerns it.
    """
    if told := turn.told():
        turn.hear_again(told)
        turn.set(matter_told=None)
        turn.was_given_on = True
        _matters.take_apart(turn)
        return None
    if not turn.is_first or _permissions.led_here(turn):
        return None
    if turn.entity(PICTURE) is not None and not turn.is_answer:
        turn.say("utter_service_picture_unread")
        return stop()
    if in_danger(turn.text) and _matters.is_mood(turn.intent):
        return []  # they were answered when the message came, and one voice is enough
    for events in _FIRST:
        if (done := events(turn)) is not None:
            return done
    lone = not turn.came_in_journey and not turn.is_given_on
    if lone and (done := _between_journeys(turn)) is not None:
        return done
    if (done := _clarify.ask(turn)) is not None:
        return done
    if not turn.is_answer:
        _begin(turn)
    return None


def _between_journeys(turn: Turn) -> list[TrackerEvent] | None:
    if any(answer(turn) for answer in _BETWEEN_JOURNEYS):
        return stop()
    matters = (asked_unnamed(turn) for asked_unnamed in _UNNAMED)
    if (matter := next(filter(None, matters), None)) is None:
        return None
    return _go_on_as(turn, matter)


def _bereaved(turn: Turn) -> list[TrackerEvent] | None:
    """Whoever has lost somebody is led on no journey but that of their own theft."""
    in_lane = turn.form == "theft_form" and turn.moment(turn.form) is not Moment.START
    if in_lane or not _bereavement.answer(turn):
        return None
    if turn.form is not None:
        reset(turn, turn.form)
    return stop()


def _kept_after_all(turn: Turn) -> list[TrackerEvent] | None:
    """不注销了 takes a request back that stands, and gives up nothing else."""
    if turn.form is not None or (matter := _guide_wishes.takes_back(turn)) is None:
        return None
    return _go_on_as(turn, matter)


def _go_on_as(turn: Turn, matter: str) -> list[TrackerEvent]:
    return _matters.go_on(turn, _matters.told(matter, turn.text, turn.entities, placed=True))


_FIRST: Final = (
    *(_bereaved, _clarify.chosen, _in_queue.instead, _theft_after.instead),
    *(_talk.instead, _order.instead, _call_time.instead),
    *(_kept_after_all, _refund_after.withdrawn),
    *(_afterwards.instead, _permissions.instead, _repairs.instead),
)


def _begin(turn: Turn) -> None:
    if _matters.action_for(turn.intent) is None:
        return
    _recall(turn)
    for intent in _matters.answered_first(turn):
        _answers.say(turn, intent)
    _matters.take_apart(turn)
    _follow_ups.remember(turn, turn.intent)


def _recall(turn: Turn) -> None:
    """What was told before the bot asked what it is about belongs to the answer."""
    chosen = turn.text.startswith("/")
    if not turn.said_before(*(_ASKED_WHAT if chosen else _ASKED_WHAT_OF_FACTS)):
        return
    before = next(turn.earlier(), None)
    if before is None or len(turn.matters) > 1 or turn.does(Act.REFUSES, Act.NEGATES):
        return
    said = str(before["text"]) if chosen else f"{before['text']},{turn.text}"
    facts = [*(before.get("entities") or ()), *turn.entities]
    turn.hear_again(_matters.told(turn.intent, said, facts))
