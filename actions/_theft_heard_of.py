"""What is answered to a theft that is none of the customer's now: another's, a past one, one that
nearly happened or might. Nothing is opened, and the way in stands beside it.
"""

from __future__ import annotations

from typing import Final

from actions._topics import button
from actions._turn import Turn
from kefu.core.hearsay_words import Hearsay, asks_to_prevent, asks_what_would_be_done, hearsay_in
from kefu.core.theft_words import reports_emergency

_STOLEN: Final = "account_stolen"
_WISH: Final = "freeze_account"


def answer(turn: Turn) -> bool:
    """Answer it in a sentence; whether it was one."""
    heard = hearsay_in(turn.text)
    if heard is None or turn.negates_any(_STOLEN):
        return False
    way_in = [_STOLEN] if heard is not Hearsay.NEARLY else [_WISH, _STOLEN]
    turn.say(f"utter_theft_heard_{heard}", buttons=[button(intent) for intent in way_in])
    return True


def answer_what_would_be(turn: Turn) -> bool:
    """Answer whoever asks for advice on what is done about a theft (被盗了你们赔吗), which may be
    theirs; whether it was so.
    """
    heard = hearsay_in(turn.text)
    if heard in {Hearsay.OTHERS, Hearsay.SUPPOSED} and not asks_what_would_be_done(turn.text):
        return False
    if heard is not None:
        return answer(turn)
    if not reports_emergency(turn.text) or asks_to_prevent(turn.text):
        return False
    turn.say(f"utter_theft_heard_{Hearsay.SUPPOSED}", buttons=[button(_STOLEN), button(_WISH)])
    return True
