"""What is answered to a victim's question, as things stand now: by the wallet's state, with the
number of the case, with what looks stolen.

It must not know where the question was heard.
"""

from __future__ import annotations

from typing import Final

from actions import _theft_statement, _theft_told
from actions._cards import as_lines, transaction_list
from actions._kefu import ask, clock, read, topics
from actions._theft_state import is_frozen, say_frozen, say_who_froze
from actions._topics import button
from actions._turn import Turn
from kefu.core.errors import AssuranceTooLow
from kefu.core.history import WantedRecords
from kefu.core.theft_question_words import TheftQuestion
from kefu.core.transaction import Transaction, TransactionKind, TransactionStatus
from kefu.words.texts import texts

# The answer is another once the account is frozen.
_ONCE_FROZEN: Final = frozenset(
    {
        *(TheftQuestion.NEXT, TheftQuestion.AMOUNT, TheftQuestion.PASSWORD),
        *(TheftQuestion.PUSHED_OFF, TheftQuestion.FAMILY_CARD),
    }
)
# What a court has frozen is told as that.
_OF_FREEZE: Final = frozenset(
    {
        *(TheftQuestion.FROZEN_ALREADY, TheftQuestion.FREEZE_EFFECT, TheftQuestion.WHY_FREEZE),
        TheftQuestion.UNFREEZING,
    }
)
_OUTGOING: Final = frozenset(
    {TransactionKind.PAYMENT, TransactionKind.TRANSFER, TransactionKind.WITHDRAWAL}
)
_WENT_OUT: Final = {
    "utter_theft_answer_went_out": TransactionStatus.SUCCEEDED,
    "utter_theft_answer_went_out_failed": TransactionStatus.FAILED,
    "utter_theft_answer_went_out_pending": TransactionStatus.PENDING,
}
_STATES: Final = {True: "frozen", False: "not_frozen", None: "state_unknown"}
_PAUSES: Final = {True: "pause_frozen", False: "pause", None: "pause_unknown"}
ANSWERS: Final = tuple(
    f"utter_theft_answer_{of}"
    for of in (
        *(*TheftQuestion, *_STATES.values(), *_PAUSES.values(), "which_none", "which_unknown"),
        *(f"went_out_{how}" for how in ("failed", "pending", "none", "unknown")),
    )
)


def say(turn: Turn, asked: TheftQuestion, *, frozen: bool | None = None) -> None:
    """Say the answer to this question."""
    frozen = is_frozen(turn) if frozen is None else frozen
    if asked in _OF_FREEZE and frozen and say_who_froze(turn):
        return
    if asked is TheftQuestion.WHICH:
        _list(turn, frozen)
    elif asked is TheftQuestion.WENT_OUT:
        _look_up(turn)
    elif asked in {TheftQuestion.WITHDRAWING, TheftQuestion.PAUSE}:
        _of_case(turn, asked, frozen)
    elif asked is TheftQuestion.FROZEN_ALREADY or (
        asked is TheftQuestion.KEEP_FROZEN and not frozen
    ):
        turn.say(f"utter_theft_answer_{_STATES[frozen]}")
    elif asked in _ONCE_FROZEN and frozen:
        turn.say(f"utter_theft_answer_{asked}_frozen")
    else:
        turn.say(f"utter_theft_answer_{asked}")


def _of_case(turn: Turn, asked: TheftQuestion, frozen: bool | None) -> None:
    """Only the specialists withdraw a case: the wish stands in it, and nothing else changes."""
    case = read(topics().theft.known_case, turn.conversation_id)
    if asked is TheftQuestion.PAUSE:
        # In the lane of a mere wish to freeze, its ticket.
        opened = case or next(
            iter(read(topics().tickets.of_conversation, turn.conversation_id)), None
        )
        if opened is None:
            turn.say("utter_theft_whenever_wanted", buttons=[button("freeze_account")])
        else:
            turn.say(f"utter_theft_answer_{_PAUSES[frozen]}", {"number": opened.number})
    elif case is not None:
        _theft_told.add(turn)
        turn.say(f"utter_theft_answer_{asked}", {"number": case.number})
    elif frozen:
        say_frozen(turn)
    else:
        turn.say("utter_theft_nothing_frozen")


def _look_up(turn: Turn) -> None:
    """Whether what was told, or else what looks stolen, has left the wallet, by its records."""
    try:
        records = ask(topics().figures.records, turn.conversation_id, WantedRecords()).found
    except AssuranceTooLow:
        turn.say("utter_theft_answer_went_out_unknown")
        return
    marked = {transaction.id for transaction in _theft_statement.suspicious(turn)}
    told = set(_theft_told.told_amounts(turn))
    meant = [
        transaction
        for transaction in records
        if transaction.kind in _OUTGOING
        and (transaction.amount_fen in told if told else transaction.id in marked)
    ]
    now, said = clock(), False
    for how, status in _WENT_OUT.items():
        if found := [one for one in meant if _status(one) is status]:
            turn.say(how, {"lines": as_lines(found, now)})
            said = True
    if not said:
        turn.say("utter_theft_answer_went_out_none")


def _status(transaction: Transaction) -> TransactionStatus:
    """What the bank debited of a failed one is under way yet."""
    return TransactionStatus.PENDING if transaction.debited_at_bank else transaction.status


def _list(turn: Turn, frozen: bool | None) -> None:
    """What the wallet marked, to whoever is proven; nothing of it is asked yet."""
    if frozen is None:
        turn.say("utter_theft_answer_which_unknown")
        return
    listed, now = _theft_statement.suspicious(turn), clock()
    if not listed:
        turn.say("utter_theft_answer_which_none")
        return
    turn.say(
        "utter_theft_answer_which",
        {"lines": as_lines(listed, now)},
        card=transaction_list(texts().matters.suspicious_transactions, listed, now),
    )
