"""What is answered to the questions of whoever wants money back: which payment, why, what is wrong
with it, what there is to show; and words that turn from one wish to another.
"""

from __future__ import annotations

from typing import Final

from actions import _figures, _refund_payment, _telling
from actions._kefu import ask, topics
from actions._picked import ANOTHER
from actions._refund_aim import NONE, RefundAim, aim, is_offered
from actions._steps import DESCRIPTION_SLOTS
from actions._turn import Turn
from kefu.core.distance_words import echoes
from kefu.core.refund import DisputeMatter, RefundReason
from kefu.core.refund_words import (
    Evidence,
    RefundQuestion,
    asks_progress,
    asks_what_it_takes,
    evidence_in,
    matter_in,
    of_own_refund,
    payment_number,
    reason_in,
    refund_question,
)
from kefu.nlu.acts import Act

WISH: Final = ("refund_payment", "refund_which", "refund_reason", "refund_consent")
_TELLING: Final = frozenset({"inform", "out_of_scope", "refund", "dispute"})
_TOLD: Final = "told"


_BEFOREHAND: Final = {
    RefundQuestion.WHERE: "utter_refund_about_consequence",
    RefundQuestion.TIME: "utter_refund_about_time",
}


def asked_beforehand(turn: Turn) -> str | None:
    """The response to a few words that ask of the refund that is about to be asked for."""
    if asks_what_it_takes(turn.text):
        return "utter_refund_about_procedure"
    asked = refund_question(turn.text)
    return None if asked is None else _BEFOREHAND.get(asked)


def turns_to_progress(turn: Turn) -> bool:
    """Whether, in the middle of something else, it is asked how far a refund is."""
    if aim(turn) is RefundAim.PROGRESS or turn.intent != "refund":
        return False
    if not asks_progress(turn.text) or not of_own_refund(turn.text) or not _figures.is_known(turn):
        return False
    turn.set(**dict.fromkeys((*WISH, *DESCRIPTION_SLOTS, "transaction_shown")))
    turn.set(refund_aim=RefundAim.PROGRESS.value)
    _refund_payment.note(turn)
    return True


def take_payment(turn: Turn) -> bool:
    if not _refund_payment.choose(turn):
        return False
    ask_back_second(turn, turn.slot("refund_payment"))
    return True


def take_reason(turn: Turn) -> bool:
    if take_another(turn):
        return True
    chosen = turn.entity("refund_choice")
    if chosen in list(RefundReason):
        turn.set(refund_reason=chosen)
        return True
    if (place := _telling.place(turn, len(RefundReason))) is not None:
        turn.set(refund_reason=list(RefundReason)[place].value)
        return True
    reason = reason_in(turn.text)
    if turn.does(Act.ASKS, Act.STOPS, Act.WAITS) or not (reason or _tells_here(turn)):
        return False
    turn.set(refund_reason=(reason or RefundReason.OTHER).value)
    return True


def take_matter(turn: Turn) -> bool:
    chosen = turn.entity("refund_choice")
    if chosen not in list(DisputeMatter):
        place = _telling.place(turn, len(DisputeMatter))
        told = matter_in(turn.text)
        if place is not None:
            told = list(DisputeMatter)[place]
        elif told is None and _tells_here(turn):
            told = DisputeMatter.OTHER
        if told is None:
            return False
        chosen = told.value
    turn.set(refund_matter=chosen)
    if not turn.text.startswith("/"):
        _refund_payment.note(turn)
        _telling.note_description(turn)
    return True


def take_evidence(turn: Turn) -> bool:
    chosen = turn.entity("refund_choice")
    if chosen in list(Evidence):
        turn.set(refund_evidence=chosen)
        return True
    said = evidence_in(turn.text)
    if said is None and turn.intent == "deny":
        said = Evidence.NONE
    if said is None and not _tells_here(turn):
        return False
    if said is None:
        _telling.note_description(turn)
    turn.set(refund_evidence=said.value if said is not None else _TOLD)
    return True


def _tells_here(turn: Turn) -> bool:
    """Whether the words tell something of the matter under way, and of no other."""
    if turn.does(Act.ASKS) or echoes(turn.text):
        return False
    return turn.intent in _TELLING and _telling.tells(turn)


def take_another(turn: Turn) -> bool:
    """Whether another payment, or another reason, is meant than the one asked about."""
    payment = _refund_payment.found(turn)
    if payment is None or turn.text.startswith("/") or turn.does(Act.ASKS):
        return False
    named = turn.entity("transaction_id") or payment_number(turn.text)
    if named == payment.id:
        return turn.asked == "refund_reason" and reason_in(turn.text) is None
    if named is not None:
        turn.set(**dict.fromkeys((*DESCRIPTION_SLOTS, "refund_payment", "transaction_shown")))
        _refund_payment.take(turn, named)
        return True
    if not _refund_payment.is_meant(turn, payment):
        turn.set(**dict.fromkeys((*DESCRIPTION_SLOTS, "refund_payment", "transaction_shown")))
        if not _refund_payment.note(turn):
            turn.say("utter_refund_another")
            turn.set(refund_payment=ANOTHER)
        return True
    reason = reason_in(turn.text) if turn.asked == "refund_consent" else None
    if reason is None or not turn.does(Act.CORRECTS, Act.TELLS):
        return False
    turn.set(refund_reason=reason.value)
    return True


def ask_back_second(turn: Turn, one: str | None) -> None:
    """Turn a dispute about a payment charged twice into the wish to have the second one back."""
    if one in {None, NONE, ANOTHER} or aim(turn) is not RefundAim.DISPUTE:
        return
    if turn.slot("refund_matter") != DisputeMatter.DUPLICATE:
        return
    later = ask(topics().transactions.get, turn.conversation_id, one)
    earlier = _refund_payment.twin(turn, later)
    if earlier is None:
        turn.say("utter_refund_no_twin", _refund_payment.payment_facts(later))
        return
    if not turn.said_before("utter_refund_twice"):
        first = _refund_payment.payment_facts(earlier)["at"]
        turn.say("utter_refund_twice", {**_refund_payment.payment_facts(later), "first": first})
    turn.set(refund_aim=RefundAim.REQUEST.value, refund_reason=RefundReason.DUPLICATE.value)
    if not is_offered(turn) or _refund_payment.refusal(turn, later) is not None:
        turn.set(refund_aim=RefundAim.DISPUTE.value, refund_reason=None)
