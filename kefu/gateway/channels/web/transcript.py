"""The customer's own copy of a conversation as text, JSON or HTML.

What is stored is masked already.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from html import escape

from kefu.core import privacy
from kefu.core.clock import BEIJING
from kefu.core.conversation import Conversation, Event, EventType
from kefu.services.conversations.log import ConversationLog
from kefu.services.ports import UnitOfWork
from kefu.words.texts import Transcript, texts

PAGE = 500


class Format(StrEnum):
    TXT = "txt"
    JSON = "json"
    HTML = "html"


MEDIA_TYPE = {
    Format.TXT: "text/plain; charset=utf-8",
    Format.JSON: "application/json",
    Format.HTML: "text/html; charset=utf-8",
}


def render(
    unit: UnitOfWork, log: ConversationLog, conversation: Conversation, format: Format, brand: str
) -> str:
    """The whole conversation; times in Beijing time, but in JSON as in the events."""
    events = _events(unit, log, conversation.id)
    if format is Format.JSON:
        shown = [event.public() for event in events if event.type is EventType.MESSAGE]
        document = {"conversation_id": conversation.id, "brand": brand, "events": shown}
        return json.dumps(document, ensure_ascii=False, indent=1)
    words = texts().transcript
    lines = [_line(event, words) for event in events if event.type is EventType.MESSAGE]
    title = words.title.format(brand=brand)
    number = words.number.format(conversation=conversation.id)
    if format is Format.TXT:
        said = [words.line.format(at=at, speaker=who, text=text) for at, who, text in lines]
        return "\n".join([title, number, "", *said, ""])
    items = "\n".join(
        f"<dt>{escape(at)} {escape(who)}</dt><dd>{escape(text).replace(chr(10), '<br>')}</dd>"
        for at, who, text in lines
    )
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<h1>{escape(title)}</h1><p>{escape(number)}</p><dl>\n{items}\n</dl></html>\n"
    )


def _events(unit: UnitOfWork, log: ConversationLog, conversation_id: str) -> Iterator[Event]:
    seq = 0
    while page := log.events_after(unit, conversation_id, seq, PAGE):
        yield from page
        seq = page[-1].seq


def _line(event: Event, words: Transcript) -> tuple[str, str, str]:
    speakers = {
        "customer": words.customer,
        "bot": words.bot,
        "agent": words.agent,
        "system": words.system,
    }
    who = speakers.get(event.data.get("from", ""), "")
    said = _without_brackets(event.data.get("text", ""), words)
    return f"{event.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}", who, said


def _without_brackets(text: str, words: Transcript) -> str:
    """The text with what is hidden in it as a reader knows it from the page."""

    def readable(reference: re.Match[str]) -> str:
        kind, _, mask = reference[0][1:-1].partition(":")
        return words.hidden.format(kind=kind, mask=mask)

    return privacy.REFERENCE.sub(readable, text)
