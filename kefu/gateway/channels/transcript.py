"""The customer's own copy of a conversation as text, JSON or HTML.

What is stored is masked already.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from html import escape

from kefu.core.clock import BEIJING
from kefu.core.conversation import Conversation, Event, EventType
from kefu.services.conversations.log import ConversationLog
from kefu.services.ports import UnitOfWork

PAGE = 500
_SPEAKER = {"customer": "我", "bot": "智能助手", "agent": "人工客服", "system": "系统提示"}


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
    lines = [_line(event) for event in events if event.type is EventType.MESSAGE]
    head = f"{brand}客服对话记录"
    if format is Format.TXT:
        texts = [f"{at} {who}：{text}" for at, who, text in lines]
        return "\n".join([head, f"对话编号：{conversation.id}", "", *texts, ""])
    items = "\n".join(
        f"<dt>{escape(at)} {escape(who)}</dt><dd>{escape(text).replace(chr(10), '<br>')}</dd>"
        for at, who, text in lines
    )
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{escape(head)}</title>'
        f"<h1>{escape(head)}</h1><p>对话编号：{escape(conversation.id)}</p><dl>\n{items}\n</dl></html>\n"
    )


def _events(unit: UnitOfWork, log: ConversationLog, conversation_id: str) -> Iterator[Event]:
    seq = 0
    while page := log.events_after(unit, conversation_id, seq, PAGE):
        yield from page
        seq = page[-1].seq


def _line(event: Event) -> tuple[str, str, str]:
    who = _SPEAKER.get(event.data.get("from", ""), "")
    return f"{event.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}", who, event.data.get("text", "")
