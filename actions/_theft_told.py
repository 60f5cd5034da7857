"""What the victim of a theft tells along the way, kept for the case: their first words and how much
is gone.
"""

from __future__ import annotations

from typing import Final

from actions._theft_statement import marks
from actions._turn import Turn
from kefu.core.handoff import FactKey
from kefu.core.hearsay_words import hearsay_in
from kefu.core.money import format_fen, parse_yuan
from kefu.core.theft import ToldOfTheft
from kefu.core.theft_words import is_what_remains, reports_emergency
from kefu.nlu.acts import Act
from kefu.words.terms import term
from kefu.words.texts import texts

_REPORT: Final = "theft_report"
_AMOUNTS: Final = "theft_amounts"
"""Amounts in fen, in the order in which they were told."""
STORY_LENGTH: Final = 12
SLOTS: Final = (_REPORT, _AMOUNTS)


def hear(turn: Turn) -> None:
    """Keep the first words of the report, and amounts that were told with it or after it."""
    if turn.entity("theft_statement", "theft_tick", "theft_freeze") is not None:
        return
    if hearsay_in(turn.text) is not None:
        return  # what is gone there is none of theirs
    tells = tells_of_theft(turn)
    if tells and not turn.slot(_REPORT) and not turn.text.startswith("/"):
        turn.set(**{_REPORT: turn.text})
    if turn.asked == "theft_statement" and not tells:
        return  # an amount there points at one in the list
    found = [fen for fen in map(_fen, _amounts(turn)) if fen]
    if not found:
        return
    known = [] if turn.does(Act.CORRECTS) else list(turn.slot(_AMOUNTS) or [])
    turn.set(**{_AMOUNTS: list(dict.fromkeys([*known, *found]))})


def tells_of_theft(turn: Turn) -> bool:
    """Whether the message tells of a theft that must be dealt with."""
    stolen = turn.intent == "account_stolen" and hearsay_in(turn.text) is None
    return stolen or reports_emergency(turn.text)


def told(turn: Turn) -> ToldOfTheft:
    """All of it, for the case."""
    return ToldOfTheft(
        report=turn.slot(_REPORT) or "",
        amounts_fen=tuple(turn.slot(_AMOUNTS) or ()),
        own=tuple(key for key, own in marks(turn).items() if own),
    )


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


def _amounts(turn: Turn) -> list[str]:
    return [
        str(entity["value"])
        for entity in turn.entities
        if entity.get("entity") == "amount"
        and not is_what_remains(turn.folded[: entity.get("start") or 0])
    ]


def _fen(amount: str) -> int | None:
    try:
        return parse_yuan(amount)
    except ValueError:
        return None
