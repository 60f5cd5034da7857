"""What a customer tells of a case in their own words, for a ticket about it; and what is answered
before one is filed; with the steps that ask for both. Knows no topic.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from actions import _described
from actions._helps import Help
from actions._steps import Asked, Confirmed
from actions._turn import Turn
from kefu.core.reserve_words import is_settled, tells_fact
from kefu.core.ticket_question_words import TicketQuestion, ticket_question
from kefu.nlu.acts import Act, Aspect
from kefu.nlu.ordinals import ordinal
from kefu.words.texts import texts

# Shorter than this, a sentence names the topic and tells nothing about the case.
LENGTH: Final = 8
# What names a problem or tells of one; a theft has a lane of its own.
DESCRIBES: Final = frozenset(
    {
        *("inform", "out_of_scope", "complaint", "create_ticket", "callback_request"),
        *("deposit_not_arrived", "withdraw_issue", "transaction_failed", "refund", "dispute"),
        *("balance_query", "transaction_history", "limit_query", "fee_query"),
        *("deposit_howto", "withdraw_howto", "transfer_howto", "payment_howto"),
        *("forgot_password", "change_password", "verification_code_not_received"),
        *("login_problem", "account_locked", "unfreeze_account", "bind_card", "unbind_card"),
        *("change_phone", "real_name_verification", "account_closure", "register_account"),
        *("two_factor", "security_advice", "phishing_report"),
    }
)
# While the case is described.
DESCRIBING: Final = (
    Help("utter_service_help_describe", about=frozenset({Aspect.PROCEDURE, Aspect.NEED})),
    Help("utter_service_help_safe", shown_by="asks_whether_safe"),
    Help("utter_service_help_helper", shown_by="helps_somebody"),
)


def description(when: Callable[[Turn], bool]) -> Asked:
    """The step that asks what happened."""
    return Asked(
        "service_description",
        "等待客户描述问题",
        helps=DESCRIBING,
        answers=answer,
        again=(
            "utter_service_description_again",
            "utter_service_description_otherwise",
            "utter_service_description_human",
        ),
        when=when,
    )


def consent(effect: Callable[[Turn], None], when: Callable[[Turn], bool]) -> Confirmed:
    """The step that asks whether a ticket shall be opened, which `effect` does."""
    return Confirmed(
        "service_consent",
        "等待客户确认提交工单",
        effect=effect,
        named_by="submits",
        answers=answer,
        again=(
            "utter_service_consent_again",
            "utter_service_consent_otherwise",
            "utter_service_consent_human",
        ),
        leaving="utter_service_leaving",
        patience="utter_service_consent_patience",
        when=when,
    )


def answer(turn: Turn) -> str | None:
    """What is answered to a question about the ticket, or the call, before it is filed."""
    if turn.entity("amount", "merchant", "transaction_id") is not None:
        return None
    question = ticket_question(
        turn.text, of_call=turn.slot("service_subject") == "callback_request"
    )
    # Before anything was told, 随便 declines no ticket.
    awaited = turn.asked == "service_consent"
    if question is None or (question is TicketQuestion.EITHER and not awaited):
        return None
    return f"utter_service_answer_{question}"


def tells_a_case(turn: Turn) -> bool:
    """Whether a first sentence is the description of what happened."""
    return len(turn.text) >= LENGTH and not turn.does(Act.AGREES)


def tells(turn: Turn) -> bool:
    """Whether an answer tells something: a mere question, a wish for time or an end does not."""
    if turn.does(Act.WAITS, Act.STOPS):
        return False
    facts = turn.entity(*("amount", "time", "merchant", "transaction_id", "payment_method"))
    if turn.does(Act.ASKS) and facts is None and not turn.does(Act.NO_SUCCESS):
        return False
    return facts is not None or not turn.does(Act.REFUSES) or len(turn.text) >= LENGTH


def add(turn: Turn) -> bool:
    """Take a description, something to add to it or to put right in it; whether it was any."""
    if is_settled(turn.text) and not turn.does(Act.ASKS, Act.REQUESTS):
        turn.set(service_consent=False)
        return True
    if turn.asked == "service_description":
        told = turn.intent in DESCRIBES and tells(turn)
    else:
        own = {"inform", turn.slot("service_subject")}
        told = (turn.intent in own or turn.does(Act.CORRECTS)) and tells(turn)
        told = told or tells_fact(turn.text)
    if told:
        _described.note_facts(turn)
        note_description(turn)
    return told


def note_description(turn: Turn) -> None:
    """Add the message to the description."""
    before = turn.slot("service_description")
    turn.set(service_description=f"{before}；{turn.text}" if before else turn.text)


def take_picture(turn: Turn) -> None:
    """Note that a picture came; where it is told what happened, it is the description."""
    if turn.asked == "service_description":
        turn.set(service_description=texts().transcript.picture)


def declined(turn: Turn) -> str:
    """The response to whoever wants no ticket."""
    return "utter_service_settled" if is_settled(turn.text) else "utter_service_ticket_declined"


def place(turn: Turn, choices: int) -> int | None:
    """Which of so many choices is named by its number, from 0."""
    number = ordinal(turn.folded)
    return number - 1 if number is not None and number <= choices else None
