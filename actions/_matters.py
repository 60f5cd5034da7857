"""Several matters in one message: what is dealt with now, what is kept for later, and its offer.

A matter that waits keeps the words and the facts that were told for it. Must not know what a
journey does with them.
"""

from __future__ import annotations

from typing import Any, Final

from actions._answers import ANSWERS, BY_TOPIC
from actions._past import OFFER, Message, TrackerEvent
from actions._steps import form_of
from actions._turn import Turn, go_to
from kefu.core.reserve_words import sets_scene
from kefu.core.theft_words import reports_theft
from kefu.nlu.acts import Act, Aspect, Manner, manner_of
from kefu.nlu.keys import INTENTS, MANNER
from kefu.nlu.normalise import fold
from kefu.words.texts import texts

DEPTH: Final = 3
# Settles one matter at a time; any other journey settles all that begin it.
_ONE_EACH: Final = "service_form"
NEXT: Final = "matter"
THEFT: Final = frozenset({"account_stolen", "freeze_account"})
_LONGEST: Final = 200
# Facts about the customer, which belong to every matter of a message.
_COMMON: Final = frozenset({"phone_number", "email"})
_FACT: Final = ("entity", "value", "grain")

_ACTIONS: Final = {
    **{
        intent: f"action_{topic}_answer"
        for topic, answers in BY_TOPIC.items()
        for intent in answers
    },
    "two_factor": "action_security_advise",
    "security_advice": "action_security_advise",
    "ticket_status": "action_service_report_tickets",
    "human_agent": "action_service_handoff",
    "complaint": "action_service_complain",
}
_NO_WISH: Final = frozenset({Act.REFUSES, Act.NEGATES, Act.STOPS, Act.AGREES})
# Whoever is given a person tells them the rest.
_TO_PEOPLE: Final = frozenset({"human_agent", "complaint"})


def action_for(intent: str) -> str | None:
    """The action or form that a matter leads to; None for small talk and the like."""
    return form_of(intent) or _ACTIONS.get(intent)


def is_mood(intent: str) -> bool:
    """Whether it brings no matter, only how somebody feels."""
    return intent == "complaint" or action_for(intent) is None


def settled_by(intent: str) -> str:
    """The journey that settles a matter together with others, or the matter itself."""
    form = form_of(intent)
    return intent if form is None or form == _ONE_EACH else form


def waiting(turn: Turn) -> list[Message]:
    """The matters that wait, the first to come first."""
    return list(turn.slot("matters_open") or [])


def take_apart(turn: Turn) -> None:
    """Keep the further matters of a message for later, and leave to the present one what was told
    for it. Facts of a theft may stand anywhere in its message.
    """
    later = [
        matter
        for matter in _others(turn)
        if _waits(matter["name"], turn) and not _is_the_theft(matter, turn)
    ]
    known = [m for m in waiting(turn) if _intent(m) != turn.intent]
    for matter in later:
        if matter["name"] not in map(_intent, known):
            known.append(_told(turn, matter))
    if later or known != waiting(turn):
        _keep(turn, known)
    answered = answered_first(turn)
    elsewhere = [*later, *(matter for matter in turn.matters if matter["name"] in answered)]
    if elsewhere and turn.intent not in THEFT:
        turn.hear_again(_without(turn, elsewhere))


def keep(turn: Turn) -> None:
    """Keep what the message is about for later, with all that it tells: something else goes before
    it.
    """
    known = [matter for matter in waiting(turn) if _intent(matter) != turn.intent]
    _keep(turn, [*known, told(turn.intent, turn.text, turn.entities)])


def keep_matter(turn: Turn, matter: Message) -> None:
    """Keep one of the message's matters for later, with its own words and facts."""
    known = [other for other in waiting(turn) if _intent(other) != matter["name"]]
    _keep(turn, [*known, _told(turn, matter)])


def is_for_people(turn: Turn) -> bool:
    """Whether a person is asked for, or complained to."""
    return turn.intent in _TO_PEOPLE


def answered_together(turn: Turn) -> list[str]:
    """The present matter and the others that are answered in the same turn, as they were asked."""
    asked = [matter["name"] for matter in turn.matters if matter["name"] in ANSWERS]
    return list(dict.fromkeys(asked)) if turn.intent in asked else [turn.intent]


def answered_first(turn: Turn) -> list[str]:
    """What is answered before a journey begins, so that its question is what is read last."""
    if turn.intent in ANSWERS or turn.intent in THEFT:
        return []
    return [matter["name"] for matter in _others(turn) if matter["name"] in ANSWERS]


def offer_next(turn: Turn) -> bool:
    """Ask whether to go on with the first that waits; False when none does."""
    matters = waiting(turn)
    if not matters:
        return False
    title = texts().topics.name(_intent(matters[0]))
    turn.say("utter_service_matter_offer", {"matter": title})
    turn.set(**{OFFER: NEXT})
    return True


def take_up(turn: Turn) -> list[TrackerEvent]:
    """Go on with the first that waits, as if its words had just been said."""
    first, *others = waiting(turn)
    _keep(turn, others)
    return go_on(turn, first)


def go_on(turn: Turn, matter: Message) -> list[TrackerEvent]:
    """Act on a matter as if its words had just been said."""
    turn.set(matter_told=matter)
    return go_to(action_for(_intent(matter)) or "action_listen")


def told(
    intent: str, text: str, entities: list[dict[str, Any]], *, placed: bool = False
) -> Message:
    """A matter as a message of its own: its words and the facts in them, with their places where
    the text is the one in which they were found.

    By the time it is heard the customer has chosen it, so nothing in it refuses.
    """
    kept = (*_FACT, "start", "end") if placed else _FACT
    facts = [{key: entity[key] for key in kept if key in entity} for entity in entities]
    said = manner_of(fold(text))
    wished = Manner(said.acts - _NO_WISH or frozenset({Act.TELLS}), (), said.aspects)
    return {
        "text": text[:_LONGEST],
        "intent": {"name": intent},
        "entities": facts,
        MANNER: wished.as_json(),
    }


def in_message(message: Message) -> list[Message]:
    """The matters of an earlier message that lead anywhere, each as a message of its own."""
    text = str(message.get("text") or "")
    return [
        told(m["name"], text[m.get("start", 0) : m.get("end", len(text))], [])
        for m in message.get(INTENTS) or []
        if action_for(m["name"]) is not None
    ]


def forget(turn: Turn, intent: str) -> None:
    """It waits no longer."""
    if waiting(turn):
        _keep(turn, [matter for matter in waiting(turn) if _intent(matter) != intent])


def drop_first(turn: Turn) -> None:
    """The customer does not want it."""
    turn.say("utter_service_matter_dropped")
    _keep(turn, waiting(turn)[1:])


def forget_all(turn: Turn) -> None:
    """None shall be offered."""
    _keep(turn, [])


def _keep(turn: Turn, matters: list[Message]) -> None:
    turn.set(matters_open=matters[:DEPTH] or None)


def _intent(matter: Message) -> str:
    return str(matter["intent"]["name"])


def _others(turn: Turn) -> list[Message]:
    """The matters beside the present one, each once."""
    found: dict[str, Message] = {}
    if turn.intent in _TO_PEOPLE and (turn.does(Act.REQUESTS) or not turn.does(Act.ASKS)):
        return []
    for matter in turn.matters:
        if _is_asked_of_it(matter, turn):
            continue
        if matter["name"] != turn.intent and action_for(matter["name"]) is not None:
            found.setdefault(matter["name"], matter)
    return list(found.values())


def _is_asked_of_it(matter: Message, turn: Turn) -> bool:
    """Whether what is asked in one breath with the present matter is asked of it: 解冻要不要钱."""
    present = next((other for other in turn.matters if other["name"] == turn.intent), {})
    if matter["name"] not in ANSWERS or form_of(turn.intent) is None or "end" not in present:
        return False
    between = turn.text[present["end"] : matter.get("start", 0)]
    in_one_breath = matter.get("start", 0) >= present["end"] and len(between.strip()) <= 1
    if not in_one_breath or (between and not between.isalnum()) or not turn.does(Act.ASKS):
        return False
    is_scene = sets_scene(turn.text[present["start"] : present["end"]])
    return is_scene or turn.asks_about(Aspect.COST, Aspect.CONSEQUENCE)


def _waits(intent: str, turn: Turn) -> bool:
    if intent in THEFT or intent in _TO_PEOPLE:
        return False
    if intent in ANSWERS:
        return turn.intent in THEFT
    return settled_by(intent) != settled_by(turn.intent)


def _is_the_theft(matter: Message, turn: Turn) -> bool:
    """Whether a matter is how the theft sounded to the classifier."""
    words = turn.text[matter.get("start", 0) : matter.get("end", len(turn.text))]
    return turn.intent in THEFT and reports_theft(words)


def _told(turn: Turn, matter: Message) -> Message:
    start, end = matter.get("start", 0), matter.get("end", len(turn.text))
    facts = [e for e in turn.entities if _is_common(e) or _within(e, start, end)]
    return told(matter["name"], turn.text[start:end], facts)


def _without(turn: Turn, others: list[Message]) -> Message:
    """The message without the words and facts of other matters."""
    places = [(m["start"], m["end"]) for m in others if "start" in m and "end" in m]
    left = "".join(
        character
        for at, character in enumerate(turn.text)
        if not any(start <= at < end for start, end in places)
    )
    said = left.strip(" ,;，；、。")
    return {
        "text": said,
        MANNER: manner_of(fold(said)).as_json(),  # without it, it would pass for a tap
        "intent": {"name": turn.intent},
        "intent_ranking": [{"name": name} for name in turn.ranking],
        INTENTS: turn.matters,
        "entities": [
            e
            for e in turn.entities
            if _is_common(e) or not any(_within(e, *place) for place in places)
        ],
    }


def _is_common(entity: dict[str, Any]) -> bool:
    return entity.get("entity") in _COMMON


def _within(entity: dict[str, Any], start: int, end: int) -> bool:
    return start <= int(entity.get("start", -1)) < end
