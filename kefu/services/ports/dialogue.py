"""What crosses to the dialogue engine: one turn in, what the bot says out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from kefu.services.turn_context import turn_id


@dataclass(frozen=True, slots=True)
class OwedTurn:
    """One event that the bot is to answer. `payload` is trusted, `text` is the customer's."""

    conversation_id: str
    seq: int
    text: str
    payload: str | None = None

    @property
    def id(self) -> str:
        """The same for every attempt at this turn, so that the engine runs it once."""
        return turn_id(self.conversation_id, self.seq)

    def body(self) -> dict[str, Any]:
        """The request to the engine."""
        body: dict[str, Any] = {
            "conversation_id": self.conversation_id,
            "turn_id": self.id,
            "kind": "text" if self.payload is None else "payload",
            "text": self.text,
        }
        return body if self.payload is None else {**body, "payload": self.payload}


class EngineButton(BaseModel):
    model_config = ConfigDict(extra="ignore")

    title: str
    payload: str


class EngineMessage(BaseModel):
    """One utterance of the bot."""

    model_config = ConfigDict(extra="ignore")

    text: str | None = None
    buttons: list[EngineButton] = []
    custom: dict[str, Any] = {}


class EngineIntent(BaseModel):
    """What the bot took the customer's words for."""

    model_config = ConfigDict(extra="ignore")

    name: str | None = None
    confidence: float = 0.0


class EngineAnswer(BaseModel):
    """Everything the bot says to one turn, in order, and how it came to it."""

    model_config = ConfigDict(extra="ignore")

    messages: list[EngineMessage]
    intent: EngineIntent = EngineIntent()
    actions: list[str] = []
