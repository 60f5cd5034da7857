"""Stored events as a channel with given abilities can show them. It must not know any channel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from kefu.core.conversation import Event, EventType
from kefu.core.script import HAN, in_traditional
from kefu.gateway.channels.base import Abilities, Outgoing
from kefu.words.english import label
from kefu.words.phrases import Phrases

# Where a long text may be cut, best first: after a line, a sentence, a clause.
_CUTS = tuple(
    re.compile(pattern) for pattern in ("\n", "[。！？!?…]+[”』」）)]*|[.;；] ?", "[，、,： ]")
)
# The number of a line in a list of the text's own.
_LISTED = re.compile(r"(?m)^\d{1,2}\. ")


@dataclass(frozen=True, slots=True)
class Words:
    """What is said where something cannot be shown, and where the chat page is."""

    phrases: Phrases
    chat_page: str

    def elsewhere(self, wanted: dict[str, str], page: str | None) -> str:
        """In place of a secure input: where to give the value."""
        elsewhere, here = self.phrases.secure_input_elsewhere, self.phrases.secure_input_page
        if not HAN.search(wanted["hint"]):
            elsewhere, here = label(elsewhere), label(here)
        if page is None:
            return elsewhere.format(link=self.chat_page)
        return here.format(hint=wanted["hint"], link=page)

    def with_other_place(self, text: str) -> str:
        """The bot's words, speaking of the page and not of an input that is not shown."""
        here, there = self.phrases.secure_input_place, self.phrases.secure_input_other_place
        for spoken in (str, in_traditional, label):
            text = text.replace(spoken(here), spoken(there))
        return text


def render(
    events: list[Event], abilities: Abilities, words: Words, pages: dict[str, str]
) -> list[Outgoing]:
    """What to send for these events, in order; what customers said themselves is left out.

    `pages` are addresses by the id of a secure input, for a channel that cannot take it itself.
    """
    turns = _by_turn(events) if abilities.merges else [events]
    messages: list[Outgoing] = []
    for turn in turns:
        shown = [found for event in turn if (found := _shown(event, abilities, words, pages))]
        messages += _merged(shown) if abilities.merges else shown
    return [part for message in messages for part in _split(message, abilities.longest_text)]


def _by_turn(events: list[Event]) -> list[list[Event]]:
    """What answers one thing that the customer said is not mixed with what answers another."""
    turns: list[list[Event]] = [[]]
    for event in events:
        turns[-1].append(event)
        said = event.type is EventType.MESSAGE and event.data["from"] == "customer"
        if said or event.type is EventType.TURN_END:
            turns.append([])
    return turns


def _shown(
    event: Event, abilities: Abilities, words: Words, pages: dict[str, str]
) -> Outgoing | None:
    key, seq = str(event.seq), event.seq
    if event.type is EventType.MESSAGE and event.data["from"] != "customer":
        blank = Outgoing(key, seq, speaker=event.data["from"])
        return _message(event.data, abilities, words, blank)
    if event.type is EventType.SECURE_INPUT:
        wanted: dict[str, str] = event.data["input"]
        if abilities.secure_inputs:
            return Outgoing(key, seq, speaker="bot", secure_input=wanted)
        text = words.elsewhere(wanted, pages.get(wanted["id"]))
        return Outgoing(key, seq, speaker="bot", text=text)
    if event.type in {EventType.STATUS, EventType.TURN_END} and abilities.marks:
        return Outgoing(key, seq, mark=event.public())
    return None


def _message(
    data: dict[str, Any], abilities: Abilities, words: Words, blank: Outgoing
) -> Outgoing | None:
    text, choices = data["text"], data.get("choices") or []
    if data["from"] == "bot" and not abilities.secure_inputs:
        text = words.with_other_place(text)
    if len(choices) > abilities.most_choices:
        if not any("row" in choice for choice in choices):
            text = _LISTED.sub("· ", text)  # one numbering, that of the choices
        text, choices = "\n".join([text, *_numbered(text, choices)]), []
    card = data.get("card") if abilities.cards else None
    if not (text or choices or card):
        return None
    return replace(blank, text=text, choices=choices, card=card)


def _numbered(text: str, choices: list[dict[str, Any]]) -> Iterator[str]:
    """A line for each choice, but for rows that stand in the text already under the same number."""
    for number, choice in enumerate(choices, 1):
        if not ("row" in choice and f"\n{number}. " in text):
            yield f"{number}. {choice['title']}"


def _merged(messages: list[Outgoing]) -> Iterator[Outgoing]:
    """Neighbours that are nothing but words of the same speaker, as one."""
    last: Outgoing | None = None
    for message in messages:
        if last and _is_plain(last) and _is_words(message) and last.speaker == message.speaker:
            # Sent again with more behind it, it is another message.
            key = f"{last.key.partition('-')[0]}-{message.key}"
            last = replace(message, key=key, text=f"{last.text}\n\n{message.text}")
            continue
        if last:
            yield last
        last = message
    if last:
        yield last


def _is_plain(message: Outgoing) -> bool:
    """Words alone: what would stand in the middle must need nothing below it."""
    return _is_words(message) and not message.choices and message.card is None


def _is_words(message: Outgoing) -> bool:
    return message.secure_input is None and message.mark is None


def _split(message: Outgoing, longest: int | None) -> Iterator[Outgoing]:
    """The message in parts that are not too long; choices and cards go with the last."""
    parts = split_text(message.text, longest)
    for number, text in enumerate(parts[:-1], 1):
        yield Outgoing(f"{message.key}.{number}", None, speaker=message.speaker, text=text)
    yield replace(message, text=parts[-1])


def split_text(text: str, longest: int | None) -> list[str]:
    """The text in parts of at most `longest` bytes of UTF-8, cut where a sentence ends if one
    does, and never inside a character.
    """
    parts = []
    while longest is not None and len(text.encode()) > longest:
        head = text.encode()[:longest].decode(errors="ignore")
        cut = _last_cut(head) or len(head) or 1
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*(part for part in parts if part), text]


def _last_cut(head: str) -> int | None:
    for pattern in _CUTS:
        ends = [found.end() for found in pattern.finditer(head)]
        # A cut near the beginning would make many small messages.
        if ends and ends[-1] * 2 > len(head):
            return ends[-1]
    return None
