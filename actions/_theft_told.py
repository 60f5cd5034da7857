"""What the victim of a theft tells along the way, kept for the case: their first words and how much
is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any, Final

from actions._kefu import read, topics, write
from actions._theft_statement import (
    marks,
    minutes_of_list,
    owned_unlisted,
    points_at_list,
    suspicious,
)
from actions._turn import Turn
from kefu.core.handoff import FactKey
from kefu.core.hearsay_words import hearsay_in
from kefu.core.loss_words import (
    SpokenAmount,
    bare_amounts,
    corrects_amount,
    innocent_in,
    is_denied,
    loss_of,
    takes_off,
    tells_only_amount,
)
from kefu.core.money import format_fen, parse_yuan
from kefu.core.owning_words import disowns, is_own
from kefu.core.retyping_words import retypes_number
from kefu.core.swindler_words import begins_story, was_deceived
from kefu.core.theft import ToldOfTheft
from kefu.core.theft_question_words import asks_what_is_noted
from kefu.core.theft_words import is_what_remains, lets_in, reports_emergency
from kefu.core.ticket import Ticket
from kefu.core.transaction import Transaction
from kefu.nlu.acts import Act
from kefu.words.terms import term
from kefu.words.texts import texts

_REPORT: Final = "theft_report"
_AMOUNTS: Final = "theft_amounts"
"""Amounts in fen, in the order in which they were told."""
STORY_LENGTH: Final = 12
# In how many messages before the first report its story may begin.
_STORY_BEFORE: Final = 4
_LONGEST_REPORT: Final = 500
# 一万多 and 一万三 may both be told of ¥12,999.
_LEAST_OF_ALL: Final = 0.75
_MOST_OF_ALL: Final = 1.05
_FACTS: Final = frozenset(
    {
        *("amount", "time", "transaction_id", "merchant", "card_tail", "payment_method"),
        *("phone_number", "email", "url"),
    }
)
SLOTS: Final = (_REPORT, _AMOUNTS)


def hear(turn: Turn) -> None:
    """Keep the first words of the report, and amounts that were told with it or after it."""
    if turn.entity("theft_statement", "theft_tick", "theft_freeze") is not None:
        return
    if hearsay_in(turn.text) is not None or retypes_number(turn.text):
        return  # what is gone there is none of theirs
    tells = tells_of_theft(turn)
    if tells and not turn.slot(_REPORT) and not turn.text.startswith("/"):
        report = "; ".join([*_story_before(turn), turn.text])
        turn.set(**{_REPORT: report[-_LONGEST_REPORT:]})
    if points_at_list(turn):
        return  # whose these are is kept, and their amounts stand in the list
    if turn.asked == "theft_statement" and not (tells or corrects(turn)) and suspicious(turn):
        return  # an amount there points at one in the list
    if (turn.does(Act.ASKS) and not tells) or asks_what_is_noted(turn.text):
        return  # 扣了我12块是什么钱; 一共是7999对吧
    told_before = list(turn.slot(_AMOUNTS) or [])
    known = _comes_to(turn, told_before)
    if known != told_before:
        turn.set(**{_AMOUNTS: known})


def _story_before(turn: Turn) -> list[str]:
    """What was told of it right before, when it was not understood as a theft yet: 昨天加了个人."""
    story: list[str] = []
    for message in islice(turn.earlier(), _STORY_BEFORE):
        text = str(message.get("text") or "")
        if text.startswith("/") or not begins_story(text):
            break
        story.insert(0, text)
    return story


def owns_a_part(turn: Turn) -> bool:
    """Whether the message calls some of the loss the customer's own, and not all of it."""
    known = list(turn.slot(_AMOUNTS) or [])
    own = _own(turn)
    left = [fen for fen in known if fen not in {one.fen for one in own}]
    return 0 < len(left) < len(known) or takes_off_part(turn)


def takes_off_part(turn: Turn) -> bool:
    """Whether the message takes a part off what is gone: 五百那个是退回来的不算."""
    return takes_off(turn.text, [*_own(turn), *innocent_in(turn.text, _amounts(turn))])


def corrects(turn: Turn) -> bool:
    """Whether the message puts right how much is gone, and says nothing else: 看错了，是两万二."""
    if turn.entity("theft_statement", "theft_tick", "theft_freeze") is not None:
        return False
    said = _amounts(turn)
    if not corrects_amount(turn.text, said):
        return False
    awaited = turn.asked == "verification_passed" or retypes_number(turn.text)
    if awaited and any(turn.folded[one.start : one.end].isdigit() for one in said):
        return False  # may be the code
    if turn.asked != "theft_statement":
        return True
    listed = {transaction.amount_fen for transaction in suspicious(turn)}
    return not any(one.fen in listed for one in said)


def tells_amount(turn: Turn) -> bool:
    """Whether the message says how much is gone and nothing else, or what of it is the customer's
    own, as far as the words go.
    """
    if not _spoken(turn):
        return False
    said = _amounts(turn)
    told = corrects_amount(turn.text, said) or tells_only_amount(turn.text, said)
    return told or takes_off_part(turn)


def is_of_deceived(turn: Turn) -> bool:
    """Whether the report tells that its speaker was talked into something."""
    return was_deceived(turn.slot(_REPORT) or "")


def put_right(turn: Turn, case: Ticket) -> bool:
    """Put right how much is gone in a case that is passed on; whether the message told it. What the
    wallet lists is known exactly.
    """
    told_before = case.facts.get("told_amount_fen")
    missing = told_before is None and tells_only_amount(turn.text, _amounts(turn))
    if not (corrects(turn) or takes_off_part(turn) or missing):
        return False
    known = [] if told_before is None else [int(told_before)]
    amount = sum(_comes_to(turn, known, corrects=True))
    if "count" in case.facts or not amount:
        return False
    write(topics().theft.add, turn.conversation_id, turn.text, None)
    write(topics().theft.note, turn.conversation_id, ToldOfTheft(amounts_fen=(amount,)))
    say_amount(turn)
    return True


def say_amount(turn: Turn) -> None:
    """Name what was told, and how much is gone by the case now."""
    case = read(topics().theft.case_of, turn.conversation_id)
    amount = 0 if case is None else int(case.facts.get("amount_fen") or 0)
    facts = "".join(texts().matters.quoted.format(said=fact) for fact in _named(turn))
    turn.say("utter_theft_noted_amount", {"facts": facts, "amount": format_fen(amount)})


def add_to_case(turn: Turn, case: Ticket | None) -> bool:
    """Add the words to a case that is passed on, and to its amount what they disown or report;
    whether the amount is another by it.
    """
    facts = {} if case is None else case.facts
    write(topics().theft.add, turn.conversation_id, turn.text, None)
    told_before, said = facts.get("told_amount_fen"), _amounts(turn)
    tells = tells_of_theft(turn) or disowns(turn.text)
    if not said or "count" in facts or not (tells or told_before is None):
        return False
    before = [] if told_before is None else [int(told_before)]
    amount = sum(_comes_to(turn, before))
    if not amount or amount == sum(before):
        return False
    write(topics().theft.note, turn.conversation_id, ToldOfTheft(amounts_fen=(amount,)))
    return True


def _comes_to(turn: Turn, known: list[int], *, corrects: bool = False) -> list[int]:
    """What is gone once the message comes to what was `known`, in fen."""
    said = _amounts(turn)
    corrects |= turn.does(Act.CORRECTS) or corrects_amount(turn.text, said)
    return loss_of(turn.text, said, known, corrects=corrects, own=_own(turn))


def begin(turn: Turn, case: Ticket | None) -> None:
    """Begin anew, with what stands in a case that goes on."""
    known = case.facts if case is not None else {}
    amount = known.get("told_amount_fen")
    turn.set(**{_REPORT: known.get("report"), _AMOUNTS: None if amount is None else [amount]})


def go_on_from(turn: Turn, case: Ticket) -> None:
    """Keep the report of a case that was taken back before what is reported now."""
    told_now, before = turn.slot(_REPORT) or "", str(case.facts.get("report") or "")
    report = f"{before}; {told_now}".strip("; ")
    turn.set(**{_REPORT: report[:_LONGEST_REPORT] or None})


def told_amounts(turn: Turn) -> list[int]:
    """The amounts that were told, here or in the case, in fen; each by itself."""
    case = read(topics().theft.case_of, turn.conversation_id)
    known = turn.slot(_AMOUNTS) or ([] if case is None else [case.facts.get("told_amount_fen")])
    return [fen for fen in (*known, *(one.fen for one in _amounts(turn))) if fen is not None]


def acknowledge(turn: Turn) -> bool:
    """Keep facts that are told on the way, and name them; whether there were any."""
    if turn.does(Act.ASKS) or turn.text.startswith("/"):
        return False
    facts = _named(turn)
    if not facts:
        return _acknowledge_unlisted(turn)
    _add_to_report(turn)
    quoted = texts().matters.quoted
    words = {"facts": "".join(quoted.format(said=fact) for fact in facts)}
    beside = turn.asked == "theft_statement" and suspicious(turn) and not corrects(turn)
    of_whole = not beside and not points_at_list(turn)
    if of_whole and _amounts(turn) and told(turn).amount_fen is not None:
        amount = format_fen(told(turn).amount_fen or 0)
        turn.say("utter_theft_noted_amount", {**words, "amount": amount})
    else:
        turn.say("utter_theft_noted_facts", words)
    return True


def _acknowledge_unlisted(turn: Turn) -> bool:
    if is_of_deceived(turn) or not owned_unlisted(turn):
        return False
    _add_to_report(turn)
    turn.say("utter_theft_noted")
    return True


def _named(turn: Turn) -> list[str]:
    """The facts that the message tells, as they are written."""
    places = {(e["start"], e["end"]) for e in turn.entities if _is_fact(turn, e)}
    places |= {(one.start, one.end) for one in bare_amounts(turn.text)}
    minutes = minutes_of_list(turn)
    places = {place for place in places if place[0] not in minutes}
    return list(dict.fromkeys(turn.text[start:end] for start, end in sorted(places)))


def holds(turn: Turn) -> bool:
    """Whether the report holds these words already, as what was reported first."""
    return turn.text in str(turn.slot(_REPORT) or "")


def add(turn: Turn) -> None:
    """Add the words to the report of the case, be the lane over or not."""
    if turn.came_in_journey:
        _add_to_report(turn)
    else:
        write(topics().theft.add, turn.conversation_id, turn.text, None)


def _add_to_report(turn: Turn) -> None:
    report = f"{turn.slot(_REPORT) or ''}; {turn.text}".strip("; ")
    turn.set(**{_REPORT: report[:_LONGEST_REPORT]})
    write(topics().theft.note, turn.conversation_id, told(turn))


def _is_fact(turn: Turn, entity: dict[str, Any]) -> bool:
    """Whether it is told, and not denied: 也不是昨晚,前天."""
    if entity.get("entity") not in _FACTS or entity.get("start") is None:
        return False
    return not is_denied(turn.folded[: entity["start"]])


def tells_of_theft(turn: Turn) -> bool:
    """Whether the message tells of a theft that must be dealt with."""
    stolen = turn.intent == "account_stolen" and hearsay_in(turn.text) is None
    return stolen or reports_emergency(turn.text)


def tells_of_way_in(turn: Turn) -> bool:
    """Whether the report tells that somebody is, or may get, in: 短信说我在别的手机登录了."""
    return lets_in(turn.slot(_REPORT) or "")


def told(turn: Turn) -> ToldOfTheft:
    """All of it, for the case."""
    return ToldOfTheft(
        report=turn.slot(_REPORT) or "",
        amounts_fen=_left_of_list(turn, tuple(turn.slot(_AMOUNTS) or ())),
        own=tuple(key for key, own in marks(turn).items() if own),
    )


def _left_of_list(turn: Turn, told: tuple[int, ...]) -> tuple[int, ...]:
    """What was told without the customer's own, where it was told of all that the list comes to."""
    own = [key for key, is_own in marks(turn).items() if is_own]
    return left_of_list(suspicious(turn), own, told) if told and own else told


def left_of_list(
    listed: Sequence[Transaction], own: Collection[str], told: tuple[int, ...]
) -> tuple[int, ...]:
    """The same for those listed, of which some are the customer's `own`."""
    whole = sum(transaction.amount_fen for transaction in listed)
    if not _LEAST_OF_ALL * whole <= sum(told) <= _MOST_OF_ALL * whole:
        return told
    left = sum(transaction.amount_fen for transaction in listed if transaction.id not in own)
    return (left,) if left else ()


def is_whole_story(turn: Turn) -> bool:
    """Whether the first words told already what happened and how much is gone."""
    known = told(turn)
    return known.amount_fen is not None and len(known.report) >= STORY_LENGTH


def amount_in_words(turn: Turn) -> str:
    """How much is gone by what was told, else that it is not known yet."""
    amount, words = told(turn).amount_fen, texts().matters
    if amount is None:
        return words.to_be_checked
    return words.told_amount.format(amount=format_fen(amount))


def rows(turn: Turn) -> dict[str, str]:
    """What the case's card shows of it from the beginning."""
    if told(turn).amount_fen is None:
        return {}
    return {term(FactKey.TRANSACTION_AMOUNT): amount_in_words(turn)}


def _amounts(turn: Turn) -> list[SpokenAmount]:
    """What the message says to be gone."""
    return [one for one in _spoken(turn) if not _is_own(turn, one)]


def _own(turn: Turn) -> list[SpokenAmount]:
    """What the message says to be spent by the customer's own wish."""
    return [one for one in _spoken(turn) if _is_own(turn, one)]


def _is_own(turn: Turn, one: SpokenAmount) -> bool:
    deceived = is_of_deceived(turn)
    if is_own(turn.text, one.start, deceived=deceived):
        return True
    if deceived or not turn.came_in_journey:
        return False
    own = owned_unlisted(turn)
    return any(own.get(t.id) and t.amount_fen == one.fen for t in suspicious(turn))


def _spoken(turn: Turn) -> list[SpokenAmount]:
    """The amounts in the message, but for what remains."""
    named = [
        SpokenAmount(entity["start"], entity["end"], fen)
        for entity in turn.entities
        if entity.get("entity") == "amount"
        and entity.get("start") is not None
        and (
            not is_what_remains(turn.folded[: entity["start"]])
            or is_own(turn.text, entity["start"])
        )
        and (fen := _fen(str(entity["value"])))
    ]
    known = {place for one in named for place in range(one.start, one.end)}
    bare = [one for one in bare_amounts(turn.text) if one.start not in known]
    minutes = minutes_of_list(turn)
    spoken = [one for one in (*named, *bare) if one.start not in minutes]
    return sorted(spoken, key=lambda one: one.start)


def _fen(amount: str) -> int | None:
    try:
        return parse_yuan(amount)
    except ValueError:
        return None
