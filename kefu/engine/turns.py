"""One turn of a conversation as a pure function: a snapshot and what the customer says in, what the
bot says and the new snapshot out.

Holds the request a caller sends, what Rasa is given for it, and the answer read from the tracker.
Nothing is kept here: the caller stores snapshot and answer together. It must not know HTTP.
"""

# ruff: noqa: SLF001 - Rasa offers no public way to what is needed here

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from itertools import takewhile
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from kefu.core.english.heard_words import in_chinese
from kefu.engine.snapshots import restore, take

CHANNEL_NAME = "kefu"

_SHORTCUT = re.compile(r"[A-Za-z0-9_]+\s*(?:\{.*\})?", re.DOTALL)
_PAYLOAD = re.compile(r"/(?P<intent>[^\s{/]+)\s*(?P<entities>\{.*\})?", re.DOTALL)
_IDENTIFIER = r"^[\x21-\x7e]{1,128}$"
_EVERY_TURN = {"action_listen", "action_extract_slots"}
# Slot of what the bot offered last.
_OFFERED = "service_offer"
# Intents of words that may be the beginning of something, and responses that ask what was meant.
_BEGINNINGS = {"inform", "out_of_scope", "greeting"}
_ASKS_BACK = "utter_smalltalk_clarify"
_PARTS = ("custom", "image", "attachment")
# What a button may say of how it is drawn.
_LOOK = ("style", "row")
# Unicode categories that a reader does not see: separators, controls, format characters
_INVISIBLE = ("Z", "C")

Identifier = Annotated[str, Field(pattern=_IDENTIFIER)]


class BadPayload(ValueError):
    """A trusted payload is malformed or names an intent the domain does not have."""


class ModelNotLoaded(RuntimeError):
    """The engine has no trained model to answer with."""


class TurnRequest(BaseModel):
    """Body of ``POST /webhooks/kefu/turns``."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    conversation_id: Identifier
    turn_id: Identifier
    kind: Literal["text", "payload"]
    text: str
    payload: str | None = None
    snapshot: str | None = None

    @model_validator(mode="after")
    def _payload_fits_kind(self) -> Self:
        if (self.payload is not None) != (self.kind == "payload"):
            raise ValueError("payload is required for kind 'payload' and refused otherwise")
        return self


class ParseRequest(BaseModel):
    """Body of ``POST /webhooks/kefu/parse``."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    text: str


class _NoOutput(OutputChannel):
    """Discards what Rasa sends: the answer is read from the tracker, live and repeated alike."""

    @classmethod
    def name(cls) -> str:
        return CHANNEL_NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        return None


def customers_words(text: str) -> str:
    """Return ``text`` so that Rasa takes it for words and never for an intent.

    Rasa reads text starting with "/" as an intent, after the pipeline has normalised it. So slashes
    of any width and the invisible characters that a normaliser may remove are cut off from the
    beginning, and what has the shape of an intent's name is no words at all. Lone surrogates, which
    no encoder accepts, are replaced.
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for index, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character)
        if not plain.startswith("/") and unicodedata.category(character)[0] not in _INVISIBLE:
            words = text[index:].rstrip()
            is_shortcut = "/" in unicodedata.normalize("NFKC", text[:index])
            return "…" if is_shortcut and _SHORTCUT.fullmatch(words) else words
    return "…" if text else ""


def parse_payload(payload: str, title: str, intents: list[str]) -> dict[str, Any]:
    """Turn ``/intent{"entity": "value"}`` into the NLU result it stands for.

    Args:
        payload: What a server-side button or event carries; trusted.
        title: Words shown in the transcript for it.
        intents: Intents of the domain.

    Raises:
        BadPayload: malformed, or not an intent of the domain.
    """
    match = _PAYLOAD.fullmatch(payload.strip())
    if match is None:
        raise BadPayload("payload is not of the form /intent{entities}")
    name = match["intent"]
    if name not in intents:
        raise BadPayload("payload names an unknown intent")
    try:
        given = json.loads(match["entities"] or "{}")
    except ValueError as error:
        raise BadPayload("entities of the payload are not JSON") from error
    intent = {"name": name, "confidence": 1.0}
    return {
        "text": title,
        "intent": intent,
        "intent_ranking": [intent],
        "entities": [
            {"entity": entity, "value": item}
            for entity, value in given.items()
            for item in (value if isinstance(value, list) else [value])
        ],
    }


async def run_turn(agent: Agent, request: TurnRequest) -> dict[str, Any]:
    """Answer one turn.

    Takes the same steps as Rasa's ``MessageProcessor.handle_message`` on a tracker of its own.

    Returns:
        ``messages``, ``actions``, ``intent``, ``intent_ranking``, ``entities``; ``unsure``:
        whether more words may change it; ``question``: what stands asked, None without a form;
        and ``snapshot``: the conversation after the turn.

    Raises:
        ModelNotLoaded: no model.
        BadPayload: see :func:`parse_payload`.
        BadSnapshot: the snapshot is none.
        ActionServerUnavailable: an action failed.
    """
    processor = agent.processor
    if processor is None:
        raise ModelNotLoaded
    domain = processor.domain
    output = _NoOutput()
    message = _message_for(request, domain.intents, output)
    tracker = restore(request.conversation_id, request.snapshot, domain)
    was_asked = tracker.active_loop_name is not None or tracker.get_slot(_OFFERED) is not None
    await processor._update_tracker_session(tracker, output)
    await processor._handle_message_with_tracker(message, tracker)
    tracker = await processor.run_action_extract_slots(output, tracker)
    await processor._run_prediction_loop(output, tracker)
    answer = _answer_to(request.turn_id, tracker)
    unsure = request.kind == "text" and _is_unsure(answer, was_asked=was_asked)
    return {
        **answer,
        "unsure": unsure,
        "question": _question(tracker),
        "snapshot": take(tracker, domain),
    }


async def parse_text(agent: Agent, text: str) -> dict[str, Any]:
    """Return intent, ranking and entities the model finds in ``text``.

    Raises:
        ModelNotLoaded: no model.
    """
    if agent.processor is None:
        raise ModelNotLoaded
    words = customers_words(in_chinese(text))
    found = await agent.processor.parse_message(UserMessage(words))
    return {"text": text, **_understanding(found)}


def _message_for(request: TurnRequest, intents: list[str], output: OutputChannel) -> UserMessage:
    parse_data = None
    text = customers_words(request.text)
    if request.payload is not None:
        parse_data = parse_payload(request.payload, text, intents)
    return UserMessage(
        text,
        output,
        request.conversation_id,
        parse_data=parse_data,
        input_channel=CHANNEL_NAME,
        message_id=request.turn_id,
    )


def _is_unsure(answer: dict[str, Any], *, was_asked: bool) -> bool:
    """Whether the message may be the beginning of another: it told little, and nothing was asked;
    or the bot had to ask back.
    """
    if not was_asked and answer["intent"].get("name") in _BEGINNINGS:
        return True
    said = (message.get("response") or "" for message in answer["messages"])
    return any(response.startswith(_ASKS_BACK) for response in said)


def _question(tracker: DialogueStateTracker) -> str | None:
    """What the active form asks, about what: another value of its slots, another question."""
    form = tracker.active_loop_name
    if form is None:
        return None
    topics = (form.removesuffix("_form") + "_", "verification_")
    slots = tracker.current_slot_values()
    known = {key: slots[key] for key in sorted(slots) if key.startswith(topics)}
    about = json.dumps({k: v for k, v in known.items() if v is not None}, ensure_ascii=False)
    digest = blake2b(about.encode(), digest_size=8).hexdigest()
    return f"{form}/{slots.get(REQUESTED_SLOT)}/{digest}"


def _answer_to(turn_id: str, tracker: DialogueStateTracker) -> dict[str, Any]:
    events: list[Event] = list(tracker.events)
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if isinstance(event, UserUttered) and event.message_id == turn_id:
            return {
                "messages": _utterances(events[index + 1 :]),
                "actions": _actions(events[index + 1 :]),
                **_understanding(event.parse_data),
            }
    raise AssertionError("the turn's own message is in its tracker")


def _understanding(parse_data: Any) -> dict[str, Any]:
    return {
        "intent": parse_data.get("intent") or {"name": None, "confidence": 0.0},
        "intent_ranking": parse_data.get("intent_ranking") or [],
        "entities": parse_data.get("entities") or [],
    }


def _of_turn(events: list[Event]) -> Iterator[Event]:
    """The events up to the next caller's message."""
    # an action may log a message of its own making; only a caller's has an id
    return takewhile(lambda e: not isinstance(e, UserUttered) or e.message_id is None, events)


def _utterances(events: list[Event]) -> list[dict[str, Any]]:
    return [_wire(event) for event in _of_turn(events) if isinstance(event, BotUttered)]


def _actions(events: list[Event]) -> list[str]:
    """What was done, in order, without the steps that every turn takes."""
    return [
        event.action_name
        for event in _of_turn(events)
        if isinstance(event, ActionExecuted) and event.action_name not in _EVERY_TURN
    ]


def _wire(event: BotUttered) -> dict[str, Any]:
    """Put all parts of one utterance into one entry."""
    content = event.message()  # knows that Rasa also files an image as an attachment
    entry: dict[str, Any] = {"text": event.text} if event.text else {}
    if content.get("buttons"):
        entry["buttons"] = [
            {"title": button.get("title"), "payload": button.get("payload")}
            | {part: button[part] for part in _LOOK if button.get(part)}
            for button in content["buttons"]
        ]
    if name := event.metadata.get("utter_action"):
        entry["response"] = name  # for logs and tests; callers show the rest
    return entry | {part: content[part] for part in _PARTS if content.get(part)}
