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
PAPER_TRIES_PER_DAY = 5

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# The limits below, why they are so and what they leave open: docs/security.md, Limits of codes.
# Each is counted in one lane. Windows and how many are allowed in each:
# what one conversation, and one network, may ask for by the same phone or e-mail,
ASKER_LIMITS = ((MINUTE, 1), (HOUR, 3), (DAY, 6))
# what the owner of an account may ask for by each way,
OWNER_LIMITS = ((MINUTE, 1), (HOUR, 5), (DAY, 10))
# and how many texts strangers cause to one address, whoever they are.
SHARED_TEXTS = ((HOUR, 3), (DAY, 6))
CONVERSATION_SENDS_PER_HOUR = 8
CONVERSATION_ADDRESSES_PER_HOUR = 5
NETWORK_SENDS_PER_HOUR = 60
NETWORK_ADDRESSES_PER_HOUR = 30
GLOBAL_SENDS_PER_HOUR = 20_000
# Texts to one address that come too close wait for each other, but not so long that they age.
TEXT_INTERVAL = MINUTE
LONGEST_DELAY = timedelta(minutes=2)
# Wrong codes: of one conversation, and of one network, for the same phone or e-mail;
ASKER_FAILURES_PER_HOUR = 6
CONVERSATION_FAILURES_PER_HOUR = 10
NETWORK_FAILURES_PER_HOUR = 60
# and over all codes of an account, whoever tries.
ACCOUNT_FAILURES_PER_HOUR = 10


class Purpose(StrEnum):
    """What a code is good for; a code sent for one purpose opens no other."""

    PASSWORD_RESET = "password_reset"
    UNLOCK = "unlock"
    FREEZE = "freeze"
    TRANSACTIONS = "transactions"
    BINDING = "binding"
    CARD = "card"
    CLOSURE = "closure"
    PHONE = "phone"
    REFUND_REQUEST = "refund_request"
    PAYMENT_PASSWORD_RESET = "payment_password_reset"
    TWO_FACTOR = "two_factor"
    AGREEMENTS = "agreements"


class Lane(StrEnum):
    """For whom a code is: each lane has limits of its own, so that what one uses up is not
    another's.
    """

    OWNER = "owner"
    """Whoever has proven the account in this conversation (level 1 and above)."""
    THEFT = "theft"
    """A stranger who wants an account frozen."""
    STRANGER = "stranger"


# As SHARED_TEXTS, for askers who had no text sent to that address within a day: nobody can use up
# their part of it.
FIRST_TEXTS = {
    Lane.STRANGER: ((HOUR, 5), (DAY, 10)),
    Lane.THEFT: ((HOUR, 10), (DAY, 20)),
}


class CodeChannel(StrEnum):
    SMS = "sms"
    EMAIL = "email"


class InputKind(StrEnum):
    VERIFICATION_CODE = "verification_code"
    NEW_PASSWORD = "new_password"
    NEW_PAYMENT_PASSWORD = "new_payment_password"
    ID_NUMBER = "id_number"
    """The number of the paper with which the customer proved who they are."""


class InputStatus(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    CLOSED = "closed"


@dataclass(slots=True)
class VerificationCode:
    """A code that was asked for. `account_id` is None when the address belongs to nobody: then
    nothing was sent and no value can match, but every limit and every word is the same.
    `subject_hash` is whose failures count together: the account's, or for nobody's address those of
    that address. `text_at` is when its text leaves (or would, were there an account); None when the
    address had its share.
    """

    id: str
    conversation_id: str
    account_id: str | None
    purpose: Purpose
    lane: Lane
    channel: CodeChannel
    destination_hash: str
    address_hash: str
    subject_hash: str
    network_hash: str | None
    code_hash: str
    created_at: datetime
    expires_at: datetime
    text_at: datetime | None
    failures: int = 0
    last_failure_at: datetime | None = None
    ended_at: datetime | None = None
    verified: bool = False


@dataclass(slots=True)
class SecureInput:
    """A field whose value travels outside the chat. `code_id` links a code input to its code.
    `account_id` is whose wrong values (`failures`) count together, where they are counted here.
    """

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
    account_id: str | None = None
    failures: int = 0

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
