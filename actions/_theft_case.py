"""The case of a theft: opened at the first word, told how it stands, passed on to the security
specialists.

It must not know what is heard in the lane.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from actions import _theft_answers, _theft_statement, _theft_told
from actions._cards import as_lines
from actions._handoff import hand_off, is_about_theft
from actions._kefu import chat, clock, read, topics, write
from actions._past import TrackerEvent
from actions._topics import button
from actions._turn import Turn
from kefu.core.accepted_words import accepts_family, fears_login, owns_login, tells_of_family
from kefu.core.handoff import Fact, FactKey, HandoffReason
from kefu.core.hearsay_words import speaks_of_known_case
from kefu.core.money import format_fen
from kefu.core.theft import TheftStatement
from kefu.core.theft_question_words import (
    TheftQuestion,
    asks_how_it_goes,
    asks_number,
    asks_what_is_noted,
    asks_which,
    theft_question,
)
from kefu.core.theft_words import reports_emergency, reports_theft
from kefu.core.ticket import Ticket
from kefu.core.transaction import Transaction
from kefu.words.case_card import case_card
from kefu.words.terms import term
from kefu.words.texts import texts

WISH: Final = "freeze_account"
# What begins nothing where a case stands, or stood.
_ASKED_ANY_TIME: Final = frozenset(
    {
        *(TheftQuestion.POLICE, TheftQuestion.EVIDENCE, TheftQuestion.COMPENSATION),
        *(TheftQuestion.POLICE_WORDS, TheftQuestion.POLICE_WHERE, TheftQuestion.PHONES),
        *(TheftQuestion.COST, TheftQuestion.CERTIFICATE, TheftQuestion.WITHDRAWING),
    }
)
# In how many messages before this one it may have been told who did it.
_TOLD_BEFORE: Final = 3
# As which questions about a case may be understood.
_SOUNDS_LIKE: Final = frozenset(
    {
        *("ticket_status", "refund", "dispute", "callback_request", "deposit_not_arrived"),
        *("service_hours", "out_of_scope", "withdraw_issue", "account_stolen", "inform"),
        *("transaction_history", "unfreeze_account"),
    }
)


def open_case(turn: Turn) -> Ticket:
    """The case, or the ticket of a wish to freeze; with what has been told."""
    if turn.slot("theft_reason") != WISH:
        write(chat().alarm.report, turn.conversation_id)
    ticket = write(topics().theft.note, turn.conversation_id, _theft_told.told(turn))
    if is_taken_back(ticket):
        write(topics().theft.take_up_again, turn.conversation_id)
    return ticket


def of_conversation(turn: Turn) -> Ticket | None:
    """The conversation's case, unless it was taken back."""
    case = read(topics().theft.case_of, turn.conversation_id)
    return None if case is None or is_taken_back(case) else case


def known(turn: Turn) -> Ticket | None:
    """The same, or an earlier one of the customer's account."""
    case = read(topics().theft.known_case, turn.conversation_id)
    return None if case is None or is_taken_back(case) else case


def is_taken_back(case: Ticket) -> bool:
    """Whether the customer has said that it was no theft."""
    return case.facts.get("statement") == _theft_statement.in_words(TheftStatement.TAKEN_BACK)


def take_back(turn: Turn) -> Ticket:
    """It was no theft: that stands in the case, which people look at all the same."""
    words = _theft_statement.in_words(TheftStatement.TAKEN_BACK)
    return write(topics().theft.complete_wish, turn.conversation_id, words)


def is_accepted(turn: Turn) -> bool:
    """Whether the customer has found out whose doing all of it was, and accepts that: their
    family's, or the login that was feared was their own.
    """
    before = islice(turn.earlier(), _TOLD_BEFORE)
    named = any(tells_of_family(message["text"] or "") for message in before)
    if accepts_family(turn.text, named=named):
        return True
    if not owns_login(turn.text) or (case := of_conversation(turn)) is None:
        return False
    return fears_login(str(case.facts.get("report") or ""))


def goes_on(turn: Turn) -> bool:
    """Whether the freeze is wanted for a case that stands, of which nothing is told anew."""
    return (
        turn.intent == WISH
        and of_conversation(turn) is not None
        and not reports_emergency(turn.text)
    )


def answers_aside(turn: Turn) -> bool:
    """Answer a mere question about the theft in whose case this conversation is, though the case
    was taken back; whether it was one.
    """
    asked = theft_question(turn.text)
    if asked not in _ASKED_ANY_TIME or asked is None or reports_emergency(turn.text):
        return False
    if read(topics().theft.case_of, turn.conversation_id) is None:
        return False
    _theft_answers.say(turn, asked)
    return True


def tell_of_earlier(turn: Turn) -> bool:
    """Tell somebody who comes back to a theft that it is being dealt with: no second case."""
    if not speaks_of_known_case(turn.text) or (case := known(turn)) is None:
        return False
    frozen = _theft_statement.is_frozen(turn)
    ways = ["human_agent", "account_stolen"] if frozen else [WISH, "human_agent", "account_stolen"]
    turn.say(
        f"utter_theft_earlier_case_{'frozen' if frozen else 'not_frozen'}",
        {"number": case.number},
        buttons=[button(intent) for intent in ways],
    )
    return True


def is_settled(turn: Turn) -> bool:
    """Whether the case is complete and the account frozen: what is told now only comes to it."""
    if turn.intent != "account_stolen" and not reports_theft(turn.text):
        return False
    case = read(topics().theft.case_of, turn.conversation_id)
    if case is None or "statement" not in case.facts:
        return False
    return _theft_statement.is_frozen(turn)


def add_to_settled(turn: Turn) -> None:
    """Keep what more is told, and take up again what was taken back."""
    case = read(topics().theft.case_of, turn.conversation_id)
    if case is not None and is_taken_back(case):
        write(topics().theft.complete_wish, turn.conversation_id, turn.text)
    _theft_told.add_to_case(turn, case)
    turn.say("utter_theft_added")


def tell_how_it_stands(turn: Turn) -> bool:
    """Answer what somebody whose case is passed on asks about its end: its number, and what
    happens next; whether it was so.
    """
    if not asks_number(turn.text):
        if turn.intent not in _SOUNDS_LIKE or not _asks_for_the_end(turn):
            return False
        if not is_about_theft(turn):
            return False
    if (case := of_conversation(turn)) is None:
        return False
    frozen = _theft_statement.is_frozen(turn)
    state = "frozen" if frozen else "not_frozen"
    turn.say(f"utter_theft_case_stands_{state}", {"number": case.number})
    return True


def tell_what_it_holds(turn: Turn) -> bool:
    """Answer what stands in the case: how many and how much; whether that was asked."""
    if not asks_what_is_noted(turn.text) or (case := of_conversation(turn)) is None:
        return False
    words = texts().matters
    noted = _noted(turn, case)
    count, amount = case.facts.get("count"), case.facts.get("amount_fen")
    if noted and asks_which(turn.text):
        holds = f"{_in_words(noted)}\n{as_lines(noted, clock())}"
    elif noted:
        holds = _in_words(noted)
    elif amount is None:
        holds = words.to_be_checked
    elif count:
        holds = words.count_and_amount.format(count=count, amount=format_fen(amount))
    else:
        holds = words.told_amount.format(amount=format_fen(amount))
    turn.say("utter_theft_case_holds", {"number": case.number, "holds": holds})
    return True


def tell_number(turn: Turn) -> bool:
    """Tell the number of the case while it is not passed on yet; whether it was asked."""
    if not asks_number(turn.text) or (case := of_conversation(turn)) is None:
        return False
    turn.say("utter_theft_case_number", {"number": case.number})
    return True


def _noted(turn: Turn, case: Ticket) -> list[Transaction]:
    """The listed transactions that stand in the case, or were disowned on the way there."""
    listed = _theft_statement.suspicious(turn)
    if "statement" in case.facts:
        noted = set(case.facts.get("transactions") or ())
    else:
        noted = {key for key, own in _theft_statement.marks(turn).items() if not own}
    return [transaction for transaction in listed if transaction.id in noted]


def _in_words(noted: list[Transaction]) -> str:
    amount = format_fen(sum(transaction.amount_fen for transaction in noted))
    return texts().matters.count_and_amount.format(count=len(noted), amount=amount)


def _asks_for_the_end(turn: Turn) -> bool:
    if turn.intent == "ticket_status" or asks_how_it_goes(turn.text):
        return True
    return theft_question(turn.text) is TheftQuestion.DURATION


def listed(turn: Turn, disputed: list[Transaction]) -> str:
    """How many and how much; what was told where the wallet shows none, and never nothing."""
    return _in_words(disputed) if disputed else _theft_told.amount_in_words(turn)


def pass_on(
    turn: Turn, number: str, frozen: bool, suspicious: str, statement: str
) -> list[TrackerEvent]:
    """The case's number and that specialists come, in one message."""
    words = texts().desk
    status = words.frozen if frozen else words.not_frozen
    rows = {term(FactKey.ACCOUNT_STATUS): status, term(FactKey.SUSPICIOUS_TRANSACTIONS): suspicious}
    return hand_off(
        turn,
        HandoffReason.THEFT,
        "utter_theft_case" if frozen else "utter_theft_case_not_frozen",
        {"number": number},
        card=case_card(number, rows),
        facts=[
            Fact(FactKey.ACCOUNT_FREEZE, status),
            Fact(FactKey.SUSPICIOUS_TRANSACTIONS, suspicious),
            Fact(FactKey.STATEMENT, statement),
        ],
        done=[words.done_case.format(number=number), *([words.done_frozen] if frozen else [])],
        pending=words.pending_theft,
    )
