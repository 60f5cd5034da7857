"""What is told and asked of a theft when its lane is over: kept in the case, which is put right by
it, or answered in a sentence.

Opens no lane a second time for an account that is frozen. It must not know how a case is made.
"""

from __future__ import annotations

from typing import Final

from actions import (
    _held,
    _in_queue,
    _matters,
    _paused,
    _theft_answers,
    _theft_aside,
    _theft_case,
    _theft_lane,
    _theft_statement,
    _theft_told,
)
from actions._cards import as_lines
from actions._kefu import clock, desk, read, topics, write
from actions._past import TrackerEvent
from actions._theft_state import say_frozen
from actions._theft_statement import known_state
from actions._topics import button
from actions._turn import Turn, stop
from kefu.core.consent_words import asks
from kefu.core.explained_words import recalls_all
from kefu.core.freeze_words import Freezing
from kefu.core.frozen_words import finds_unusable, speaks_of_lifting
from kefu.core.owning_words import disowns, judges, says_reversed, says_whose
from kefu.core.privacy import REFERENCE
from kefu.core.reply_words import only_hears
from kefu.core.sigh_words import sighs
from kefu.core.swindler_words import (
    asks_by_mail,
    is_called_again,
    is_pressed,
    tells_of_swindler,
)
from kefu.core.taking_back_words import slipped, takes_report_back
from kefu.core.theft import ToldOfTheft
from kefu.core.theft_question_words import TheftQuestion
from kefu.core.theft_words import (
    explains_away,
    forgets,
    is_named,
    is_still_in_touch,
    reports_theft,
)
from kefu.core.ticket import Ticket
from kefu.core.transaction import Transaction
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
# Wanted beside a theft, whatever else is told with it.
_KEEP_THEIR_OWN: Final = frozenset(
    {
        *("human_agent", "complaint", "ticket_status", "callback_request", "create_ticket"),
        *("transcript_request", "unfreeze_account", "change_password"),
    }
)
_MAY_BE_NAMED: Final = frozenset({"deposit_not_arrived", "forgot_password", "withdraw_issue"})
_ADDED: Final = {
    True: "utter_theft_added",
    False: "utter_theft_added_not_frozen",
    None: "utter_theft_added_unknown",
}
# Behind a figure of the wallet an amount is about that.
_FIGURES: Final = "transaction"
_WHICH_AFTER_ALL: Final = "utter_theft_which_after_all"
_ASKED: Final = frozenset(
    {
        *(TheftQuestion.RECOVERY, TheftQuestion.COMPENSATION, TheftQuestion.POLICE),
        *(TheftQuestion.WHO, TheftQuestion.OTHERS_ACCOUNT, TheftQuestion.WHY_HAPPENED),
        *(TheftQuestion.TRUST, TheftQuestion.WHY_FREEZE, TheftQuestion.FREEZE_EFFECT),
        *(TheftQuestion.FROZEN_ALREADY, TheftQuestion.EVIDENCE, TheftQuestion.NEXT),
        *(TheftQuestion.AMOUNT, TheftQuestion.INCOMING, TheftQuestion.CARD),
        *(TheftQuestion.GROUP, TheftQuestion.CERTIFICATE, TheftQuestion.WENT_OUT),
        *(TheftQuestion.PUSHED_OFF, TheftQuestion.PASSWORD, TheftQuestion.KEEP_FROZEN),
        *(TheftQuestion.POLICE_WORDS, TheftQuestion.POLICE_WHERE, TheftQuestion.PHONES),
    }
)


def instead(turn: Turn) -> list[TrackerEvent] | None:
    """What is done in place of the action, where a case stands and the message is about it."""
    if turn.came_in_journey or not turn.text or turn.text.startswith("/"):
        return None
    if (
        _theft_case.tell_what_it_holds(turn)
        or _hears_victim(turn)
        or _offers_mail(turn)
        or _puts_right(turn)
        or _puts_amount_right(turn)
        or _says_unusable(turn)
        or _takes_back(turn)
        or _theft_case.tell_how_it_stands(turn)
    ):
        return stop()
    number = turn.entity("phone_number", "email")
    if number is not None and REFERENCE.fullmatch(number) and turn.intent in _LOOSE:
        return _freeze_of(turn)
    wish = _theft_lane.wish_of(turn)
    asked = _theft_lane.asked_of(turn) if turn.intent in _ASKED_AS else None
    if wish is None and asked is None and _speaks_of_freeze(turn):
        wish = Freezing.WANTED_PERHAPS
    if wish not in _WISHES and asked not in _ASKED and not _tells(turn):
        return None
    case, state = _theft_case.known(turn), known_state(turn)
    if case is None or (case.conversation_id != turn.conversation_id and not state):
        return None  # of an earlier case only while it has the account frozen
    if asked is None and turn.intent == "account_stolen" and not state:
        return None  # more is gone: the lane again
    if wish in _WISHES:
        return _hear_wish(turn, case, refused=wish is Freezing.REFUSED, frozen=state)
    _answer(turn, case, asked, state)
    return stop()


def _hears_victim(turn: Turn) -> bool:
    """Warn, calm or answer somebody whose case stands, in words that mean no other matter."""
    if turn.intent == "human_agent":
        return False
    if _theft_aside.hears_of_recovery(turn) and _theft_case.known(turn) is not None:
        return _theft_aside.warn_of_recovery(turn)
    asked = _theft_lane.question_of(turn)
    nods = only_hears(turn.text) and turn.offered() is None
    if asked not in _theft_lane.OF_VICTIMS_ALONE and not nods and not _is_shaken(turn.text):
        return False
    case = _theft_case.of_conversation(turn)
    if asked is TheftQuestion.WITHDRAWING:  # be it taken back before
        case = read(topics().theft.case_of, turn.conversation_id)
    if case is None or (nods and not known_state(turn)):
        return False
    if nods:
        turn.say("utter_theft_nod_frozen", {"number": case.number})
    elif asked is not None and asked in _theft_lane.OF_VICTIMS_ALONE:
        _theft_answers.say(turn, asked)
    else:
        return _theft_aside.calm(turn)
    return True


def _is_shaken(text: str) -> bool:
    return sighs(text) or is_called_again(text) or is_still_in_touch(text)


def _answer(turn: Turn, case: Ticket, asked: TheftQuestion | None, state: bool | None) -> None:
    if asked is TheftQuestion.NEXT:
        turn.say("utter_theft_next_passed_on", {"number": case.number})
    elif asked in _ASKED and asked is not None:
        # 凭什么冻我账户, where nothing is frozen: the state before all reasons.
        objects = asked is TheftQuestion.WHY_FREEZE and turn.intent == "unfreeze_account"
        of_state = objects and not state
        _theft_answers.say(turn, TheftQuestion.FROZEN_ALREADY if of_state else asked)
    else:
        _hear(turn, case, frozen=state)


def _speaks_of_freeze(turn: Turn) -> bool:
    """Whether what sounds like unfreezing speaks of the freeze alone: 儿子说冻."""
    return turn.intent == "unfreeze_account" and not speaks_of_lifting(turn.text)


def _says_unusable(turn: Turn) -> bool:
    """Tell somebody who cannot use the account that it is frozen, where it is."""
    if not finds_unusable(turn.text) or not known_state(turn):
        return False
    account = _held.held(turn)
    if account is not None and account.restriction is not None:
        _held.tell(turn, account)
    else:
        turn.say("utter_theft_frozen_unusable", buttons=[button("unfreeze_account")])
    return True


def _offers_mail(turn: Turn) -> bool:
    """Offer the mailbox to a victim whose account nobody has proven yet; whether it was asked."""
    if not asks_by_mail(turn.text) or _theft_case.of_conversation(turn) is None:
        return False
    if known_state(turn) is not None:
        return False
    turn.say("utter_theft_by_mail")
    return True


def _puts_right(turn: Turn) -> bool:
    """Put the case right where the message says whose the listed transactions are, or ask again
    where what was told of them stands the wrong way round; whether it was so.
    """
    turned, again = says_reversed(turn.text), turn.said_before(_WHICH_AFTER_ALL)
    if not (turned or again or judges(turn.text)) or turn.intent in _KEEP_THEIR_OWN:
        return False
    if asks(turn.text) or turn.does(Act.ASKS):
        return False
    case, state = _theft_case.known(turn), known_state(turn)
    if case is None or not state or "statement" not in case.facts:
        return False
    listed = _theft_statement.suspicious(turn)
    points = _theft_statement.speaks_of_listed(turn, listed)
    told_anew = points and len(_theft_statement.owned(turn, listed)) == len(listed)
    vague = _theft_statement.points_vaguely(turn, listed)
    if listed and ((turned and not told_anew) or vague):
        words = {"number": case.number, "lines": as_lines(listed, clock())}
        turn.say(_WHICH_AFTER_ALL, words)
    elif points or (again and _theft_statement.owned(turn, listed)):
        _hear(turn, case, frozen=state)
    else:
        return False
    return True


def _puts_amount_right(turn: Turn) -> bool:
    """Put right how much is gone by the customer's account; whether the message told that."""
    if turn.intent in _KEEP_THEIR_OWN or not _theft_told.tells_amount(turn):
        return False
    if (
        turn.said_in_a_row(f"utter_{_FIGURES}_")
        or (case := _theft_case.of_conversation(turn)) is None
    ):
        return False
    if _theft_told.put_right(turn, case):
        return True
    if not _theft_told.corrects(turn):
        return False
    _hear(turn, case, frozen=known_state(turn))  # what the wallet lists is known exactly
    return True


def _takes_back(turn: Turn) -> bool:
    """Note that it was no theft after all, and offer the way out of the queue."""
    accepted = _theft_case.is_accepted(turn)
    if (says_whose(turn.text) and not accepted) or _theft_told.corrects(turn):
        return False
    explained = explains_away(turn.text) or takes_report_back(turn.text) or accepted
    explained |= recalls_all(turn.text) or _theft_lane.family_did_it(turn)
    if not (explained or _theft_lane.takes_back(turn)):
        return False
    if _theft_case.of_conversation(turn) is None:
        return (accepted or slipped(turn.text)) and _was_taken_back(turn)
    case = _theft_case.take_back(turn)
    _paused.forget(turn, _theft_lane.FORM)
    number = {"number": case.number}
    if read(desk().handoff.place, turn.conversation_id) is None:
        state = "frozen" if known_state(turn) else "unchanged"
        turn.say(f"utter_theft_taken_back_{state}", number)
    else:
        state = "queued_frozen" if known_state(turn) else "queued"
        turn.say(f"utter_theft_taken_back_{state}", number, buttons=[_in_queue.way_out()])
    return True


def _was_taken_back(turn: Turn) -> bool:
    """Say that nothing is open any more to who tells once more that it was none."""
    if read(topics().theft.case_of, turn.conversation_id) is None:
        return False
    turn.say("utter_theft_frozen_lifting" if known_state(turn) else "utter_theft_nothing_here")
    return True


def _freeze_of(turn: Turn) -> list[TrackerEvent] | None:
    """A number after a theft whose account nobody knew is the account that shall be frozen: a code
    proves it, and typing that is the consent.
    """
    if known_state(turn) is not None or _theft_case.of_conversation(turn) is None:
        return None
    turn.say("utter_theft_number_for_freeze")
    freeze = {"entity": _theft_lane.BUTTON, "value": _theft_lane.NOW}
    return _matters.go_on(
        turn, _matters.told(_theft_case.WISH, turn.text, [*turn.entities, freeze])
    )


def _hear_wish(
    turn: Turn, case: Ticket, *, refused: bool, frozen: bool | None
) -> list[TrackerEvent] | None:
    """A freeze is asked about once more where it was declined, and only told where it is done."""
    if frozen:
        say_frozen(turn)
    elif refused:
        turn.say("utter_theft_not_frozen_case", {"number": case.number})
    elif turn.intent == _theft_case.WISH:
        return None
    else:
        return _matters.go_on(turn, _matters.told(_theft_case.WISH, turn.text, turn.entities))
    return stop()


def _tells(turn: Turn) -> bool:
    """Whether the message says whose doing the transactions were, or what else was stolen, or what
    somebody had the customer do.
    """
    if tells_of_swindler(turn.text) and turn.intent not in _KEEP_THEIR_OWN:
        return is_named(turn.intent, turn.text) is (turn.intent not in _MAY_BE_NAMED)
    if turn.intent == "forgot_password":
        return not is_named(turn.intent, turn.text)
    if turn.does(Act.ASKS, Act.NO_SUCCESS):
        return False
    if turn.intent not in _TOLD_AS:  # 建行那笔提现也不是我提的
        return turn.intent not in _KEEP_THEIR_OWN and disowns(turn.text)
    if turn.intent == "account_stolen" or (
        turn.intent in _LOOSE and turn.does(Act.TELLS, Act.CHOOSES)
    ):
        return True
    told = disowns(turn.text) or says_whose(turn.text) or turn.has("disclaims")
    return told or forgets(turn.text) or reports_theft(turn.text)


def _hear(turn: Turn, case: Ticket, *, frozen: bool | None) -> None:
    """Put the case right by what is said now; what says nothing new of its transactions comes to
    its report.
    """
    if is_pressed(turn.text):
        turn.say("utter_theft_pay_nothing")
    listed = _theft_statement.suspicious(turn)
    said = _theft_statement.owned(turn, listed)
    before = set(case.facts.get("own_transactions") or ())
    rest = before
    if turn.said_before(_WHICH_AFTER_ALL) and len(set(said.values())) == 1:
        # Asked which are not theirs, somebody names those, or the others.
        rest = set() if any(said.values()) else {transaction.id for transaction in listed}
    own = {t.id for t in listed if said.get(t.id, t.id in rest)}
    if not said or own == before:
        if _theft_told.add_to_case(turn, case) and frozen:
            _theft_told.say_amount(turn)
        else:
            turn.say(_ADDED[frozen])
        return
    disputed = [transaction for transaction in listed if transaction.id not in own]
    write(
        topics().theft.put_right,
        turn.conversation_id,
        disputed,
        f"{case.facts.get('statement', '')}; {turn.text}",
        ToldOfTheft(amounts_fen=_left(case, listed, own), own=tuple(sorted(own))),
    )
    if disputed:
        words = {"number": case.number, "listed": _theft_case.listed(turn, disputed)}
        turn.say("utter_theft_corrected", words)
    else:
        turn.say("utter_theft_corrected_none", {"number": case.number})


def _left(case: Ticket, listed: list[Transaction], own: set[str]) -> tuple[int, ...]:
    told = case.facts.get("told_amount_fen")
    return () if told is None else _theft_told.left_of_list(listed, own, (int(told),))
