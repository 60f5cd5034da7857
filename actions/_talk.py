"""What is said to the listener, whichever matter it sounds like: answered in a sentence, and
nothing that is under way is lost by it.
"""

from __future__ import annotations

from typing import Final

from rasa_sdk.events import SlotSet

from actions._past import Moment, TrackerEvent
from actions._turn import REQUESTED, Turn, stop
from kefu.core.talk_words import SmallTalk, talk_in

_THEFT_FORM: Final = "theft_form"
_SAID: Final = {
    SmallTalk.LISTEN: "utter_smalltalk_listening",
    SmallTalk.MOOD: "utter_smalltalk_mood",
    SmallTalk.ALONE: "utter_smalltalk_alone",
    SmallTalk.RELIEVED: "utter_smalltalk_relieved",
}
# 解决了 answers with these, and needs no other word.
_KNOWN: Final = frozenset({"affirm", "thanks", "account_stolen"})


def instead(turn: Turn) -> list[TrackerEvent] | None:
    """What is done in place of the action; None when a matter is spoken of."""
    if turn.form == _THEFT_FORM or turn.text.startswith("/"):
        return None
    talk = talk_in(turn.text)
    if talk is None or (turn.intent in _KNOWN and talk is not SmallTalk.LISTEN):
        return None
    in_journey = turn.form is not None and turn.moment(turn.form) is not Moment.START
    if in_journey and talk is SmallTalk.RELIEVED:
        return None
    turn.say(_SAID[talk])
    if not in_journey:
        return stop()
    turn.set(journey_silent=True)
    return [SlotSet(REQUESTED, turn.asked)]
