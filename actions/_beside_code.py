"""What is asked of something else while somebody proves who they are: answered in a sentence where
it needs no proof or the proof is there, else put off until the code was given. The step stands.
"""

from __future__ import annotations

from typing import Final

from actions import _agreements, _answers, _figures, _hearing, _matters, _permissions, _refund_told
from actions._bound_cards import card_lines
from actions._helps import shown
from actions._kefu import ask, topics
from actions._steps import Declaration, declared, form_of
from actions._turn import Turn
from kefu.core.agreement_words import AgreementWish, is_clear, wish_in
from kefu.core.capability import Capability
from kefu.core.card_words import asks_which_cards
from kefu.core.figure_words import names_allowance, names_money
from kefu.core.refund import RefundProgress
from kefu.core.refund_words import asks_in_general, asks_progress
from kefu.core.theft_words import reports_emergency, reports_theft
from kefu.nlu.acts import Act

_NO_QUESTION: Final = (*(Act.REFUSES, Act.STOPS, Act.WAITS, Act.CORRECTS, Act.NEGATES),)
_LISTED: Final = frozenset({AgreementWish.LIST, AgreementWish.TERMS})


def answer(turn: Turn, journey: Declaration) -> bool:
    """Answer what is asked of another matter than `journey`; whether it was anything."""
    step = journey.step_asking(turn.asked)
    if step is None or shown(turn, step.helps_at(turn.asked or "")) is not None:
        return False  # asked of the code itself
    if turn.is_tap or turn.does(*_NO_QUESTION):
        return False
    if turn.intent in _matters.THEFT or reports_emergency(turn.text) or reports_theft(turn.text):
        return False
    if _matters.is_for_people(turn) or turn.entity("phone_number", "email") is not None:
        return False
    if _of_agreements(turn) or _of_cards(turn) or _of_allowances(turn):
        return True
    if "refund" not in journey.begun_by and _of_refund(turn):
        return True
    return turn.intent not in step.near and _of_another(turn, journey)


def _of_agreements(turn: Turn) -> bool:
    wish = wish_in(turn.text)
    if not is_clear(turn.text) and (
        wish is not AgreementWish.TERMS or turn.entity("merchant") is None
    ):
        return False
    if wish in {None, AgreementWish.END} or not ask(topics().agreements.offers):
        return False
    if wish not in _LISTED:
        response = _permissions.ANSWERS[wish]
        if turn.said_last(response):
            return False
        turn.say(response)
    elif not _figures.is_known(turn):
        turn.say("utter_verification_after_code_ask")
    else:
        active = ask(topics().agreements.all, turn.conversation_id).active
        listed = _agreements.named_in(turn.text, None, active) or active
        facts: dict[str, str | int] = {"lines": _agreements.lines(listed), "count": len(listed)}
        response = "utter_security_agreement_list" if listed else "utter_security_agreement_none"
        turn.say(response, facts, card=_agreements.card(listed) if listed else None)
    return True


def _of_cards(turn: Turn) -> bool:
    if not asks_which_cards(turn.text) or not topics().cards.offers():
        return False
    if not _figures.is_known(turn):
        turn.say("utter_verification_after_code_ask")
        return True
    cards = ask(topics().cards.bound, turn.conversation_id)
    facts: dict[str, str | int] = {"count": len(cards), "lines": card_lines(cards)}
    turn.say("utter_guide_card_list" if cards else "utter_guide_card_none", facts)
    return True


def _of_allowances(turn: Turn) -> bool:
    """A limit, a fee: the general rule is told to anybody, the own one to whom is known."""
    if not turn.does(Act.ASKS) or turn.intent not in _figures.FIGURES:
        return False
    named = names_allowance if turn.intent in _figures.GENERAL else names_money
    if not named(turn.text):
        return False  # 要手续费吗, 多少了 may be asked of the code
    if _figures.waits_for_proof(turn, turn.intent):
        return _put_off(turn)
    _answers.say(turn, turn.intent)
    return True


def _of_refund(turn: Turn) -> bool:
    """How far a refund is: told where there is one that may be meant."""
    if not asks_progress(turn.text) or asks_in_general(turn.text):
        return False
    if not topics().refunds.offers(Capability.REFUND_RECORDS):
        return False
    if not _figures.is_known(turn):
        return _put_off(turn)
    found = _refund_told.candidates(turn)
    # One that takes too long gets a ticket, which is the journey's to open.
    if len(found) != 1 or _refund_told.progress(found[0]) is RefundProgress.OVERDUE:
        return False
    _refund_told.tell(turn, found[0])
    return True


def _of_another(turn: Turn, journey: Declaration) -> bool:
    """What another journey answers to a first question, and begins nothing."""
    other = declared(form_of(turn.intent))
    if other is None or other.form == journey.form or turn.intent in journey.meant_by:
        return False
    known = _hearing.first_help(turn, other)
    if known is None or turn.said_last(known.response):
        return False
    turn.say(known.response)
    return True


def _put_off(turn: Turn) -> bool:
    """Say that it can be told after the code, and keep it until then."""
    _matters.keep(turn)
    turn.say("utter_verification_after_code")
    return True
