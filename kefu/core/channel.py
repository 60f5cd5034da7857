"""Channels as the rules see them: who writes over one, and how far its log has been brought to
them. It must not know any channel.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# How long a process may be busy with one message before another may take the conversation over.
DELIVERY_LEASE = timedelta(seconds=12)
FIRST_BACKOFF = timedelta(seconds=2)
LONGEST_BACKOFF = timedelta(minutes=10)


@dataclass(slots=True)
class ChannelIdentity:
    """Somebody as a channel names them (an openid, a terminal).

    `address_cipher` is where answers go, encrypted. `account_id` is the account that they bound
    after proving it: one identity has at most one.
    """

    id: str
    channel: str
    identity_hash: str
    address_cipher: str
    created_at: datetime
    account_id: str | None = None
    bound_at: datetime | None = None


@dataclass(slots=True)
class Delivery:
    """How far a conversation's log has been brought to its identity.

    Everything up to `delivered_seq` arrived. `due_at` is the next attempt, or None while nobody is
    there to send to; `leased_until` says that a process is at it. `failures` counts those in a row.
    """

    conversation_id: str
    channel: str
    identity_id: str
    delivered_seq: int
    due_at: datetime | None
    leased_until: datetime | None = None
    failures: int = 0

    def backoff(self) -> timedelta:
        """The pause after the latest failure; it doubles with each."""
        return min(LONGEST_BACKOFF, FIRST_BACKOFF * (1 << min(self.failures - 1, 10)))
