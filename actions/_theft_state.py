"""Whether the account is frozen, and what is said of it: by the wallet, never by what was planned.

It must not know what is heard.
"""

from __future__ import annotations

from actions import _held
from actions._theft_statement import known_state
from actions._turn import Turn
from kefu.core.freeze_words import Freezing, freezing_in

_UNWANTED = frozenset({Freezing.REFUSED, Freezing.PUT_OFF})


def is_frozen(turn: Turn) -> bool | None:
    """Whether the account is frozen, by the wallet where it was not done just before; None while
    nobody knows which account it is.
    """
    return True if turn.slot("theft_frozen") else known_state(turn)


def say_frozen(turn: Turn) -> None:
    """Say that it is frozen, and by whom where it was not done here; how that is lifted to whoever
    does not want it.
    """
    if say_who_froze(turn):
        return
    lifts = freezing_in(turn.text) in _UNWANTED
    turn.say("utter_theft_frozen_lifting" if lifts else "utter_theft_answer_frozen")


def say_who_froze(turn: Turn) -> bool:
    """Tell the order, or the paper, that holds the account back; whether there is any."""
    account = _held.held(turn)
    if account is None or account.restriction is None:
        return False
    _held.tell(turn, account)
    return True


def say_whether_it_can(turn: Turn) -> bool:
    """Say that it can be frozen, and what that takes; True, for it is an answer."""
    frozen = is_frozen(turn)
    if frozen:
        say_frozen(turn)
    else:
        turn.say("utter_theft_can_freeze_by_code" if frozen is None else "utter_theft_can_freeze")
    return True
