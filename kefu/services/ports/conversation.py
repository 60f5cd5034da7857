"""What is kept of a conversation: itself, its tokens, its events, its choices,
clear values behind references.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from kefu.core.conversation import Conversation, Event, EventType
from kefu.core.verification import InputKind
from kefu.services.ports.dialogue import Snapshot


@dataclass(frozen=True, slots=True)
class Reception:
    """What must be known to take in a message: where it comes in, whether it came before, what was
    owed an answer last, which inputs are open there, and whether choices are.
    """

    conversation: Conversation
    earlier: Event | None
    previous: Event | None
    expected: frozenset[InputKind]
    offered: bool


@dataclass(frozen=True, slots=True)
class TalkState:
    """How a talk stands: the last that was said by anyone but the system, and what the customer has
    said since an agent last spoke, oldest first.
    """

    last: Event
    unanswered: list[Event]


class Conversations(Protocol):
    def add(self, conversation: Conversation) -> None: ...
    def get(self, conversation_id: str, *, lock: bool = False) -> Conversation | None: ...
    def reception(self, conversation_id: str, client_id: str, now: datetime) -> Reception | None:
        """What a message of this id meets; the conversation is locked."""
        ...

    def owed(self, conversation_id: str) -> tuple[list[Event], Snapshot] | None:
        """The earliest events that the bot owes an answer to, a few of them, and how the dialogue
        stands; None when there is none or an agent has the conversation.
        """
        ...

    def opened_by(
        self, token_hash: str, conversation_id: str, now: datetime
    ) -> tuple[Conversation, str, bool] | None:
        """The conversation, if this live token is one of its, the token's device, and whether a
        newer one took its place.
        """
        ...

    def save(self, conversation: Conversation) -> None: ...
    def unanswered(self) -> list[str]:
        """Ids of conversations that the bot owns and owes an answer."""
        ...

    def of_account(self, account_id: str, limit: int) -> list[Conversation]:
        """The account's conversations, newest first."""
        ...

    def current_of(self, account_id: str) -> str | None:
        """The conversation that the account was last logged in to, if that was noted; what follows
        waits until this transaction ends.
        """
        ...

    def note_current(self, account_id: str, conversation_id: str) -> None:
        """Note which it is, after `current_of`."""
        ...

    def open_ones(self) -> list[str]:
        """Ids of all that have not ended."""
        ...


class Tokens(Protocol):
    """A token opens a conversation for one device; what replaces it is of the same device."""

    def add(self, token_hash: str, conversation_id: str, device: str, now: datetime) -> None: ...
    def device_of(self, token_hash: str) -> tuple[str, str] | None:
        """The conversation and the device of a token, even of one that has ended."""
        ...

    def conversation_of(self, token_hash: str, now: datetime) -> str | None:
        """The conversation that this live token opens, if no newer one took its place."""
        ...

    def last_seqs(self, token_hashes: Collection[str], now: datetime) -> dict[str, int]:
        """The last `seq` of the conversation that each live token opens."""
        ...

    def news(
        self, token_hashes: Collection[str], after: int, limit: int, now: datetime
    ) -> tuple[set[str], list[Event]]:
        """Which of these tokens of one conversation are live, and at most `limit` of its events
        after `after`.
        """
        ...

    def first_use(self, token_hash: str, conversation_id: str, now: datetime) -> bool:
        """Note that a token came into use; True when that ended superseded ones."""
        ...

    def supersede(self, conversation_id: str, until: datetime, *, device: str | None) -> None:
        """Let the present tokens of the conversation, or of a `device` in it, open nothing more and
        end at `until`, or when a newer one of the same device is first used.
        """
        ...

    def revoke(
        self,
        conversation_id: str,
        now: datetime,
        *,
        device: str | None = None,
        but: str | None = None,
    ) -> None:
        """End the conversation's tokens: all, those of one `device`, or of every device `but`
        one.
        """
        ...

    def revoke_account(self, account_id: str, now: datetime, *, but: str) -> None:
        """End the tokens of every conversation of this account but one."""
        ...


class Events(Protocol):
    def append(
        self,
        conversation_id: str,
        type: EventType,
        data: dict[str, Any],
        at: datetime,
        *,
        client_id: str | None = None,
    ) -> Event:
        """Append with the conversation's next `seq`.

        Raises Conflict (`duplicate_client_id`) on a repeated one.
        """
        ...

    def append_many(
        self,
        conversation_id: str,
        entries: Sequence[tuple[EventType, dict[str, Any]]],
        at: datetime,
        *,
        answered: int | None = None,
    ) -> list[Event]:
        """Append what nobody owes an answer to, in this order, and note that everything up to
        `answered` has got one.
        """
        ...

    def last_seq(self, conversation_id: str) -> int: ...
    def by_client_id(self, conversation_id: str, client_id: str) -> Event | None: ...
    def after(self, conversation_id: str, seq: int, limit: int = 500) -> list[Event]: ...
    def talk_states(self, conversation_ids: Sequence[str]) -> dict[str, TalkState]:
        """How each of these talks stands, by what was said lately; a silent one is left out."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One that was offered. `ended_at` is when another question came or this one was `answered`; it
    `stands` while the dialogue asks what it asked with it.
    """

    title: str
    payload: str
    offered_at: datetime
    ended_at: datetime | None
    answered: bool
    asks: str | None
    stands: bool


class Choices(Protocol):
    def offer(
        self,
        conversation_id: str,
        offered: Sequence[tuple[str, str, str]],
        now: datetime,
        *,
        asks: str | None = None,
    ) -> None:
        """Offer choices (id, title, payload) with what the dialogue `asks`, which ends those
        offered before.
        """
        ...

    def open(self, conversation_id: str) -> list[tuple[str, str, str]]:
        """(id, title, payload) of the choices that can still be taken, as they were numbered."""
        ...

    def find(self, conversation_id: str, choice_id: str) -> Choice | None:
        """The choice, locked; None for an id never offered in this conversation."""
        ...

    def take(self, conversation_id: str, choice: Choice, now: datetime) -> None:
        """Use up the choice, all offered with it and all that ask the same, and end all others."""
        ...

    def close_all(self, conversation_id: str, now: datetime) -> None: ...


class PersonalData(Protocol):
    """Clear values behind references, encrypted, with an end."""

    def add(
        self,
        conversation_id: str,
        reference: str,
        value_hash: str,
        ciphertext: str,
        expires_at: datetime,
    ) -> None: ...
    def find(self, conversation_id: str, reference: str, now: datetime) -> tuple[str, str] | None:
        """(value_hash, ciphertext) of a reference that has not expired."""
        ...

    def known(self, conversation_id: str, references: Collection[str], now: datetime) -> set[str]:
        """Those of the references that `find` would find."""
        ...
