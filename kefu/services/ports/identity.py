"""Proofs of who somebody is that may be used once."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class UsedIds(Protocol):
    def use(self, kind: str, value: str, expires_at: datetime) -> bool:
        """Remember a one-time id; False when it was used before."""
        ...
