"""The wallet's core systems, which hold the customers' money: what each must offer
(`WalletBackend`), and by topic what it may offer besides.

Every method may raise `Unavailable`; one that is given an account id may raise NotFound. Every
write takes an idempotency key, and doing it twice does it once.
"""

from __future__ import annotations

from kefu.services.ports.wallet.access import (
    Closures,
    DeviceRecords,
    IdentityChecks,
    PaymentPasswords,
    PhoneChanges,
    SecondFactor,
)
from kefu.services.ports.wallet.backend import WalletBackend
from kefu.services.ports.wallet.money import (
    AgreementRecords,
    CardRecords,
    FeeRecords,
    LimitRecords,
    RefundRecords,
    RefundRequests,
)
from kefu.services.ports.wallet.topics import TOPICS, Wallet, offered_by

__all__ = [
    "TOPICS",
    "AgreementRecords",
    "CardRecords",
    "Closures",
    "DeviceRecords",
    "FeeRecords",
    "IdentityChecks",
    "LimitRecords",
    "PaymentPasswords",
    "PhoneChanges",
    "RefundRecords",
    "RefundRequests",
    "SecondFactor",
    "Wallet",
    "WalletBackend",
    "offered_by",
]
