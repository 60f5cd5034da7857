"""The log of a conversation: what the bot and the system say, what the dialogue is told, and
reading it.
"""

from __future__ import annotations

from typing import Any, Final

from kefu.core.clock import Clock
from kefu.core.conversation import Conversation, Event, EventType
from kefu.core.english.language_words import is_english_tag
from kefu.core.script import in_simplified, in_traditional, is_traditional
from kefu.services.ports import UnitOfWork
from kefu.services.vault import new_id
from kefu.words.english import in_english

# A turn says far less than this many things.
LOOK_BACK: Final = 30


class ConversationLog:
    """Appends and reads; what customers send comes in through `Acceptance`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def say(
        self,
        unit: UnitOfWork,
        conversation: Conversation,
        message: dict[str, Any],
        sender: str = "bot",
    ) -> Event:
        """Append a message of the bot or the system ({text, buttons?, card?}).

        `buttons` [{title, payload, style?, row?}] become one-time choices, which end those offered
        before; `asks` is what the dialogue asks with them.
        """
        now = self._clock()
        data = self.spoken(unit, conversation, message, sender)
        return unit.events.append(conversation.id, EventType.MESSAGE, data, now)

    def spoken(
        self,
        unit: UnitOfWork,
        conversation: Conversation,
        message: dict[str, Any],
        sender: str = "bot",
    ) -> dict[str, Any]:
        """What `say` appends, for who appends several things at once; its choices are offered.

        Whoever writes English or traditional characters reads it; what agents type stays as it is.
        """
        if sender != "agent":
            message = _in_language(message, conversation.locale)
        data: dict[str, Any] = {"from": sender, "text": message.get("text") or ""}
        if message.get("takes_picture"):
            data["takes_picture"] = True
        if message.get("card"):
            data["card"] = message["card"]
        if message.get("buttons"):
            offered = [
                (new_id("ch"), button["title"], button["payload"]) for button in message["buttons"]
            ]
            asks = message.get("asks")
            unit.choices.offer(conversation.id, offered, self._clock(), asks=asks)
            question = new_id("qu")
            data["choices"] = [
                {"id": choice_id, "title": title, "question": question, **_look(button)}
                for (choice_id, title, _), button in zip(offered, message["buttons"], strict=True)
            ]
        return data

    def signal(self, unit: UnitOfWork, conversation_id: str, payload: str) -> Event:
        """Tell the dialogue that something trusted happened; `payload` as of a button."""
        data = {"payload": payload}
        return unit.events.append(conversation_id, EventType.SIGNAL, data, self._clock())

    def end_turn(self, unit: UnitOfWork, conversation_id: str) -> None:
        """All is said that there is to say to the customer's message."""
        unit.events.append(conversation_id, EventType.TURN_END, {}, self._clock())

    def last_said(self, unit: UnitOfWork, conversation: Conversation) -> str:
        """The words that the customer heard last, if that is not long ago."""
        newest = unit.events.after(conversation.id, max(0, conversation.last_seq - LOOK_BACK))
        said = [e.data for e in newest if e.type is EventType.MESSAGE]
        last = next((data for data in reversed(said) if data["from"] != "customer"), None)
        return in_simplified(last["text"]) if last else ""

    def awaits_picture(self, unit: UnitOfWork, conversation: Conversation) -> bool:
        """Whether a picture answers what the bot said last."""
        newest = unit.events.after(conversation.id, max(0, conversation.last_seq - LOOK_BACK))
        said = [e.data for e in newest if e.type is EventType.MESSAGE]
        last = next((data for data in reversed(said) if data["from"] == "bot"), None)
        return last is not None and bool(last.get("takes_picture"))

    def events_after(
        self, unit: UnitOfWork, conversation_id: str, seq: int, limit: int = 500
    ) -> list[Event]:
        """The log from `seq` (exclusive) on, oldest first."""
        return unit.events.after(conversation_id, seq, limit)


def _in_language(message: dict[str, Any], locale: str) -> dict[str, Any]:
    if is_english_tag(locale):
        return in_english(message)
    return _in_traditional(message) if is_traditional(locale) else message


def _in_traditional(message: dict[str, Any]) -> dict[str, Any]:
    """What is read of a message in traditional characters; payloads stay."""
    shown = {part: in_traditional(message.get(part)) for part in ("text", "card")}
    buttons = [
        {**button, **{part: in_traditional(button.get(part)) for part in ("title", "row")}}
        for button in message.get("buttons") or []
    ]
    return {**message, **shown, "buttons": buttons}


def _look(button: dict[str, Any]) -> dict[str, Any]:
    """How a choice is to be drawn, where that is said."""
    return {part: button[part] for part in ("style", "row") if button.get(part)}
