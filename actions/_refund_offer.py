"""Asking back offered to whoever told of a payment, or asked about it, and has not said that it
shall be asked back: no code is sent before that.
"""

from __future__ import annotations

from typing import Final

from actions import _paused, _refund_payment
from actions._past import OFFER
from actions._topics import button
from actions._turn import Turn
from kefu.core.refund import RefundReason
from kefu.core.refund_words import reason_in, wants_back
from kefu.core.reply_words import only_nods
from kefu.core.transaction import Transaction
from kefu.nlu.acts import Act

_MADE: Final = "utter_refund_offer"
_AGAIN: Final = "utter_refund_offer_again"
# The words that this answer names for it are the wish.
_NAMED: Final = "utter_security_agreement_twice"
_INTENT: Final = "refund"
_NO_WISH: Final = (Act.ASKS, Act.REFUSES, Act.NEGATES, Act.WAITS, Act.STOPS)


def is_wished(turn: Turn) -> bool:
    """Whether the message says that money shall be asked back."""
    if turn.is_tap or turn.said_before(_NAMED):
        return True
    if turn.does(*_NO_WISH):
        return False
    if _paused.is_taken_up(turn) or wants_back(turn.text) or turn.has("requests_refund"):
        return True
    agrees = turn.does(Act.AGREES, Act.REQUESTS) and not only_nods(turn.text)
    return agrees and turn.said_last(_MADE)


def make(turn: Turn, payment: Transaction) -> None:
    """Say that it may be asked back, and that nothing has been done; in few words to who was told
    so just before.
    """
    response = _AGAIN if turn.said_last(_MADE) else _MADE
    turn.say(response, _refund_payment.payment_facts(payment), buttons=[button(_INTENT)])
    turn.set(**{OFFER: _INTENT, "transaction_last": payment.id})


def reason(turn: Turn) -> RefundReason | None:
    """Why it is wanted back, by what was told before the offer that is taken up."""
    if not turn.said_last(_MADE):
        return None
    return reason_in(str(next(turn.earlier(), {}).get("text") or ""))
