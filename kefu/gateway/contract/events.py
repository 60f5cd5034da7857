"""Events as clients see them, and the frames of a socket beside them.

It must not know how they come about.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, RootModel

from kefu.core.conversation import Owner
from kefu.gateway.contract.cards import Card
from kefu.gateway.contract.wire import Absent, Wire


class Party(StrEnum):
    """Who speaks."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class ChoiceRow(Wire):
    """A choice drawn as a line of a list, in place of its title; `state` is spoken."""

    name: str
    detail: str
    amount: str | Absent = None
    state: str | Absent = None


class Choice(Wire):
    """Something to take by a tap, once. `title` are the words that stand for it, which may be typed
    instead, as its number may. `question` is the same for all that answer one question, and no
    other question has it.

    At most one of a message is `primary`: what the question is about.
    """

    id: str
    title: str
    question: str | Absent = None
    style: Literal["primary", "danger"] | Absent = None
    row: ChoiceRow | Absent = None


class AgentBadge(Wire):
    """How an agent is named to the customer."""

    display_name: str


class AttachmentRef(Wire):
    id: str
    media_type: str


class Stored(Wire):
    """What every event has: `seq` orders a conversation."""

    seq: int
    at: datetime


class ChatMessage(Stored):
    """`text` is complete by itself; `agent` says who speaks when an agent does."""

    type: Literal["message"]
    from_: Annotated[Party, Field(alias="from")]
    text: str
    choices: list[Choice] | Absent = None
    card: Card | Absent = None
    client_id: str | Absent = None
    agent: AgentBadge | Absent = None
    attachment: AttachmentRef | Absent = None


class SecureInputKind(StrEnum):
    """What a client may be asked for; it says so when it cannot take a kind."""

    VERIFICATION_CODE = "verification_code"
    NEW_PASSWORD = "new_password"
    NEW_PAYMENT_PASSWORD = "new_payment_password"
    SECURITY_ANSWER = "security_answer"
    ID_NUMBER = "id_number"
    NAME = "name"
    ID_PHOTO = "id_photo"


class SecureInput(Wire):
    """A field whose value travels outside the chat."""

    id: str
    kind: SecureInputKind
    label: str
    hint: str
    expires_at: datetime


class SecureInputEvent(Stored):
    type: Literal["secure_input"]
    input: SecureInput


class StatusEvent(Stored):
    """Who answers now. `position` in the queue counts from 1; `estimated_wait` is in seconds, and
    `late` when the one told before has passed.
    """

    type: Literal["status"]
    owner: Owner
    position: int | Absent = None
    estimated_wait: int | Absent = None
    late: bool | Absent = None
    agent: AgentBadge | Absent = None


class TurnEndEvent(Stored):
    """The bot has said all it has to say to a message."""

    type: Literal["turn_end"]


class InputTakenEvent(Stored):
    """The secure input was answered on one device and is done with on all."""

    type: Literal["input_taken"]
    input_id: str


class ReadEvent(Stored):
    """`from` has seen what the other side said up to the event `up_to`."""

    type: Literal["read"]
    from_: Annotated[Literal["customer", "agent"], Field(alias="from")]
    up_to: int


class StoredEvent(
    RootModel[
        Annotated[
            ChatMessage
            | SecureInputEvent
            | StatusEvent
            | TurnEndEvent
            | InputTakenEvent
            | ReadEvent,
            Field(discriminator="type"),
        ]
    ]
):
    """Any event of a conversation's log."""


class EventsAnswer(Wire):
    """Events in order; `next` is the `after` of the next request."""

    events: list[StoredEvent]
    next: int


class TypingFrame(Wire):
    """Somebody is writing. Only on sockets, and not kept."""

    type: Literal["typing"]
    from_: Annotated[Party, Field(alias="from")]


class BeatFrame(Wire):
    """A sign of life on a socket; `ping` wants a `pong`."""

    type: Literal["ping", "pong"]


class AckFrame(Wire):
    """The message that came over the socket is stored; `token` replaces the conversation's."""

    type: Literal["ack"]
    client_id: str
    seq: int
    token: str | Absent = None


FRAMES = (TypingFrame, BeatFrame, AckFrame)
