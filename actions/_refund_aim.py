"""What is wanted of money that shall come back, and what the wallet offers for it.

Slots and services only; nothing is said here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from actions import _figures
from actions._kefu import ask, topics
from actions._turn import Turn
from kefu.core.capability import Capability
from kefu.core.refund_words import asks_progress, names_wrong_payee, tells_of_child

FORM: Final = "refund_form"
LOOK: Final = "look"
"""Chosen by whom nobody knows yet: to prove who they are, so that the wallet is looked into."""
NONE: Final = "none"
MORE: Final = "more"
_FAMILY: Final = "utter_theft_heard_family"
_TITLE: Final = 7


class RefundAim(StrEnum):
    """What is wanted."""

    REQUEST = "request"
    PROGRESS = "progress"
    DISPUTE = "dispute"
    WRONG_PAYEE = "wrong_payee"
    MINOR = "minor"
    """A child paid."""

    @property
    def is_for_people(self) -> bool:
        """Whether only people can settle it."""
        return self not in {RefundAim.REQUEST, RefundAim.PROGRESS}


_NEEDS: Final = {
    RefundAim.REQUEST: Capability.REFUND_REQUESTS,
    RefundAim.PROGRESS: Capability.REFUND_RECORDS,
}


def names_button(turn: Turn) -> bool:
    """Whether a child's payment was spoken of just now, and the words are no more than a title."""
    return turn.said_before(_FAMILY) and len(turn.text) <= _TITLE and not turn.entities


def names_aim(turn: Turn) -> bool:
    """Whether the words tell of a child's payment or a wrong payee, whatever they were read as."""
    return tells_of_child(turn.text) or names_wrong_payee(turn.text)


def aim_in(turn: Turn) -> RefundAim:
    """What a first sentence, or a button, wants."""
    chosen = turn.entity("refund_choice")
    if chosen in list(RefundAim):
        return RefundAim(chosen)
    if tells_of_child(turn.text) or names_button(turn):
        return RefundAim.MINOR
    if turn.has("names_wrong_payee") or names_wrong_payee(turn.text):
        return RefundAim.WRONG_PAYEE
    if asks_progress(turn.text):
        return RefundAim.PROGRESS
    return RefundAim.DISPUTE if turn.intent == "dispute" else RefundAim.REQUEST


def aim(turn: Turn) -> RefundAim:
    """What the journey under way is for."""
    return RefundAim(turn.slot("refund_aim") or RefundAim.REQUEST)


def is_offered(turn: Turn) -> bool:
    """Whether the wallet has what is wanted; what is for people anyway needs nothing of it."""
    needed = _NEEDS.get(aim(turn))
    return needed is None or ask(topics().refunds.offers, needed)


def wallet_asked(turn: Turn) -> bool:
    """Whether the wallet is looked into: of whom is known, for what it offers, or of who wants to
    prove who they are.
    """
    if _figures.is_known(turn) or turn.slot("refund_look") == LOOK:
        return True
    return not aim(turn).is_for_people and is_offered(turn)


def only_looked_up(turn: Turn) -> bool:
    """Whether the wallet is asked and nothing of it changed."""
    return wallet_asked(turn) and not money_wanted_back(turn)


def money_wanted_back(turn: Turn) -> bool:
    """Whether the bot itself asks for a payment back."""
    return aim(turn) is RefundAim.REQUEST and is_offered(turn)


def progress_asked(turn: Turn) -> bool:
    """Whether it is asked how far a refund is that the wallet knows."""
    return aim(turn) is RefundAim.PROGRESS and is_offered(turn)


def disputed_in_wallet(turn: Turn) -> bool:
    """Whether a payment of a known customer is disputed."""
    return aim(turn) is RefundAim.DISPUTE and wallet_asked(turn)


def payment_sought(turn: Turn) -> bool:
    """Whether a payment has to be found in the wallet."""
    return aim(turn) is not RefundAim.PROGRESS and wallet_asked(turn)


def evidence_asked(turn: Turn) -> bool:
    """Whether what is told can be shown by a picture."""
    return aim(turn) in {RefundAim.DISPUTE, RefundAim.MINOR}
