"""Which topics there are, which of them a wallet offers, and all of them as services see it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Final, Protocol

from kefu.core.capability import Capability
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

TOPICS: Final[Mapping[Capability, Any]] = {
    Capability.REFUND_RECORDS: RefundRecords,
    Capability.REFUND_REQUESTS: RefundRequests,
    Capability.LIMITS: LimitRecords,
    Capability.FEES: FeeRecords,
    Capability.AGREEMENTS: AgreementRecords,
    Capability.CARDS: CardRecords,
    Capability.DEVICES: DeviceRecords,
    Capability.PAYMENT_PASSWORD: PaymentPasswords,
    Capability.IDENTITY_CHECK: IdentityChecks,
    Capability.TWO_FACTOR: SecondFactor,
    Capability.PHONE_CHANGE: PhoneChanges,
    Capability.CLOSURE: Closures,
}


class Wallet(
    WalletBackend,
    RefundRecords,
    RefundRequests,
    LimitRecords,
    FeeRecords,
    AgreementRecords,
    CardRecords,
    DeviceRecords,
    PaymentPasswords,
    IdentityChecks,
    SecondFactor,
    PhoneChanges,
    Closures,
    Protocol,
):
    """Every topic. One that the installation's wallet lacks raises NotOffered, but for `refunds`,
    of which there are none then.
    """

    def offers(self, capability: Capability) -> bool:
        """Whether the installation's wallet has this topic."""
        ...


def offered_by(wallet: WalletBackend) -> frozenset[Capability]:
    """The topics that an adapter offers: those whose methods it has, narrowed by its attribute
    `capabilities` where it has one.
    """
    has = frozenset(topic for topic, port in TOPICS.items() if isinstance(wallet, port))
    declared: Set[Capability] | None = getattr(wallet, "capabilities", None)
    return has if declared is None else has & declared
