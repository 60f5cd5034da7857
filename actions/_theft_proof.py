"""How somebody who was robbed proves who they are: their phone may be in other hands, and so may
their code.

It must not know what is frozen, nor how.
"""

from __future__ import annotations

from typing import Final

from actions import _theft_lane, _theft_told, _verification
from actions._turn import Turn
from kefu.core.freeze_words import Freezing, wants_stopped
from kefu.core.swindler_words import awaits_code, cannot_prove, is_controlled, lacks_mailbox
from kefu.core.theft_question_words import TheftQuestion
from kefu.core.theft_words import reports_loss
from kefu.core.verification import CodeChannel
from kefu.nlu.acts import Act

LOSS: Final = "device_lost"
"""Why the lane was begun: phone or number are lost."""
_WITHOUT_PHONE: Final = "utter_theft_without_phone"


def is_possible(turn: Turn) -> bool:
    """Whether a code can prove it; says so where it cannot."""
    circles = _gets_no_code(turn)
    if circles:
        turn.say("utter_theft_no_code_then_people")
    if is_controlled(turn.text):
        turn.say("utter_theft_phone_controlled")
    return not (circles or cannot_prove(turn.text))


def hear(turn: Turn) -> bool:
    """Take an answer of the verification; facts of the theft are no wrong number. To a phone that
    is in other hands no code goes unless it is asked for: the mailbox gets it.
    """
    named = turn.entity("phone_number", "email") is not None
    to_lost_phone = turn.slot("theft_reason") == LOSS and "@" not in turn.text
    if named and to_lost_phone and not turn.said_before(_WITHOUT_PHONE):
        turn.say(_WITHOUT_PHONE)
    if _theft_lane.question_of(turn) in _theft_lane.OF_VICTIMS_ALONE:
        return _theft_lane.answer(turn)  # though a time is told in it
    if turn.asked == "verification_account" and not named:
        if _theft_told.acknowledge(turn):
            return True
        if not _verification.tries_to_name_account(turn):
            return False
    heard = _verification.hear(turn)
    if named and to_lost_phone:
        turn.set(verification_channel=CodeChannel.EMAIL.value)
    return heard


def _gets_no_code(turn: Turn) -> bool:
    """Whether no code comes to who has lost the phone, and no other way is named: nobody is led
    around in that circle.
    """
    if turn.asked != "verification_passed" or turn.slot("theft_reason") != LOSS:
        return False
    if lacks_mailbox(turn.text):
        return True
    if _verification.names_way(turn):
        return False
    if awaits_code(turn.text) and not turn.does(Act.NO_SUCCESS):
        return False
    misses = turn.intent == "verification_code_not_received" or turn.has("misses_code")
    wants = _theft_lane.wish_of(turn) in {Freezing.WANTED, Freezing.WANTED_PERHAPS}
    asks = _theft_lane.question_of(turn) is TheftQuestion.NEXT
    return misses or wants or asks or wants_stopped(turn.text) or reports_loss(turn.text)
