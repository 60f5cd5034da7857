"""What the theft lane hears that is no answer: warnings that are due, more of the same story, other
matters that wait. Nothing of it leads out of the lane.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from actions import _matters, _theft_case, _theft_lane, _theft_statement, _theft_told
from actions._answers import ANSWERS
from actions._clarify import THEFT_SHARE
from actions._steps import form_of
from actions._theft_state import say_whether_it_can
from actions._turn import Turn
from kefu.core.accepted_words import fears_link
from kefu.core.frozen_words import speaks_of_lifting
from kefu.core.owning_words import disowns
from kefu.core.recovery_swindle_words import has_not_paid, offers_recovery
from kefu.core.reply_words import leaves_open
from kefu.core.sigh_words import sighs
from kefu.core.swindler_words import is_called_again, is_pressed, tells_of_swindler
from kefu.core.taking_back_words import finds_nothing_missing
from kefu.core.theft_words import (
    is_named,
    is_still_in_touch,
    reports_emergency,
    reports_loss,
)
from kefu.nlu.acts import Act
from kefu.words.texts import texts

# In how many messages before a freeze is declined nothing may have been found missing.
_LATELY: Final = 8
_RECOVERY: Final = "utter_theft_recovery_swindle"
# 我睡着了都, 我有二次验证的 sound like a question of these and ask nothing.
_EXPLAINED: Final = frozenset({*ANSWERS, "two_factor", "security_advice"})


def take_aside(turn: Turn) -> bool:
    """Hear everything else that is no answer and must not lead out: doubt, more of the same story,
    other matters; whether it was any of it.
    """
    if warn(turn) or calm(turn):
        return True
    if leaves_open(turn.text):
        turn.say("utter_theft_recommended")
        return True
    if _theft_lane.leaves_queue(turn):
        turn.say("utter_theft_not_queued")
        return True
    if answer(turn):
        return True
    if reports_loss(turn.text):
        turn.say("utter_theft_without_phone")
        return True
    if _theft_lane.doubts(turn) or turn.does(Act.WAITS):
        _theft_lane.say_patience(turn)
        return True
    if _theft_lane.was_misread(turn):
        turn.say("utter_smalltalk_misunderstood_in_theft")
        return True
    if reports_emergency(turn.text) or disowns(turn.text) or turn.intent == "account_stolen":
        note(turn)
        return True
    return _keep_for_later(turn)


def answer(turn: Turn) -> bool:
    """Answer a question about the case, or about the freeze; whether it was one."""
    return (
        _theft_case.tell_what_it_holds(turn)
        or _theft_case.tell_number(turn)
        or _theft_lane.answer(turn)
    )


def note_another(turn: Turn) -> bool:
    """Keep a payment that is disowned beside the listed ones; whether it was one."""
    if not _theft_statement.disowns_another(turn):
        return False
    note(turn)
    return True


def note(turn: Turn) -> None:
    """Put it into the case and say so, and name the facts among it."""
    if not _theft_told.acknowledge(turn):
        if not _theft_told.holds(turn):
            _theft_told.add(turn)
        turn.say("utter_theft_noted")


def only_fears(turn: Turn) -> bool:
    """Whether nothing is told but that a link was opened, and that nothing is missing."""
    told = _theft_told.told(turn)
    if told.amount_fen is not None or not fears_link(told.report):
        return False
    before = islice(turn.earlier(), _LATELY)
    return any(finds_nothing_missing(message["text"] or "") for message in before)


def struck(turn: Turn) -> bool:
    """Whether somebody who reports a swindler tells that they did as they were told: 已经念了."""
    if turn.does(Act.ASKS) or not tells_of_swindler(turn.text):
        return False
    return any(c["name"] == "account_stolen" and c["confidence"] >= THEFT_SHARE for c in turn.doubt)


def calm(turn: Turn) -> bool:
    """Warn somebody whom the swindler is talking to, or answer a sigh; whether it was either."""
    if is_called_again(turn.text) or is_still_in_touch(turn.text):
        return warn(turn)
    if not sighs(turn.text):
        return False
    turn.say("utter_theft_calm")
    return True


def warn(turn: Turn) -> bool:
    """Warn somebody whom the swindler is talking to right now; whether it is so."""
    if is_called_again(turn.text):
        _theft_told.add(turn)
        turn.say("utter_theft_swindler_again")
        return True
    if is_still_in_touch(turn.text):
        turn.say("utter_theft_hang_up")
        return True
    if warn_of_recovery(turn):
        return True
    if is_pressed(turn.text):
        turn.say("utter_theft_pay_nothing")
        return True
    return False


def hears_of_recovery(turn: Turn) -> bool:
    """Whether somebody offers to get the money back for a fee, or that fee was not paid yet."""
    kept = turn.said_before(_RECOVERY) and has_not_paid(turn.text)
    return kept or offers_recovery(turn.text)


def warn_of_recovery(turn: Turn) -> bool:
    """Warn a victim of who offers to get the money back for a fee; whether it was told of."""
    if not hears_of_recovery(turn):
        return False
    if offers_recovery(turn.text) and not _theft_told.holds(turn):
        _theft_told.add(turn)
    turn.say(_RECOVERY)
    return True


def _keep_for_later(turn: Turn) -> bool:
    """Let other matters wait; whether it was one."""
    form = form_of(turn.intent)
    if form is None or form == _theft_lane.FORM:
        return form is not None or _only_tells(turn)
    if turn.intent == "unfreeze_account" and not speaks_of_lifting(turn.text):
        return say_whether_it_can(turn)
    if turn.intent in _theft_lane.OF_THEFT or not is_named(turn.intent, turn.text):
        note(turn)
        return True
    _matters.keep(turn)
    turn.say("utter_theft_others_wait", {"topic": texts().topics.name(turn.intent)})
    return True


def _only_tells(turn: Turn) -> bool:
    """Keep what sounds like a question of another matter and asks nothing: 收款人叫张三."""
    if turn.intent not in _EXPLAINED or turn.does(Act.ASKS, Act.REQUESTS):
        return False
    note(turn)
    return True
