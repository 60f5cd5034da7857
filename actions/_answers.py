"""Matters that one response answers, by topic, and how it is said.

Must not know how a message came to mean the matter.
"""

from __future__ import annotations

from typing import Final

from actions import _figures, _follow_ups
from actions._past import OFFER
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.handoff import HandoffReason

BY_TOPIC: Final = {
    "guide": {
        "deposit_howto": "utter_guide_deposit",
        "withdraw_howto": "utter_guide_withdraw",
        "transfer_howto": "utter_guide_transfer",
        "payment_howto": "utter_guide_payment",
        "bind_card": "utter_guide_bind_card",
        "unbind_card": "utter_guide_unbind_card",
        "change_phone": "utter_guide_change_phone",
        "real_name_verification": "utter_guide_real_name",
        "account_closure": "utter_guide_account_closure",
        "register_account": "utter_guide_register",
    },
    "transaction": {
        "balance_query": "utter_transaction_balance",
        "transaction_history": "utter_transaction_history",
        "limit_query": "utter_transaction_limit",
        "fee_query": "utter_transaction_fee",
    },
    "service": {
        "service_hours": "utter_service_hours",
        "contact_channels": "utter_service_contact",
        "transcript_request": "utter_service_transcript",
    },
    "password": {"login_problem": "utter_password_login_problem"},
    "verification": {"verification_code_not_received": "utter_verification_advice"},
}
ANSWERS: Final = {i: response for topic in BY_TOPIC.values() for i, response in topic.items()}
_AGAIN: Final = "utter_smalltalk_said_before"


def say(turn: Turn, intent: str, *, own: list[Button] | None = None) -> None:
    """Answer; what was answered just before is not said once more, word by word. `own` are buttons
    below it, where it leads to no figure.
    """
    response = ANSWERS[intent]
    if _figures.tell(turn, intent) or (turn.said_before(response) and _says_where(turn, intent)):
        pass
    elif turn.said_before(response) or turn.said_last(_AGAIN):
        turn.set(**{OFFER: HandoffReason.REPEATED_MISUNDERSTANDING.value})
        turn.say(_AGAIN, buttons=[button("human_agent")])
    else:
        turn.say(response, buttons=_figures.own_button(turn, intent) or own)
    _follow_ups.remember(turn, intent)


def _says_where(turn: Turn, intent: str) -> bool:
    """Whether a tap on what was just explained is answered with where to begin."""
    if not turn.is_tap:
        return False
    _follow_ups.remember(turn, intent)
    if (where := _follow_ups.first_step(turn)) is None:
        return False
    turn.say(where, buttons=[button("human_agent")])
    return True
