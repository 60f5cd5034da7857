"""Who writes over which channel, and how far their conversations' logs have been delivered."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kefu.core.channel import ChannelIdentity, Delivery


class ChannelIdentities(Protocol):
    def known(self, identity: ChannelIdentity) -> ChannelIdentity:
        """The stored identity of the same channel and name, which is this one when there was none;
        locked until the transaction ends.
        """
        ...

    def get(self, key: str, *, lock: bool = False) -> ChannelIdentity | None: ...
    def save(self, identity: ChannelIdentity) -> None: ...
    def of_account(self, account_id: str, *, but: str | None) -> list[ChannelIdentity]:
        """The identities that are bound to the account or have proven it in an open conversation,
        without the one of this id; locked as above.
        """
        ...


class Deliveries(Protocol):
    def add(self, delivery: Delivery) -> None: ...
    def get(self, key: str) -> Delivery | None: ...
    def conversations(self, identity_id: str) -> list[str]:
        """Ids of the identity's conversations that have not ended, newest first."""
        ...

    def is_due(self, channel: str, now: datetime, *, failing: bool) -> bool:
        """Whether `claim` would take something, with or without those that failed last time."""
        ...

    def claim(
        self, channel: str, now: datetime, leased_until: datetime, limit: int, *, failing: int
    ) -> list[Delivery]:
        """Take conversations of the channel whose log is longer than what was delivered, and that
        are due and in nobody's hands; at most `failing` of them failed last time. What is taken
        comes back by itself at `leased_until`.
        """
        ...

    def advance(self, delivery: Delivery, seq: int, leased_until: datetime) -> bool:
        """Note that everything up to `seq` arrived and prolong the lease.

        False when the lease was lost to another process: then nothing was changed.
        """
        ...

    def release(self, delivery: Delivery, *, due_at: datetime | None) -> None:
        """Give the conversation back with its `failures`, if it is still ours, to be taken again at
        `due_at`, or when it was hurried since it was claimed.
        """
        ...

    def hurry(self, conversation_id: str, now: datetime) -> None:
        """Let the next attempt be made at once: the identity is there."""
        ...
