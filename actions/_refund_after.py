"""What is asked in few words behind a refund that was told (那什么时候到, 那唯品会的呢), and what
asks after one in words that nobody understood.

What it was is asked of the wallet again. Must not know how a refund is asked for.
"""

from __future__ import annotations

from typing import Final

from actions import _figures, _refund_told
from actions._handoff import reset
from actions._past import Moment, TrackerEvent
from actions._refund_aim import names_aim
from actions._topics import button
from actions._turn import Turn, stop
from kefu.core.money import plain_yuan
from kefu.core.refund import DisputeMatter, Refund, RefundProgress
from kefu.core.refund_words import (
    RefundQuestion,
    asks_in_general,
    asks_progress,
    matter_in,
    names_only,
    of_own_refund,
    refund_question,
    wants_back,
    withdraws_request,
)
from kefu.core.theft_words import reports_emergency
from kefu.nlu.acts import Act

_VAGUE: Final = frozenset({"out_of_scope", "inform"})
_RECORD: Final = "utter_transaction_own_record"


def answer(turn: Turn) -> bool:
    """Answer what is asked about the refund that was told last, or of another; whether it was."""
    if turn.slot("guide_topic") != _refund_told.TOPIC or turn.text.startswith("/"):
        return False
    if not _figures.is_known(turn) or reports_emergency(turn.text):
        return False
    if (other := _another(turn)) is not None:
        _refund_told.tell(turn, other)
        return True
    question = refund_question(turn.text)
    told = turn.slot("refund_told")
    refund = next((one for one in _refund_told.refunds(turn) if one.id == told), None)
    if question is None or refund is None:
        return False
    timed = _refund_told.progress(refund) is RefundProgress.UNDER_WAY
    if question is RefundQuestion.STATE or (question is RefundQuestion.TIME and not timed):
        _refund_told.tell(turn, refund)
    else:
        turn.say(f"utter_refund_told_{question}", _refund_told.facts_of(turn, refund))
    return True


def withdrawn(turn: Turn) -> list[TrackerEvent] | None:
    """Say who takes back a request that stands; None when nobody wants that of one."""
    form = turn.form
    if form is not None and turn.moment(form) is not Moment.START:
        return None
    if turn.text.startswith("/") or not withdraws_request(turn.text):
        return None
    if turn.does(Act.ASKS) or not _figures.is_known(turn) or not _refund_told.any_under_way(turn):
        return None
    turn.say("utter_refund_withdrawn_by_people", buttons=[button("human_agent")])
    if form is not None:
        reset(turn, form)
    return stop()


def _another(turn: Turn) -> Refund | None:
    """The refund of which nothing but its name, or its amount, is said."""
    named = [
        one
        for one in _refund_told.refunds(turn)
        if names_only(turn.text, one.counterparty, plain_yuan(one.amount_fen))
    ]
    return named[0] if named else None


def asked_unnamed(turn: Turn) -> str | None:
    """The matter of who asks after a refund in words read as none, or behind a record."""
    if turn.text.startswith("/") or turn.does(Act.REFUSES, Act.NEGATES, Act.STOPS):
        return None
    if turn.offered() == "refund" and (turn.has("requests_refund") or wants_back(turn.text)):
        return "refund"
    vague = turn.intent in _VAGUE
    if vague and (names_aim(turn) or (wants_back(turn.text) and turn.entity("merchant"))):
        return "refund"
    if vague and turn.entity("merchant") and matter_in(turn.text) is DisputeMatter.DUPLICATE:
        return "dispute"
    if not asks_progress(turn.text) or asks_in_general(turn.text):
        return None
    behind_record = turn.said_last(_RECORD) and refund_question(turn.text) is not None
    return "refund" if behind_record or (vague and of_own_refund(turn.text)) else None
