"""What is told and asked of a theft when its lane is over: kept in the case, which is put right by
it, or answered in a sentence.

Opens no lane a second time for an account that is frozen. It must not know how a case is made.
"""

from __future__ import annotations

from typing import Final

from actions import _matters, _theft_case, _theft_lane, _theft_statement
from actions._kefu import read, topics, write
from actions._past import TrackerEvent
from actions._turn import Turn, stop
from kefu.core.freeze_words import Freezing
from kefu.core.owning_words import disowns, says_whose
from kefu.core.theft import ToldOfTheft
from kefu.core.theft_question_words import TheftQuestion
from kefu.core.theft_words import forgets, is_named, reports_theft
from kefu.core.ticket import Ticket
from kefu.nlu.acts import Act

_WISHES: Final = frozenset({Freezing.WANTED, Freezing.WANTED_PERHAPS, Freezing.REFUSED})
# As which matters a question about the theft, or a word about the transactions, is heard.
_ASKED_AS: Final = frozenset(
    {
        *("refund", "dispute", "transaction_failed", "phishing_report", "account_locked"),
        *("unfreeze_account", "security_advice", "out_of_scope", "inform", "affirm", "deny"),
        *("cancel", "contact_channels", "callback_request", "greeting", "freeze_account"),
        *("account_stolen", "transfer_howto", "complaint"),
    }
)
_TOLD_AS: Final = _ASKED_AS | {"deposit_not_arrived"}
# Told and no matter of its own: 金额一共是10000, 对方微信号是abc123.
_LOOSE: Final = frozenset({"inform", "out_of_scope"})
_ASKED: Final = frozenset(
    {
        *(TheftQuestion.RECOVERY, TheftQuestion.COMPENSATION, TheftQuestion.POLICE),
        *(TheftQuestion.WHO, TheftQuestion.OTHERS_ACCOUNT, TheftQuestion.WHY_HAPPENED),
        *(TheftQuestion.TRUST, TheftQuestion.WHY_FREEZE, TheftQuestion.FREEZE_EFFECT),
        *(TheftQuestion.FROZEN_ALREADY, TheftQuestion.EVIDENCE, TheftQuestion.NEXT),
        *(TheftQuestion.AMOUNT, TheftQuestion.INCOMING, TheftQuestion.CARD),
    }
)


def instead(turn: Turn) -> list[TrackerEvent] | None:
    """What is done in place of the action, where a case is complete and the message is about it."""
    if turn.came_in_journey or not turn.text or turn.text.startswith("/"):
        return None
    if _theft_case.tell_how_it_stands(turn):
        return stop()
    wish = _theft_lane.wish_of(turn)
    asked = _theft_lane.asked_of(turn) if turn.intent in _ASKED_AS else None
    if wish not in _WISHES and asked not in _ASKED and not _tells(turn):
        return None
    case = read(topics().theft.case_of, turn.conversation_id)
    if case is None or "statement" not in case.facts:
        return None
    frozen = _theft_statement.is_frozen(turn)
    if asked is None and turn.intent == "account_stolen" and not frozen:
        return None  # more is gone: the lane again
    if wish in _WISHES:
        return _hear_wish(turn, refused=wish is Freezing.REFUSED, frozen=frozen)
    if asked is TheftQuestion.NEXT:
        turn.say("utter_theft_next_passed_on", {"number": case.number})
    elif asked in _ASKED and asked is not None:
        _theft_lane.say(turn, asked, frozen=frozen)
    else:
        _hear(turn, case, frozen=frozen)
    return stop()


def _hear_wish(turn: Turn, *, refused: bool, frozen: bool) -> list[TrackerEvent] | None:
    """A freeze is asked about once more where it was declined, and only told where it is done."""
    if frozen:
        turn.say("utter_theft_answer_frozen")
    elif refused:
        turn.say("utter_theft_nothing_frozen")
    elif turn.intent == _theft_case.WISH:
        return None
    else:
        return _matters.go_on(turn, _matters.told(_theft_case.WISH, turn.text, turn.entities))
    return stop()


def _tells(turn: Turn) -> bool:
    """Whether the message says whose doing the transactions were, or what else was stolen."""
    if turn.intent == "forgot_password":
        return not is_named(turn.intent, turn.text)
    if turn.intent not in _TOLD_AS or turn.does(Act.ASKS, Act.NO_SUCCESS):
        return False
    if turn.intent == "account_stolen" or (
        turn.intent in _LOOSE and turn.does(Act.TELLS, Act.CHOOSES)
    ):
        return True
    told = disowns(turn.text) or says_whose(turn.text) or turn.has("disclaims")
    return told or forgets(turn.text) or reports_theft(turn.text)


def _hear(turn: Turn, case: Ticket, *, frozen: bool) -> None:
    """Put the case right by what is said now; what says nothing new of its transactions stands in
    the conversation.
    """
    listed = _theft_statement.suspicious(turn)
    said = _theft_statement.owned(turn, listed)
    before = set(case.facts.get("own_transactions") or ())
    own = {t.id for t in listed if said.get(t.id, t.id in before)}
    if not said or own == before:
        turn.say("utter_theft_added" if frozen else "utter_theft_added_not_frozen")
        return
    disputed = [transaction for transaction in listed if transaction.id not in own]
    write(
        topics().theft.complete_case,
        turn.conversation_id,
        disputed,
        f"{case.facts['statement']}; {turn.text}",
        ToldOfTheft(own=tuple(sorted(own))),
    )
    if disputed:
        words = {"number": case.number, "listed": _theft_case.listed(turn, disputed)}
        turn.say("utter_theft_corrected", words)
    else:
        turn.say("utter_theft_corrected_none", {"number": case.number})
