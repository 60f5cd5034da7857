"""What a wallet may offer beyond what every wallet has to."""

from __future__ import annotations

from enum import StrEnum


class Capability(StrEnum):
    """A topic of the wallet's port that an installation has or lacks. A journey asks for its own
    before it promises anything.
    """

    REFUND_RECORDS = "refund_records"
    REFUND_REQUESTS = "refund_requests"
    LIMITS = "limits"
    FEES = "fees"
    AGREEMENTS = "agreements"
    CARDS = "cards"
    DEVICES = "devices"
    PAYMENT_PASSWORD = "payment_password"
    IDENTITY_CHECK = "identity_check"
    TWO_FACTOR = "two_factor"
    PHONE_CHANGE = "phone_change"
    CLOSURE = "closure"
