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
from actions._handoff import reset
from actions._matters import THEFT
from actions._topics import button
from actions._turn import OFFER, Button, Message, Moment, TrackerEvent, Turn, stop
from kefu.core.handoff import HandoffReason
from kefu.nlu.acts import Act, Aspect
from kefu.nlu.ordinals import ordinal
from kefu.words.texts import texts

READING: Final = "reading"
"""In the payload of a choice: it tells what an earlier message meant."""
NONE: Final = "none"
_CHOSEN: Final = "chosen"
_ASKING: Final = ("utter_smalltalk_clarify", "utter_smalltalk_misread_readings")
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
# With more words than these beside it, 我不是问这个 is followed by what is meant.
_LONGEST_OBJECTION: Final = 12

_log = structlog.get_logger("kefu.readings")


def ask(turn: Turn) -> list[TrackerEvent] | None:
    """Ask which reading is meant, when none is sure; None when there is nothing to ask."""
    if not turn.doubt or turn.came_in_journey or turn.intent in THEFT or _was_asked(turn):
        return None
    if any(c["name"] == _STOLEN and c["confidence"] >= THEFT_SHARE for c in turn.doubt):
        return _matters.go_on(turn, _matters.told(_STOLEN, turn.text, turn.entities))
    readings = _readings(turn, [c["name"] for c in turn.doubt if c["confidence"] >= LEAST_SHARE])
    if (matter := _whose_cost(turn, readings)) is not None:
        said = _matters.told(matter, turn.text, turn.entities)
        return None if turn.intent == matter else _matters.go_on(turn, said)
    if len(readings) < 2 or _has_one_matter(turn, readings):
        return None
    _say(turn, "utter_smalltalk_clarify", turn.text, readings)
    return stop()


def _whose_cost(turn: Turn, readings: list[str]) -> str | None:
    """The matter whose cost is asked for, where the doubt is only between it and fees."""
    matters = [name for name in readings if name != _FEES]
    is_between = len(matters) == 1 and _FEES in readings
    return matters[0] if is_between and turn.asks_about(Aspect.COST) else None


def chosen(turn: Turn) -> list[TrackerEvent] | None:
    """Take the answer to such a question: None when the message is none, or when the action that
    runs is the right one and has heard what was meant.
    """
    name = _choice(turn)
    if name is None:
        return None
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


def object_to(turn: Turn) -> list[TrackerEvent] | None:
    """The customer says that the last answer was to something else: None when not."""
    if not turn.has("rejects_reading") or len(turn.folded.strip()) > _LONGEST_OBJECTION:
        return None
    if turn.form is not None and turn.moment(turn.form) is not Moment.START:
        if turn.form == "theft_form" or not turn.began_last(turn.form):
            return None
        reset(turn, turn.form)
    say_misread(turn, least_share=0.0)
    return stop()


def say_misread(turn: Turn, *, least_share: float = LEAST_SHARE) -> None:
    """Say plainly that the last answer was of no use, with the next readings of what was asked, of
    at least this share; the second time in a row a human.
    """
    if turn.said_last("utter_smalltalk_misread"):
        turn.set(**{OFFER: HandoffReason.REPEATED_MISUNDERSTANDING.value})
        turn.say("utter_smalltalk_misread_again")
        return
    misread = next((m for m in turn.earlier() if len(m.get("intent_ranking") or []) > 1), None)
    if misread is not None:
        ranking = misread["intent_ranking"][1:]
        readings = _readings(turn, [c["name"] for c in ranking if c["confidence"] >= least_share])
        if readings:
            _say(turn, "utter_smalltalk_misread_readings", misread["text"], readings)
            return
    turn.set(**{OFFER: HandoffReason.REPEATED_MISUNDERSTANDING.value})
    turn.say("utter_smalltalk_misread")


def _say(turn: Turn, response: str, quoted: str, readings: list[str]) -> None:
    said = quoted.strip(" ,.!?，。！？~")
    if len(said) > _LONGEST_QUOTE or _HAS_NUMBER.search(said):
        said = texts().matters.what_was_said
    else:
        said = texts().matters.quoted.format(said=said)
    choices: list[Button] = [
        {**button(name), "payload": f'/{name}{{"{READING}": "{_CHOSEN}"}}'} for name in readings
    ]
    none = {"title": texts().matters.none_of_these, "payload": f'/deny{{"{READING}": "{NONE}"}}'}
    turn.say(response, {"said": said}, buttons=[*choices, none])


def _readings(turn: Turn, names: list[str]) -> list[str]:
    known = [n for n in names if n in texts().topics.intents and n not in turn.manner.negated]
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
    if turn.intent == "affirm":
        return offered[0] if offered else None
    return NONE if turn.intent == "deny" else None


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
