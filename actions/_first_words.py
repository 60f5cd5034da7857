"""What a first sentence that names a matter may be instead of a wish: a question about it, a word
that puts it off, one that only supposes it, or one that is about something else after all.

Such a sentence is answered and begins nothing. It must not know a topic.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from actions._matters import THEFT
from actions._steps import form_of
from actions._topics import button
from actions._turn import Turn
from kefu.core.asking_form_words import (
    asks_of_people,
    asks_what_others_do,
    asks_whether,
    wants_it_done,
)
from kefu.core.distance_words import Distance, distance_of
from kefu.core.later_words import plans_for_later
from kefu.core.reserve_words import Reserve, reserve_in, tells_of_loss
from kefu.core.swindler_words import sounds_like_swindle
from kefu.core.theft_words import reports_emergency
from kefu.nlu.acts import Act, Aspect
from kefu.words.texts import texts

# Asked in these ways, a first sentence wants the thing done.
_WISHES: Final = (Aspect.PROCEDURE, Aspect.POSSIBILITY, Aspect.REASON, Aspect.STATUS)
_FACTS: Final = ("phone_number", "email", "amount", "merchant", "transaction_id", "time")
# Who names one wants something done with it.
_NAMED: Final = ("phone_number", "email", "transaction_id")
_SAID_OF: Final = {
    Reserve.LATER: "utter_smalltalk_later",
    Reserve.ONLY_ASKED: "utter_smalltalk_only_asked",
    Reserve.SUPPOSED: "utter_smalltalk_supposed",
    Reserve.TOLD: "utter_smalltalk_told",
}
_SAID_FROM: Final = {
    Distance.TOLD: "utter_smalltalk_told",
    Distance.GUESSED: "utter_smalltalk_guessed",
}
_NO_ANSWER: Final = "utter_smalltalk_no_answer_yet"
# Of a swindle one tells what others say and do.
_HEARSAY_BY_NATURE: Final = frozenset({"phishing_report"})
_MORE: Final = (Act.REQUESTS, Act.ASKS, Act.AGREES, Act.CORRECTS)


def unwanted(turn: Turn) -> bool:
    """Whether the same thing under another name is said no to: 提现那个先不说 of a withdrawal that
    did not come.
    """
    deeds = texts().topics.deeds
    deed = deeds.get(turn.intent)
    same = [name for name in turn.manner.negated if deed is not None and deeds.get(name) == deed]
    return bool(same) and not turn.does(*_MORE)


def left_aside(turn: Turn, begun_by: tuple[str, ...]) -> str | None:
    """What of another journey the words say no to, and nothing else, in the middle of this one;
    empty where it is only not so (密码我记得的).
    """
    others = turn.manner.negated
    if not others or turn.does(*_MORE, Act.NO_SUCCESS) or set(others) & set(begun_by):
        return None
    if turn.intent in begun_by or form_of(turn.intent) is None or turn.intent in THEFT:
        return None
    topics = texts().topics
    if others[0] in topics.deeds:
        return topics.deed(others[0])
    return "" if turn.intent in others else None


def answer(turn: Turn, about: Mapping[str, str], *, may_wait: bool, looks_up: bool = False) -> bool:
    """Answer a first sentence that wants nothing done yet; whether it was one. `about` says what
    answers a question of an intent for which there is no better answer; a journey that `looks_up`
    answers the others from the wallet. What may not wait is not put off, and not explained to
    whoever has lost something.
    """
    if turn.was_given_on or turn.text.startswith("/"):
        return False
    if not may_wait and (reports_emergency(turn.text) or tells_of_loss(turn.text)):
        return False
    reserve = reserve_in(turn.text) if may_wait else None
    # What only tells is read from the whole text, whatever else a part of it sounds like.
    if reserve is Reserve.TOLD and turn.entity(*_NAMED) is None:
        turn.say(_SAID_OF[reserve], buttons=[button(turn.intent)])
        return True
    if reserve is not None and (plans_for_later(turn.text) or not turn.does(*_MORE)):
        turn.say(_SAID_OF[reserve], {"title": texts().topics.name(turn.intent)})
        return True
    if turn.intent not in texts().topics.intents:
        return False  # what is wanted was read from words of its own, and is wanted
    title = {"title": texts().topics.name(turn.intent)}
    known = about.get(turn.intent)
    if may_wait and asks_of_people(turn.text) and turn.entity(*_NAMED) is None:
        turn.say(_NO_ANSWER, title, buttons=[button(turn.intent), button("human_agent")])
        return True
    if (known or (may_wait and not looks_up)) and only_asks(turn):
        human = [] if known else [button("human_agent")]
        turn.say(known or _NO_ANSWER, title, buttons=[button(turn.intent), *human])
        return True
    distance = _distance(turn) if may_wait else None
    if distance is None:
        return False
    turn.say(_SAID_FROM[distance], title, buttons=[button(turn.intent)])
    return True


def _distance(turn: Turn) -> Distance | None:
    """How far from its matter the words keep; whoever only reacts, in words that hardly sound like
    a matter, has begun none.
    """
    if turn.intent in _HEARSAY_BY_NATURE:
        unlikely = bool(turn.doubt) or turn.does(Act.WAITS, Act.CORRECTS)
        return Distance.TOLD if unlikely and not sounds_like_swindle(turn.text) else None
    if turn.does(Act.CORRECTS, Act.AGREES) or turn.entity(*_NAMED, "amount") is not None:
        return None
    found = distance_of(turn.text)
    if found is not None or turn.manner.acts != {Act.TELLS}:
        return found
    is_first = next(turn.earlier(), None) is None
    return Distance.TOLD if turn.doubt and not is_first and not turn.entity(*_FACTS) else None


def only_asks(turn: Turn) -> bool:
    """Whether the words ask about the matter, and neither to have it done nor why it failed."""
    by_form = asks_whether(turn.text)
    if not (turn.does(Act.ASKS) or by_form):
        return False
    if turn.does(Act.NO_SUCCESS, Act.AGREES) or (
        turn.does(Act.REQUESTS) and not asks_what_others_do(turn.text)
    ):
        return False
    if turn.has("asks_for_help") or turn.entity(*_FACTS):
        return False
    if turn.has("asks_what_freezing_does"):
        return True
    if turn.asks_about(Aspect.REASON, Aspect.STATUS):
        return False
    return by_form or not (turn.asks_about(*_WISHES) or wants_it_done(turn.text))
