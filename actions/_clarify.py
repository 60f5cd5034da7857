"""Readings of a message: asked for where none is sure, offered anew where the one taken was wrong.

Asked once, never twice in a row and never about a theft, which is acted on. What the customer
chooses is acted on with the words and facts of the message it was asked about, and logged for those
who teach the bot: the message's id and the names, never its words.
"""

from __future__ import annotations

import re
from typing import Final

import structlog

from actions import _matters
from actions._matters import THEFT
from actions._past import OFFER, Message, TrackerEvent
from actions._topics import button
from actions._turn import Button, Turn, stop
from kefu.core.handoff import HandoffReason
from kefu.nlu.acts import Act, Aspect
from kefu.nlu.matters import related
from kefu.nlu.normalise import fold
from kefu.nlu.ordinals import ordinal
from kefu.nlu.repairs import Repair, repair
from kefu.words.texts import texts

READING: Final = "reading"
"""In the payload of a choice: it tells what an earlier message meant."""
NONE: Final = "none"
_CHOSEN: Final = "chosen"
UNCLEAR: Final = "unclear"
_WHICH: Final = "utter_smalltalk_which"
_ASKING: Final = ("utter_smalltalk_clarify", "utter_smalltalk_misread_readings", _WHICH)
READINGS_SHOWN: Final = 3
_STOLEN: Final = "account_stolen"
_FEES: Final = "fee_query"
LEAST_SHARE: Final = 0.05
# With so much of what all matters together have, one is meant, and facts or small talk beside it.
ONE_MATTER: Final = 0.75
# Less is enough where a question is asked: a wrong answer costs no more than being asked back.
ONE_QUESTION: Final = 0.6
# From so much on a theft as the second reading is acted on: what it costs to miss one is beyond
# all turns.
THEFT_SHARE: Final = 0.3
# Longer words are not quoted, and neither is what holds numbers.
_LONGEST_QUOTE: Final = 24
_HAS_NUMBER: Final = re.compile(r"[\d*@\[\]{}]")

_log = structlog.get_logger("kefu.readings")


def ask(turn: Turn) -> list[TrackerEvent] | None:
    """Ask which reading is meant, when none is sure; None when there is nothing to ask."""
    if not turn.doubt or turn.came_in_journey or turn.intent in THEFT or _was_asked(turn):
        return None
    stolen = any(c["name"] == _STOLEN and c["confidence"] >= THEFT_SHARE for c in turn.doubt)
    if stolen and not turn.negates_any(_STOLEN):
        return _matters.go_on(turn, _matters.told(_STOLEN, turn.text, turn.entities))
    meant = readings(turn)
    if (matter := _whose_cost(turn, meant)) is not None:
        said = _matters.told(matter, turn.text, turn.entities)
        return None if turn.intent == matter else _matters.go_on(turn, said)
    if len(meant) < 2 or _has_one_matter(turn, meant):
        return None
    _say(turn, "utter_smalltalk_clarify", turn.text, meant)
    return stop()


def _whose_cost(turn: Turn, meant: list[str]) -> str | None:
    """The matter whose cost is asked for, where the doubt is only between it and fees."""
    matters = [name for name in meant if name != _FEES]
    is_between = len(matters) == 1 and _FEES in meant
    return matters[0] if is_between and turn.asks_about(Aspect.COST) else None


def chosen(turn: Turn) -> list[TrackerEvent] | None:
    """Take the answer to such a question: None when the message is none, or when the action that
    runs is the right one and has heard what was meant.
    """
    name = _choice(turn)
    if name is None:
        return None
    if name == UNCLEAR and not turn.said_last(_WHICH):
        turn.say(_WHICH, buttons=_choices(_offered(turn)))
        return stop()
    name = NONE if name == UNCLEAR else name
    asked_about = _asked_about(turn, name)
    _log.info(
        "reading_chosen",
        conversation_id=turn.conversation_id,
        turn=turn.id,
        of=asked_about.get("message_id") if asked_about else None,
        offered=[c["name"] for c in (asked_about or {}).get("intent_ranking") or []],
        chosen=name,
    )
    if name == NONE:
        turn.set(**{OFFER: HandoffReason.REPEATED_MISUNDERSTANDING.value})
        turn.say("utter_smalltalk_clarify_none", buttons=[button("human_agent")])
        return stop()
    if asked_about is None:
        return None
    facts = [
        *asked_about.get("entities", ()),
        *(e for e in turn.entities if e["entity"] != READING),
    ]
    said = _matters.told(name, asked_about["text"], facts)
    if turn.intent == name:
        turn.hear_again(said)
        return None
    return _matters.go_on(turn, said)


def say_misread(turn: Turn, *, was_another: bool = False) -> None:
    """Say plainly that the last answer was of no use, with the next readings of what was asked, all
    of them where it was another that was meant; the second time in a row a human.
    """
    if turn.said_last("utter_smalltalk_misread"):
        turn.set(**{OFFER: HandoffReason.REPEATED_MISUNDERSTANDING.value})
        turn.say("utter_smalltalk_misread_again")
        return
    misread = next((m for m in turn.earlier() if _may_be_misread(m)), None)
    if misread is not None:
        ranking = misread["intent_ranking"][1:]
        likely = [c["name"] for c in ranking if c["confidence"] >= LEAST_SHARE]
        if was_another:
            likely += _near(misread["intent_ranking"][0]["name"], [c["name"] for c in ranking])
        others = _readings(turn, likely)
        if others:
            _say(turn, "utter_smalltalk_misread_readings", misread["text"], others)
            return
    turn.set(**{OFFER: HandoffReason.REPEATED_MISUNDERSTANDING.value})
    turn.say("utter_smalltalk_misread")


def _near(intent: str, ranking: list[str]) -> list[str]:
    """What else may have been meant where an intent seemed sure: the same thing in another way
    (充值未到账 beside 怎么充值), what often goes with it, and what else is likely at all.
    """
    deeds = texts().topics.deeds
    same = [other for other in deeds if other != intent and deeds[other] == deeds.get(intent)]
    touched = [other for other in related(intent) if other not in _matters.THEFT]
    return [*same, *(name for name in ranking if name in touched), *touched, *ranking]


def _may_be_misread(message: Message) -> bool:
    """Whether a message has other readings, and is no word about the talk itself."""
    others = len(message.get("intent_ranking") or []) > 1
    return others and repair(fold(message["text"] or "")) is None


def _say(turn: Turn, response: str, quoted: str, readings: list[str]) -> None:
    said = quoted.strip(" ,.!?，。！？~")
    if len(said) > _LONGEST_QUOTE or _HAS_NUMBER.search(said):
        said = texts().matters.what_was_said
    else:
        said = texts().matters.quoted.format(said=said)
    turn.say(response, {"said": said}, buttons=_choices(readings))


def _choices(readings: list[str]) -> list[Button]:
    chosen: list[Button] = [
        {**button(name), "payload": f'/{name}{{"{READING}": "{_CHOSEN}"}}'} for name in readings
    ]
    none = {"title": texts().matters.none_of_these, "payload": f'/deny{{"{READING}": "{NONE}"}}'}
    return [*chosen, none]


def readings(turn: Turn) -> list[str]:
    """The likeliest readings of a message of which none is sure."""
    return _readings(turn, [c["name"] for c in turn.doubt if c["confidence"] >= LEAST_SHARE])


def _readings(turn: Turn, names: list[str]) -> list[str]:
    topics = texts().topics.intents
    known = [n for n in dict.fromkeys(names) if n in topics and n not in turn.manner.negated]
    by_place = {_matters.settled_by(name): name for name in reversed(known)}  # the likelier stays
    return [name for name in known if name in by_place.values()][:READINGS_SHOWN]


def _has_one_matter(turn: Turn, readings: list[str]) -> bool:
    """Whether the doubt is only how much is said, not which matter is meant."""
    shares = {c["name"]: c["confidence"] for c in turn.doubt if c["name"] in readings}
    enough = ONE_QUESTION if turn.does(Act.ASKS) else ONE_MATTER
    return bool(shares.get(turn.intent, 0.0) >= enough * sum(shares.values()))


def _was_asked(turn: Turn) -> bool:
    return any(map(turn.said_last, _ASKING))


def _choice(turn: Turn) -> str | None:
    """The reading that is chosen by its button, by its number, or by naming it."""
    marked = turn.entity(READING)
    if marked is not None:
        return NONE if marked == NONE else turn.intent
    if not _was_asked(turn) or turn.came_in_journey:
        return None
    offered = _offered(turn)
    number = ordinal(turn.folded)
    if number is not None:
        return [*offered, NONE][number - 1] if number <= len(offered) + 1 else None
    if turn.intent in offered:
        return turn.intent
    if (said := repair(turn.folded)) in {Repair.MISREAD, Repair.NOT_THIS, Repair.NO}:
        return NONE
    if turn.intent == "affirm" or said is Repair.PLAINER:
        return _one_or_unclear(offered)
    leaves = said in {Repair.NEEDLESS, Repair.CLOSED}
    return NONE if turn.intent == "deny" and not leaves else None


def _one_or_unclear(offered: list[str]) -> str | None:
    """A yes takes the one reading that there is; which of several, it does not tell."""
    if not offered:
        return None
    return offered[0] if len(offered) == 1 else UNCLEAR


def _offered(turn: Turn) -> list[str]:
    """The readings among the choices of the turn before this one, in order."""
    return [
        payload[1:].partition("{")[0]
        for payload in turn.payloads_before()
        if f'"{_CHOSEN}"' in payload
    ]


def _asked_about(turn: Turn, name: str) -> Message | None:
    """The latest message that could mean this."""
    return next(
        (
            message
            for message in turn.earlier()
            if len(ranking := message.get("intent_ranking") or []) > 1
            and (name == NONE or any(c["name"] == name for c in ranking))
        ),
        None,
    )
