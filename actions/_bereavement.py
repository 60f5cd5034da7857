"""Whoever asks what becomes of the wallet of somebody who has died: condolence, the papers, people.

Comes before any topic, for it sounds like many. It must not know how an estate is settled.
"""

from __future__ import annotations

from actions._past import OFFER
from actions._topics import button
from actions._turn import Turn
from kefu.core.bereaved_words import speaks_of_estate
from kefu.core.handoff import HandoffReason
from kefu.core.theft_words import reports_theft


def answer(turn: Turn) -> bool:
    """Answer with sympathy; whether somebody has died. Money that is stolen goes first."""
    if turn.intent in {"human_agent", "complaint"} or not speaks_of_estate(turn.text):
        return False
    if reports_theft(turn.text):
        return False
    again = turn.said_last("utter_service_bereaved")
    turn.set(**{OFFER: HandoffReason.CUSTOMER_REQUEST.value})
    turn.say(
        "utter_service_bereaved_again" if again else "utter_service_bereaved",
        buttons=[button("human_agent")],
    )
    return True
