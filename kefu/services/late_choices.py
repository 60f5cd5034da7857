"""A choice whose question is over: the customer hears so, and which question stands instead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from kefu.core.clock import Clock
from kefu.core.conversation import BOT_ANSWERS, Conversation, EventType
from kefu.core.script import in_simplified
from kefu.services.conversations.acceptance import may_be_taken
from kefu.services.conversations.log import ConversationLog
from kefu.services.ports import Choice, UnitOfWork
from kefu.words.english import label
from kefu.words.phrases import Phrases

# What was said lately says which question stands.
LOOK_BACK: Final = 30
# A tap so soon after the answer is the second half of a double tap.
SECOND_TAP: Final = timedelta(seconds=5)


class LateChoices:
    """Refuses them in words."""

    def __init__(self, log: ConversationLog, phrases: Phrases, clock: Clock) -> None:
        self._log = log
        self._phrases = phrases
        self._clock = clock

    def refuse(self, unit: UnitOfWork, conversation: Conversation, choice_id: str) -> None:
        """Say that a choice is over, with the question that stands; a second tap needs no word."""
        choice = unit.choices.find(conversation.id, choice_id)
        if choice is None or (choice.answered and not self._is_long_over(choice)):
            return
        said = self._phrases.choice_expired
        newest = unit.events.after(conversation.id, max(0, conversation.last_seq - LOOK_BACK))
        spoken = [e.data for e in newest if e.type is EventType.MESSAGE]
        spoken = [data for data in spoken if data["from"] != "customer"]
        if spoken and in_simplified(spoken[-1]["text"]).startswith((said, label(said))):
            return
        question = self._standing(unit, conversation, spoken)
        if question is not None:
            said = f"{said}\n{question.pop('text')}"
        self._log.say(unit, conversation, {"text": said, **(question or {})}, "system")

    def _is_long_over(self, choice: Choice) -> bool:
        over = choice.ended_at
        return over is None or self._clock() - over > SECOND_TAP

    def _standing(
        self, unit: UnitOfWork, conversation: Conversation, spoken: list[dict[str, Any]]
    ) -> dict[str, Any] | None:
        """The newest question whose choices can be taken, to be asked again; None without one."""
        if conversation.owner not in BOT_ANSWERS:
            return None
        for data in reversed(spoken):
            looks = {choice["id"]: choice for choice in data.get("choices") or []}
            if not looks:
                continue
            found = {key: unit.choices.find(conversation.id, key) for key in looks}
            open_ones = {k: c for k, c in found.items() if c is not None and may_be_taken(c)}
            if len(open_ones) < len(looks):
                return None
            buttons = [
                {**looks[key], "title": choice.title, "payload": choice.payload}
                for key, choice in open_ones.items()
            ]
            asks = next((choice.asks for choice in open_ones.values()), None)
            return {"text": data["text"], "buttons": buttons, "asks": asks}
        return None
