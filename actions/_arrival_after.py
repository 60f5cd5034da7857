"""What is asked in few words behind money on its way that was told: how long it takes (一般要多久),
and where another is (那1000的呢).

What it was is asked of the wallet again. Must not know how a ticket is opened.
"""

from __future__ import annotations

import re
from typing import Final

from actions import _figures
from actions._cards import facts_of
from actions._kefu import ask, clock, topics
from actions._turn import Turn
from kefu.core.arrival import Whereabouts, arrival_of, is_open
from kefu.core.arrival_words import asks_whether_pending
from kefu.core.history import WantedRecords
from kefu.core.money import plain_yuan
from kefu.core.refund_words import names_only
from kefu.core.transaction import Transaction, TransactionKind
from kefu.nlu.acts import Act
from kefu.nlu.follow_ups import FollowUp, follow_up
from kefu.words.spoken import spoken_time

_TOLD: Final = "transaction_arrival"
_TIMED: Final = frozenset({Whereabouts.PENDING, Whereabouts.DEBITED})
_MATTERS: Final = {
    TransactionKind.DEPOSIT: "deposit_not_arrived",
    TransactionKind.WITHDRAWAL: "withdraw_issue",
}
_FIGURE: Final = re.compile(r"\d{2}")
_NO_WISH: Final = (Act.REFUSES, Act.NEGATES, Act.STOPS)


def answer(turn: Turn) -> bool:
    """Answer how long the money that was told last takes; whether that was asked."""
    if not _is_behind(turn) or follow_up(turn.folded) is not FollowUp.TIME:
        return False
    told = turn.cards_before()
    movement = next((one for one in _movements(turn) if one.id in told), None)
    if movement is None or arrival_of(movement, clock()) not in _TIMED:
        return False
    assert movement.expected_by is not None
    facts = {
        **facts_of(movement, clock()),
        "expected": spoken_time(movement.expected_by, clock()),
    }
    turn.say("utter_transaction_arrival_time", facts)
    return True


def asked_unnamed(turn: Turn) -> str | None:
    """The matter of who asks where a movement is by its amount alone (那1000的呢), or whether it is
    still under way in words that sound like a theft.
    """
    if turn.text.startswith("/"):
        return None
    if turn.intent == "account_stolen" and asks_whether_pending(turn.text):
        return "deposit_not_arrived"
    if turn.does(*_NO_WISH) or not _FIGURE.search(turn.folded):
        return None
    if not (turn.does(Act.ASKS) or _is_behind(turn)) or not _figures.is_known(turn):
        return None
    named = [one for one in _movements(turn) if _is_all_of(turn, one)]
    return _MATTERS[named[0].kind] if len(named) == 1 else None


def _is_all_of(turn: Turn, movement: Transaction) -> bool:
    return names_only(turn.text, "", plain_yuan(movement.amount_fen))


def _is_behind(turn: Turn) -> bool:
    if turn.text.startswith("/") or not turn.said_last(f"utter_{_TOLD}_"):
        return False
    return _figures.is_known(turn)


def _movements(turn: Turn) -> list[Transaction]:
    """Those whose money may be missed."""
    wanted, now = WantedRecords(kinds=frozenset(_MATTERS)), clock()
    records = ask(topics().figures.records, turn.conversation_id, wanted).found
    return [one for one in records if is_open(one, now)]
