"""Which movement of a list that was shown is meant: by its place, or by whom it went to."""

from __future__ import annotations

from typing import Final

from actions import _described
from actions._turn import Turn
from kefu.core.ordinal_words import names_none
from kefu.core.transaction import Transaction
from kefu.nlu.acts import Act
from kefu.nlu.normalise import fold

ANOTHER: Final = "another"
"""Chosen by whom none of the list is meant."""


def chosen(turn: Turn, listed: list[Transaction]) -> str | None:
    """The id of the one that is pointed at, or named by its counterparty, in the list shown;
    ANOTHER when none is; None when the words choose nothing.
    """
    shown = turn.slot("transaction_shown") or []
    one = _described.pointed_at(turn, shown)
    named = [] if one else _naming(shown, listed, _described.meant(turn.folded))
    if one is not None or len(named) == 1:
        return one or named[0]
    none_fits = (turn.intent == "deny" or turn.does(Act.NO_SUCCESS)) and names_none(turn.text)
    if is_denied(turn, listed) or not none_fits or turn.entities:
        return None
    return None if turn.does(Act.STOPS, Act.WAITS, Act.ASKS) else ANOTHER


def is_denied(turn: Turn, listed: list[Transaction]) -> bool:
    """Whether the message only says which one it is not: 不是喜茶."""
    shown = turn.slot("transaction_shown") or []
    said = _described.meant(turn.folded)
    if said == turn.folded or _naming(shown, listed, said):
        return False
    return _described.names_a_place(turn.folded) or bool(_naming(shown, listed, turn.folded))


def _naming(shown: list[str], listed: list[Transaction], words: str) -> list[str]:
    return [t.id for t in listed if t.id in shown and fold(t.counterparty) in words]
