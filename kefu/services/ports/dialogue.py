"""What crosses to the dialogue engine: one turn in, what the bot says out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from kefu.services.turn_context import turn_id


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of a dialogue between two turns. `text` is the engine's own affair."""

    version: int
    """Grows by one with every turn; 0 before the first."""
    text: str | None


NOTHING_SAID = Snapshot(0, None)


class Snapshots(Protocol):
    """The dialogues' states, one a conversation."""

    def get(self, conversation_id: str) -> Snapshot:
        """`NOTHING_SAID` when none is stored."""
        ...

    def replace(
        self,
        conversation_id: str,
        before: Snapshot,
        text: str,
        now: datetime,
        *,
        asks: str | None = None,
    ) -> bool:
        """Store what follows on `before`, and what the dialogue `asks` then; False, and nothing
        stored, when that is not the present state.
        """
        ...


@dataclass(frozen=True, slots=True)
class OwedTurn:
    """What the bot is to answer: one event, or several messages that came one after the other, up
    to event `seq`. `payload` is trusted, `text` is the customer's, with a line for each message
    from `first_seq` on; `before` is how the dialogue stands.
    """

    conversation_id: str
    seq: int
    text: str
    payload: str | None = None
    before: Snapshot = NOTHING_SAID
    first_seq: int | None = None

    @property
    def id(self) -> str:
        """The same for every attempt at this turn, also when more has come to be read with it: what
        it causes, it causes once.
        """
        return turn_id(self.conversation_id, self.first_seq or self.seq)

    def body(self) -> dict[str, Any]:
        """The request to the engine."""
        body: dict[str, Any] = {
            "conversation_id": self.conversation_id,
            "turn_id": self.id,
            "kind": "text" if self.payload is None else "payload",
            "text": self.text,
            "snapshot": self.before.text,
        }
        return body if self.payload is None else {**body, "payload": self.payload}


class EngineButton(BaseModel):
    model_config = ConfigDict(extra="ignore")

    title: str
    payload: str
    style: str | None = None
    row: dict[str, str] | None = None


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
    """Everything the bot says to one turn, in order, how it came to it, and the dialogue's state
    after it.
    """

    model_config = ConfigDict(extra="ignore")

    messages: list[EngineMessage]
    snapshot: str
    intent: EngineIntent = EngineIntent()
    actions: list[str] = []
    unsure: bool = False
    """Whether more words may make it another answer: nothing was asked, and little understood."""
    question: str | None = None
    """What stands asked after the turn, about what; the same as long as that is the same."""
