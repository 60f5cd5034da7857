"""What the customer says of the transactions that look stolen: kept for each of them, however it is
said, by a tick, an amount, an ordinal, a name, or for all at once.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from actions._cards import row_of
from actions._kefu import ask, clock, topics
from actions._turn import Button, Turn
from kefu.core import owning_words
from kefu.core.clock import BEIJING
from kefu.core.consent_words import asks, only_takes_in
from kefu.core.errors import AssuranceTooLow
from kefu.core.money import parse_yuan
from kefu.core.owning_words import (
    judges,
    leaves_unsaid_which,
    owned_in,
    points_at,
    points_by_place,
    says_it_is_not,
    says_it_is_so,
    says_reversed,
    tells_of_payment,
    without_forgotten,
)
from kefu.core.pointing_words import Listed, minutes_in, names_minute
from kefu.core.swindler_words import was_deceived
from kefu.core.theft import TheftStatement
from kefu.core.theft_words import forgets, forgets_which, reports_emergency
from kefu.core.transaction import Transaction
from kefu.nlu.acts import Act
from kefu.words.terms import term
from kefu.words.texts import texts

STATEMENT: Final = "theft_statement"
MARKS: Final = "theft_marks"
"""Whether each transaction is the customer's own, by its id, as far as they have said."""
TICK: Final = "theft_tick"
"""Only in payloads: a transaction that is not theirs."""
_REST_MINE: Final = "rest_mine"
_REST_NOT_MINE: Final = "rest_not_mine"
_REST: Final = {_REST_MINE: True, _REST_NOT_MINE: False}
_OF_ALL: Final = {TheftStatement.NONE_MINE: False, TheftStatement.ALL_MINE: True}
_SPOKEN: Final = {
    "disowns_all": TheftStatement.NONE_MINE,
    "owns_some": TheftStatement.SOME_MINE,
    "is_unsure": TheftStatement.UNSURE,
}
# Shorter than this, or with none of these intents, a sentence tells nothing about the transactions.
TELLING_LENGTH: Final = 6
_TELLING: Final = frozenset(
    {
        *("inform", "affirm", "deny", "out_of_scope", "account_stolen", "freeze_account"),
        *("dispute", "refund", "transaction_failed", "deposit_not_arrived", "withdraw_issue"),
        *("transaction_history", "balance_query", "limit_query", "fee_query", "transfer_howto"),
        *("payment_howto", "deposit_howto", "withdraw_howto", "bind_card", "unbind_card"),
        *("change_phone", "real_name_verification", "two_factor", "phishing_report"),
        *("security_advice", "account_closure"),
    }
)


def suspicious(turn: Turn) -> list[Transaction]:
    """What looks stolen; nothing while the customer is not known."""
    try:
        return ask(topics().theft.suspicious, turn.conversation_id)
    except AssuranceTooLow:
        return []


def is_frozen(turn: Turn) -> bool:
    """Whether the account is frozen now, as far as the customer is known."""
    return bool(known_state(turn))


def known_state(turn: Turn) -> bool | None:
    """Whether the account is frozen now; None while it is not known whose conversation this is."""
    try:
        return ask(topics().theft.is_frozen, turn.conversation_id)
    except AssuranceTooLow:
        return None


def marks(turn: Turn) -> dict[str, bool]:
    """What was said so far of each transaction."""
    return dict(turn.slot(MARKS) or {})


def disputed(turn: Turn, *, asked: bool = True) -> list[Transaction]:
    """What looks stolen and was not called the customer's own; where they were not asked of it,
    only what they disowned by themselves.
    """
    own = marks(turn)
    return [one for one in suspicious(turn) if not own.get(one.id, not asked)]


def open_ones(turn: Turn) -> list[Transaction]:
    """Those of which nothing was said yet."""
    said = marks(turn)
    return [transaction for transaction in suspicious(turn) if transaction.id not in said]


def hear(turn: Turn) -> bool:
    """Take what the message says of the transactions; whether it said anything."""
    listed = suspicious(turn)
    given = turn.entity(STATEMENT)
    if listed and (tick := turn.entity(TICK)) in {transaction.id for transaction in listed}:
        return _mark(turn, listed, {str(tick): False}, None)
    if listed and given in _REST:
        rest = {transaction.id: _REST[given] for transaction in open_ones(turn)}
        return _mark(turn, listed, rest, None)
    if given is not None:
        if given in _OF_ALL:
            own = _OF_ALL[TheftStatement(given)]
            turn.set(**{MARKS: {transaction.id: own for transaction in listed}})
        turn.set(**{STATEMENT: given})
        return True
    said = _spoken_marks(turn, listed)
    if said:
        return _mark(turn, listed, said, turn.text)
    if points_vaguely(turn, listed):
        turn.say("utter_theft_which_ones")
        return True
    spoken = _spoken(turn, listed)
    if spoken is None:
        return False
    unsaid = leaves_unsaid_which(turn.text, _shown(listed), _settled(turn, listed))
    if listed and (spoken == TheftStatement.SOME_MINE or unsaid):
        turn.say("utter_theft_which_ones")
        return True
    if spoken in _OF_ALL:
        own = _OF_ALL[TheftStatement(spoken)]
        turn.set(**{MARKS: {transaction.id: own for transaction in listed}})
    turn.set(**{STATEMENT: str(spoken)})
    return True


def in_words(statement: str) -> str:
    """A statement as the case shows it."""
    known = statement in list(TheftStatement)
    return term(TheftStatement(statement)) if known else statement


def choices(turn: Turn) -> list[Button]:
    """A row for each transaction that is open, to be ticked when it is not theirs, and ways to
    speak of all that are left.
    """
    left, now = open_ones(turn), clock()
    words, begun = texts().matters, bool(marks(turn))
    rows: list[Button] = [
        {
            "title": words.not_mine.format(
                name=row["name"], amount=row["amount"], at=row["detail"]
            ),
            "payload": f'/inform{{"{TICK}": "{transaction.id}"}}',
        }
        for transaction in left
        for row in [row_of(transaction, now)]
    ]
    ways = (
        ((words.rest_not_mine, _REST_NOT_MINE), (words.rest_mine, _REST_MINE))
        if begun
        else (
            (words.none_mine, TheftStatement.NONE_MINE),
            (words.all_mine, TheftStatement.ALL_MINE),
        )
    )
    whole: list[Button] = [
        {"title": title, "payload": f'/inform{{"{STATEMENT}": "{value}"}}'}
        for title, value in (*ways, (words.not_sure, TheftStatement.UNSURE))
    ]
    return [whole[0], *rows, *whole[1:]] if len(left) > 1 or begun else whole


def _mark(turn: Turn, listed: list[Transaction], said: dict[str, bool], words: str | None) -> bool:
    """Keep what was said; once all are spoken of, that is the statement."""
    known = {**marks(turn), **said}
    turn.set(**{MARKS: known})
    if all(transaction.id in known for transaction in listed):
        own = [known[transaction.id] for transaction in listed]
        in_terms = (
            TheftStatement.ALL_MINE
            if all(own)
            else TheftStatement.SOME_MINE
            if any(own)
            else TheftStatement.NONE_MINE
        )
        turn.set(**{STATEMENT: words or in_terms.value})
    return True


def owned(turn: Turn, listed: list[Transaction], known: Collection[str] = ()) -> dict[str, bool]:
    """Whether each listed transaction of which the message speaks is the customer's own, by its id;
    those `known` are what 其他的 and 都 mean no more.
    """
    settled = [place for place, transaction in enumerate(listed) if transaction.id in known]
    found = owned_in(turn.text, _shown(listed), _amounts(turn), settled)
    return {listed[place].id: own for place, own in found.items()}


def speaks_of_listed(turn: Turn, listed: list[Transaction]) -> bool:
    """Whether the message points at listed transactions and says whose they are."""
    return points_at(turn.text, _shown(listed), _amounts(turn))


def points_vaguely(turn: Turn, listed: list[Transaction]) -> bool:
    """Whether the message says whose one of the listed transactions is, and not for certain which:
    后面那笔是我的.
    """
    settled = _settled(turn, listed)
    return bool(listed) and owning_words.points_vaguely(
        turn.text, _shown(listed), _amounts(turn), settled
    )


def disowns_another(turn: Turn) -> bool:
    """Whether the message disowns a payment beside the listed ones, and none of those."""
    listed = suspicious(turn)
    if not listed or owned(turn, listed):
        return False
    merchant = turn.entity("merchant")
    if merchant is not None and owning_words.disowns(turn.text):
        return not any(merchant in one.counterparty for one in listed)
    return owning_words.disowns_another(turn.text, _shown(listed), _amounts(turn))


def points_at_list(turn: Turn) -> bool:
    """Whether the message is about transactions that were listed to be judged."""
    if turn.asked != STATEMENT:
        return False
    return speaks_of_listed(turn, suspicious(turn))


def minutes_of_list(turn: Turn) -> list[int]:
    """Where minutes stand in the message by which it points at listed transactions: 25那笔."""
    if not names_minute(turn.folded):
        return []
    return minutes_in(turn.folded, _shown(suspicious(turn)))


def owned_unlisted(turn: Turn) -> dict[str, bool]:
    """The same before they were listed: those alone that an amount, a name or a time fits. Whoever
    was talked into paying has paid with their own hand, and owns nothing by it.
    """
    if points_by_place(turn.text) or was_deceived(turn.text) or asks(turn.text):
        return {}
    if not judges(turn.text) or not (listed := suspicious(turn)):
        return {}
    return owned(turn, listed, {transaction.id for transaction in listed})


def hear_unlisted(turn: Turn) -> None:
    """Keep what is said of them before they are listed: those are not asked about again."""
    if found := owned_unlisted(turn):
        _mark(turn, suspicious(turn), found, turn.text)


def forget_reversed(turn: Turn) -> bool:
    """Ask about all of them anew where what was said stands the wrong way round: 说反了; whether it
    was so, and they were not told anew with it.
    """
    if not marks(turn) or not says_reversed(turn.text):
        return False
    turn.set(**{MARKS: None})
    if speaks_of_listed(turn, suspicious(turn)):
        return False
    turn.say("utter_theft_told_reversed")
    return True


def _shown(listed: list[Transaction]) -> list[Listed]:
    return [
        Listed(one.amount_fen, one.counterparty, one.at.astimezone(BEIJING).time())
        for one in listed
    ]


def _settled(turn: Turn, listed: list[Transaction]) -> list[int]:
    known = marks(turn)
    return [place for place, transaction in enumerate(listed) if transaction.id in known]


def _amounts(turn: Turn) -> dict[str, int]:
    return {
        turn.folded[entity["start"] : entity["end"]]: parse_yuan(str(entity["value"]))
        for entity in turn.entities
        if entity.get("entity") == "amount" and entity.get("start") is not None
    }


def _spoken_marks(turn: Turn, listed: list[Transaction]) -> dict[str, bool]:
    if not listed or turn.has("says_not_helped") or _only_asks(turn):
        return {}
    if _may_mean_either(turn) and not speaks_of_listed(turn, listed):
        return {}
    # 不对,那笔也不是我: what was said before counts no more.
    found = owned(turn, listed, () if turn.does(Act.CORRECTS) else marks(turn))
    if len(found) == len(listed) and len(set(found.values())) == 1 and _tells_more(turn):
        return {}  # said of all alike: the sentence itself is the better statement
    return found


def _only_asks(turn: Turn) -> bool:
    """Whether it is a question, which chooses nothing: 你说要不要紧, 有没有可能是我自己转的."""
    rest = without_forgotten(turn.text)
    if rest and forgets(turn.text):
        return asks(rest)
    return turn.has("asks") or (asks(turn.text) and not reports_emergency(turn.text))


def _in_short(turn: Turn, listed: list[Transaction]) -> str | None:
    """What a short yes or no says of all of them: 同意 and 确定 answer the freeze, and a yes to the
    question which are not theirs may mean either.
    """
    if _may_mean_either(turn):
        return None
    if turn.intent == "affirm":
        return TheftStatement.ALL_MINE if listed and says_it_is_so(turn.text) else None
    return TheftStatement.NONE_MINE


def _may_mean_either(turn: Turn) -> bool:
    """Whether it is a short yes, or a no to nothing, behind the question which are not theirs."""
    short = turn.intent in {"affirm", "deny"} and len(turn.text) < TELLING_LENGTH
    if not short or not turn.said_before("utter_theft_ask_suspicious_again"):
        return False
    return turn.intent == "affirm" or not says_it_is_not(turn.text)


def _tells_more(turn: Turn) -> bool:
    return any(turn.has(feature) for feature in _SPOKEN)


def _spoken(turn: Turn, listed: list[Transaction]) -> str | None:
    """A plain answer, or a sentence that tells something; a question,
    a number or small talk is neither.
    """
    if forgets_which(turn.text):
        return TheftStatement.UNSURE
    if turn.has("says_not_helped") or _only_asks(turn) or turn.entity("phone_number", "email"):
        return None
    if only_takes_in(turn.text):
        return None
    for feature, statement in _SPOKEN.items():
        if turn.has(feature):
            return statement
    if turn.intent in {"deny", "affirm"} and len(turn.text) < TELLING_LENGTH:
        return _in_short(turn, listed)
    tells = turn.intent in _TELLING or turn.has("disclaims")
    if listed:  # whose these are was asked; without any, whatever happened is told
        tells &= tells_of_payment(turn.text) or reports_emergency(turn.text)
    fact = turn.entity("time", "amount", "merchant") is not None
    telling = tells and (len(turn.text) >= TELLING_LENGTH or fact)
    return turn.text if telling else None
