"""What connections that show a conversation's log ask for, many at a time: whose token still holds
and what is new.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kefu.core.clock import Clock
from kefu.core.conversation import Event
from kefu.services.ports import UnitOfWork
from kefu.services.vault import Vault


class Following:
    """Reads for followers. A `key` stands for a token: it is the hash under which it is stored."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def key(self, token: str) -> str:
        """What `token` is known by here."""
        return self._vault.keyed_hash("token", token)

    def ends(self, unit: UnitOfWork, keys: Collection[str]) -> Mapping[str, int]:
        """The last number of the log that each key opens; those that open none are left out."""
        return unit.tokens.last_seqs(keys, self._clock())

    def news(
        self, unit: UnitOfWork, keys: Collection[str], after: int, limit: int
    ) -> tuple[Collection[str], list[Event]]:
        """Which keys, all of one conversation, still hold, and at most `limit` of its events after
        `after`.
        """
        return unit.tokens.news(keys, after, limit, self._clock())
