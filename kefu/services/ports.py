"""What the services need from outside: the wallet, the database, and a way to reach customers.

Adapters live in `kefu.wallet`, `kefu.store` and `kefu.notify`; only `kefu.bootstrap` chooses among them.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol

from kefu.core.account import Account
from kefu.core.agent import Agent, AgentSession
from kefu.core.attachment import Attachment
from kefu.core.conversation import Conversation, Event, EventType
from kefu.core.handoff import Handoff
from kefu.core.notification import Notification
from kefu.core.ticket import Ticket
from kefu.core.transaction import Transaction, TransactionStatus
from kefu.core.verification import InputKind, SecureInput, VerificationCode


class WalletBackend(Protocol):
    """The wallet's core systems. Every method may raise `Unavailable`; every write takes an idempotency key
    and doing it twice does it once. Account ids are the wallet's own opaque keys."""

    def find_account(self, *, phone: str | None = None, email: str | None = None) -> Account | None:
        """The account registered with this phone (11 digits) or e-mail, if any."""
        ...

    def get_account(self, account_id: str) -> Account:
        """The account. Raises NotFound."""
        ...

    def transactions(
        self, account_id: str, *, status: TransactionStatus | None = None, limit: int = 20
    ) -> list[Transaction]:
        """The account's transactions, newest first."""
        ...

    def get_transaction(self, account_id: str, transaction_id: str) -> Transaction:
        """One transaction of this account. Raises NotFound."""
        ...

    def freeze(self, account_id: str, *, key: str) -> Account:
        """Stop all movements and sessions of the account. Raises Conflict when it is closed."""
        ...

    def unlock(self, account_id: str, *, key: str) -> Account:
        """Lift a lock. Raises Conflict when the account is not locked."""
        ...

    def reset_password(self, account_id: str, new_password: str, *, key: str) -> Account:
        """Set a new password and end every session. Raises Conflict (`password_reused`) for a recent one."""
        ...

    def ping(self) -> None:
        """Raise Unavailable when the wallet cannot be reached."""
        ...


class MessageSender(Protocol):
    """Brings one text to a phone or mailbox."""

    def send(
        self, notification: Notification, destination: str, text: str, code: str | None
    ) -> None:
        """Send now. Raises Unavailable when the provider did not take it."""
        ...


class Conversations(Protocol):
    def add(self, conversation: Conversation) -> None: ...
    def get(self, conversation_id: str, *, lock: bool = False) -> Conversation | None: ...
    def save(self, conversation: Conversation) -> None: ...
    def unanswered(self) -> list[str]:
        """Ids of conversations that the bot owns and owes an answer."""
        ...

    def of_account(self, account_id: str, limit: int) -> list[Conversation]: ...
    def owned_by_agent(self, agent_id: str) -> list[Conversation]: ...


class Tokens(Protocol):
    def add(self, token_hash: str, conversation_id: str, now: datetime) -> None: ...
    def conversation_of(
        self, token_hash: str, now: datetime, *, replaced: bool = True
    ) -> str | None:
        """The conversation that this live token opens; without `replaced` only if no newer one took its place."""
        ...

    def first_use(self, token_hash: str, conversation_id: str, now: datetime) -> bool:
        """Note that a token came into use; True when that ended superseded ones."""
        ...

    def supersede(self, conversation_id: str, until: datetime) -> None:
        """Let the conversation's present tokens end at `until`, or when a newer one is first used."""
        ...

    def revoke_all(self, conversation_id: str, now: datetime) -> None: ...
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
        """Append with the conversation's next `seq`. Raises Conflict (`duplicate_client_id`) on a repeated one."""
        ...

    def last_seq(self, conversation_id: str) -> int: ...
    def by_client_id(self, conversation_id: str, client_id: str) -> Event | None: ...
    def after(self, conversation_id: str, seq: int, limit: int = 500) -> list[Event]: ...


class Choices(Protocol):
    def add(
        self, choice_id: str, conversation_id: str, title: str, payload: str, now: datetime
    ) -> None: ...
    def open(self, conversation_id: str) -> list[tuple[str, str, str]]:
        """(id, title, payload) of the choices that can still be taken."""
        ...

    def take(self, conversation_id: str, choice_id: str, now: datetime) -> tuple[str, str]:
        """Use up the choice and all offered with it; (title, payload).

        Raises NotFound for an id never offered in this conversation, Conflict (`choice_expired`) for a used one.
        """
        ...

    def close_all(self, conversation_id: str, now: datetime) -> None: ...


class Attachments(Protocol):
    def add(self, attachment: Attachment) -> None: ...
    def get(self, attachment_id: str) -> Attachment | None: ...
    def count(self, conversation_id: str) -> int: ...


class Files(Protocol):
    """Private storage of bytes by name."""

    def save(self, name: str, content: bytes) -> None:
        """Keep a new file; complete or not at all."""
        ...

    def load(self, name: str) -> bytes:
        """Its content. Raises NotFound."""
        ...


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


class Codes(Protocol):
    def add(self, code: VerificationCode) -> None: ...
    def get(self, code_id: str, *, lock: bool = False) -> VerificationCode | None: ...
    def save(self, code: VerificationCode) -> None: ...
    def end_open(self, conversation_id: str, now: datetime) -> None: ...
    def nth_newest(
        self,
        n: int,
        since: datetime,
        *,
        destination_hash: str | None = None,
        address_hash: str | None = None,
        conversation_id: str | None = None,
        network_hash: str | None = None,
    ) -> datetime | None:
        """When the `n`-th newest matching code after `since` was made; None when there are fewer."""
        ...

    def failures_since(self, since: datetime, subject_hash: str) -> int: ...
    def one_at_a_time(self, *keys: str) -> None:
        """Wait until no other transaction holds one of these keys; they are held until this one ends.

        What is counted before it is written needs this: a limit, the failures of an account.
        """
        ...

    def delete_all(self) -> None:
        """Forget every code. Development only."""
        ...


class SecureInputs(Protocol):
    def add(self, secure_input: SecureInput) -> None: ...
    def get(self, input_id: str, *, lock: bool = False) -> SecureInput | None: ...
    def save(self, secure_input: SecureInput) -> None: ...
    def open(
        self, conversation_id: str, now: datetime, kind: InputKind | None = None
    ) -> list[SecureInput]: ...
    def close_all(self, conversation_id: str) -> None: ...


class Handoffs(Protocol):
    def add(self, handoff: Handoff) -> None: ...
    def save(self, handoff: Handoff) -> None: ...
    def current(self, conversation_id: str, *, lock: bool = False) -> Handoff | None:
        """The hand-off of this conversation that has not ended."""
        ...

    def latest(self, conversation_id: str) -> Handoff | None:
        """The last hand-off of this conversation, ended or not."""
        ...

    def waiting(self) -> list[Handoff]:
        """Queued and unclaimed, in the order in which they are to be served."""
        ...

    def claim(self, handoff_id: str, agent_id: str, now: datetime) -> bool:
        """Atomically give an unclaimed hand-off to an agent; False when somebody was faster."""
        ...

    def claimed_since(self, since: datetime) -> list[datetime]: ...


class Tickets(Protocol):
    def open(self, ticket: Ticket, key: str) -> Ticket:
        """Store with the next free number of its day; the same key returns the ticket made first."""
        ...

    def save(self, ticket: Ticket) -> None: ...
    def by_number(self, number: str) -> Ticket | None: ...
    def delete_all(self) -> None: ...
    def of(
        self, *, conversation_id: str | None = None, account_id: str | None = None
    ) -> list[Ticket]: ...


class Agents(Protocol):
    def add(self, agent: Agent) -> None: ...
    def get(self, agent_id: str) -> Agent | None: ...
    def by_username(self, username: str, *, lock: bool = False) -> Agent | None: ...
    def save(self, agent: Agent) -> None: ...
    def count_attempt(
        self, username_hash: str, now: datetime, allowed: int, window: timedelta
    ) -> datetime | None:
        """Count a login that is about to be tried; when the lock ends instead, if `allowed` were used up.

        The count starts over when `window` has passed since the last one.
        """
        ...

    def forget_attempts(self, username_hash: str) -> None: ...
    def add_session(self, session: AgentSession) -> None: ...
    def session(self, token_hash: str, now: datetime) -> AgentSession | None: ...
    def end_session(self, token_hash: str) -> None: ...
    def seen_since(self, since: datetime) -> int: ...
    def touch_session(self, token_hash: str, now: datetime) -> None: ...


class UsedIds(Protocol):
    def use(self, kind: str, value: str, expires_at: datetime) -> bool:
        """Remember a one-time id; False when it was used before."""
        ...


class Notifications(Protocol):
    def add(self, notification: Notification) -> None: ...
    def claim_due(self, now: datetime, limit: int) -> list[Notification]:
        """Take what is due; what is taken comes back by itself if its sender dies."""
        ...

    def save(self, notification: Notification) -> None: ...


class UnitOfWork(Protocol):
    """One database transaction: commits when its `with` block ends well, rolls back otherwise."""

    @property
    def conversations(self) -> Conversations: ...
    @property
    def tokens(self) -> Tokens: ...
    @property
    def events(self) -> Events: ...
    @property
    def choices(self) -> Choices: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def personal_data(self) -> PersonalData: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def secure_inputs(self) -> SecureInputs: ...
    @property
    def handoffs(self) -> Handoffs: ...
    @property
    def tickets(self) -> Tickets: ...
    @property
    def agents(self) -> Agents: ...
    @property
    def used_ids(self) -> UsedIds: ...
    @property
    def notifications(self) -> Notifications: ...


class Database(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        """A unit that may write."""
        ...

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A unit that only reads and never waits for a writer."""
        ...

    def ping(self) -> None:
        """Raise Unavailable when the database cannot be reached."""
        ...
