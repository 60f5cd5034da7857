"""Questions about the failed transaction that was explained last: its reason, its money, its day.

What it was is asked of the service again. Must not know how it was found.
"""

from __future__ import annotations

from typing import Final

from actions import _described
from actions._cards import facts_of
from actions._kefu import ask, clock, topics
from actions._past import OFFER
from actions._turn import Turn
from kefu.core.failure_question_words import FailureQuestion, failure_question
from kefu.core.handoff import HandoffReason
from kefu.core.theft_words import reports_emergency
from kefu.core.transaction import FailureReason, TransactionStatus
from kefu.words.texts import texts

TOPIC: Final = "failure"
"""What is spoken of (slot `guide_topic`) once a failure was explained."""
_FACTS: Final = ("amount", "time", "merchant", "transaction_id", "transaction_choice")


def answered_last(turn: Turn) -> bool:
    """Whether the turn before this one answered such a question."""
    return turn.said_before(*(f"utter_transaction_told_{asked}" for asked in FailureQuestion))


def asked(turn: Turn) -> FailureQuestion | None:
    """What is asked about a failure; None where the words point at one by its facts."""
    if turn.entity(*_FACTS) is not None or _described.names_a_place(turn.folded):
        return None
    return failure_question(turn.text)


def answer(turn: Turn) -> bool:
    """Answer such a question; whether it was one."""
    last = turn.slot("transaction_last")
    if turn.slot("guide_topic") != TOPIC or last is None:
        return False
    question = asked(turn)
    if question is None or reports_emergency(turn.text):
        return False
    found = ask(topics().transactions.get, turn.conversation_id, last)
    if found.status is not TransactionStatus.FAILED:
        return False
    response = f"utter_transaction_told_{question}"
    if turn.said_before(response):
        turn.set(**{OFFER: HandoffReason.OUTSIDE_KNOWLEDGE.value})
        response = "utter_transaction_told_all"
    advice = texts().matters.failure_advice[found.failure_reason or FailureReason.UNKNOWN]
    turn.say(response, {**facts_of(found, clock()), "advice": advice})
    return True
