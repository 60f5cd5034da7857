"""What is said to the listener, whichever matter it sounds like: answered in a sentence, and
nothing that is under way is lost by it.
"""

from __future__ import annotations

from typing import Final

from rasa_sdk.events import SlotSet

from actions._past import Moment, TrackerEvent
from actions._turn import REQUESTED, Turn, stop
from kefu.core.complaint_words import praises
from kefu.core.others_lock_words import leaves_it_to_them
from kefu.core.reserve_words import is_settled
from kefu.core.talk_words import SmallTalk, talk_in
from kefu.nlu.acts import Act

_THEFT_FORM: Final = "theft_form"
_SAID: Final = {
    SmallTalk.LISTEN: "utter_smalltalk_listening",
    SmallTalk.MOOD: "utter_smalltalk_mood",
    SmallTalk.ALONE: "utter_smalltalk_alone",
    SmallTalk.OFFICIAL: "utter_smalltalk_official",
    SmallTalk.RELIEVED: "utter_smalltalk_relieved",
}
_ALWAYS: Final = frozenset({SmallTalk.LISTEN, SmallTalk.OFFICIAL})
# 解决了 answers with these, and needs no other word.
_KNOWN: Final = frozenset({"affirm", "thanks", "account_stolen"})


def instead(turn: Turn) -> list[TrackerEvent] | None:
    """What is done in place of the action; None when a matter is spoken of."""
    if turn.form == _THEFT_FORM or turn.text.startswith("/"):
        return None
    in_journey = turn.form is not None and turn.moment(turn.form) is not Moment.START
    talk = talk_in(turn.text)
    if talk is None and not in_journey and not turn.does(Act.ASKS) and is_settled(turn.text):
        turn.say(_SAID[SmallTalk.RELIEVED])
        return stop()
    if talk is None and not in_journey and praises(turn.text):
        turn.say("utter_smalltalk_thanks")
        return stop()
    if talk is None and not in_journey and leaves_it_to_them(turn.text):
        turn.say(_SAID[SmallTalk.ALONE])
        return stop()
    if talk is None or (turn.intent in _KNOWN and talk not in _ALWAYS):
        return None
    if in_journey and talk is SmallTalk.RELIEVED:
        return None
    turn.say(_SAID[talk])
    if not in_journey:
        return stop()
    turn.set(journey_silent=True)
    return [SlotSet(REQUESTED, turn.asked)]
