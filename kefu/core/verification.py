"""One-time codes and secure inputs: their kinds, limits and states (security.md,
Verification codes).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CODE_LENGTH = 6
CODE_LIFETIME = timedelta(minutes=5)
CODE_TRIES = 5
STEP_UP_LIFETIME = timedelta(minutes=15)
ACCOUNT_FAILURES_PER_HOUR = 10
# Window → sends allowed per destination; the longest window is checked last.
DESTINATION_LIMITS = ((timedelta(minutes=1), 1), (timedelta(hours=1), 5), (timedelta(days=1), 10))
CONVERSATION_SENDS_PER_HOUR = 8
NETWORK_SENDS_PER_HOUR = 60
GLOBAL_SENDS_PER_HOUR = 20_000


class Purpose(StrEnum):
    """What a code is good for; a code sent for one purpose opens no other."""

    PASSWORD_RESET = "password_reset"
    UNLOCK = "unlock"
    FREEZE = "freeze"
    TRANSACTIONS = "transactions"
    BINDING = "binding"


class CodeChannel(StrEnum):
    SMS = "sms"
    EMAIL = "email"


class InputKind(StrEnum):
    VERIFICATION_CODE = "verification_code"
    NEW_PASSWORD = "new_password"


class InputStatus(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    CLOSED = "closed"


@dataclass(slots=True)
class VerificationCode:
    """A code that was asked for. `account_id` is None when the address belongs to nobody: then
    nothing was sent and no value can match, but every limit and every word is the same.
    `subject_hash` is whose failures count together: the account's, or for nobody's address those of
    that address.
    """

    id: str
    conversation_id: str
    account_id: str | None
    purpose: Purpose
    channel: CodeChannel
    destination_hash: str
    address_hash: str
    subject_hash: str
    network_hash: str | None
    code_hash: str
    created_at: datetime
    expires_at: datetime
    failures: int = 0
    last_failure_at: datetime | None = None
    ended_at: datetime | None = None
    verified: bool = False


@dataclass(slots=True)
class SecureInput:
    """A field whose value travels outside the chat. `code_id` links a code input to its code."""

    id: str
    conversation_id: str
    kind: InputKind
    purpose: Purpose
    label: str
    hint: str
    created_at: datetime
    expires_at: datetime
    status: InputStatus = InputStatus.OPEN
    code_id: str | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether a value can still be given."""
        return self.status is InputStatus.OPEN and now < self.expires_at

    def public(self) -> dict[str, str]:
        """The members of the `secure_input` event."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "label": self.label,
            "hint": self.hint,
            "expires_at": self.expires_at.isoformat(),
        }
