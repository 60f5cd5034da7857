"""One database transaction, and what opens it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from kefu.services.ports.attachment import Attachments
from kefu.services.ports.channel import ChannelIdentities, Deliveries
from kefu.services.ports.conversation import Choices, Conversations, Events, PersonalData, Tokens
from kefu.services.ports.desk import Agents, Handoffs, Tickets
from kefu.services.ports.dialogue import Snapshots
from kefu.services.ports.identity import UsedIds
from kefu.services.ports.notification import Notifications
from kefu.services.ports.verification import Codes, SecureInputs

T = TypeVar("T")


class UnitOfWork(Protocol):
    """One database transaction: commits when its `with` block ends well, rolls back otherwise."""

    @property
    def conversations(self) -> Conversations: ...
    @property
    def tokens(self) -> Tokens: ...
    @property
    def events(self) -> Events: ...
    @property
    def snapshots(self) -> Snapshots: ...
    @property
    def choices(self) -> Choices: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def personal_data(self) -> PersonalData: ...
    @property
    def channel_identities(self) -> ChannelIdentities: ...
    @property
    def deliveries(self) -> Deliveries: ...
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

    @property
    def is_near(self) -> bool:
        """Whether reading a few rows by their key is quicker than handing the work to a thread."""
        ...

    def submit(self, use_case: Callable[[UnitOfWork], T]) -> Future[T]:
        """Have a use case run, after this call, with a unit that may write. Done when it is
        committed, or with what it raised. Others may share the transaction: what this one wrote
        before it raised is undone alone, and a commit that fails is `Unavailable` for all.

        In a shared transaction the use case may be begun again, see `kefu.services.outside`.
        """
        ...

    def write(self, use_case: Callable[[UnitOfWork], T]) -> T:
        """`submit`, and wait."""
        ...

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        """A unit that may write, in a transaction of its own."""
        ...

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A unit that only reads and never waits for a writer."""
        ...

    def query(self, use_case: Callable[[UnitOfWork], T]) -> T:
        """Run a use case with a unit that only reads."""
        ...

    def tidy(self) -> None:
        """Do what commits should not have to wait for. Called now and then."""
        ...

    def ping(self) -> None:
        """Raise Unavailable when the database cannot be reached."""
        ...
