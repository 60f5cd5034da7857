"""Devices on which a customer is logged in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Device:
    """One device with an open session."""

    id: str
    account_id: str
    name: str
    last_seen_at: datetime
