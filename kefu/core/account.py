"""A wallet account as support needs to see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AccountStatus(StrEnum):
    ACTIVE = "active"
    LOCKED = "locked"
    FROZEN = "frozen"
    CLOSED = "closed"


class LockReason(StrEnum):
    """Why the wallet locked an account. The first two kinds may unlock themselves after a code."""

    WRONG_PASSWORD = "wrong_password"
    DORMANT = "dormant"
    ABNORMAL_LOGIN = "abnormal_login"
    RISK_CONTROL = "risk_control"


SELF_UNLOCKABLE = frozenset({LockReason.WRONG_PASSWORD, LockReason.DORMANT})


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `id` is the wallet's opaque key, never a phone number; money is in fen."""

    id: str
    phone: str
    name: str
    email: str | None
    status: AccountStatus
    lock_reason: LockReason | None
    balance_fen: int
    two_factor: bool
    password_changed_at: datetime | None
