"""The topics about who gets into an account, and its end."""

from __future__ import annotations

from kefu.core.account import Account
from kefu.core.capability import Capability
from kefu.core.closure import Closure, Obstacle
from kefu.core.device import Device
from kefu.services.ports.wallet import (
    Closures,
    DeviceRecords,
    IdentityChecks,
    PaymentPasswords,
    PhoneChanges,
    SecondFactor,
)
from kefu.wallet.logged.calls import Calls, asked, done


class LoggedAccess(Calls):
    """`DeviceRecords`, `IdentityChecks`, `PaymentPasswords`, `SecondFactor`, `PhoneChanges` and
    `Closures`.
    """

    def devices(self, account_id: str) -> list[Device]:
        wallet: DeviceRecords = self._topic(Capability.DEVICES)
        return asked("devices", (account_id,), lambda: wallet.devices(account_id))

    def is_paper_number(self, account_id: str, number: str) -> bool:
        """As an act, not a question: whose answers are kept for a while with what was asked."""
        wallet: IdentityChecks = self._topic(Capability.IDENTITY_CHECK)
        return done("is_paper_number", lambda: wallet.is_paper_number(account_id, number))

    def reset_payment_password(self, account_id: str, new_password: str, *, key: str) -> Account:
        wallet: PaymentPasswords = self._topic(Capability.PAYMENT_PASSWORD)
        return done(
            "reset_payment_password",
            lambda: wallet.reset_payment_password(account_id, new_password, key=key),
        )

    def set_two_factor(self, account_id: str, on: bool, *, key: str) -> Account:
        wallet: SecondFactor = self._topic(Capability.TWO_FACTOR)
        return done("set_two_factor", lambda: wallet.set_two_factor(account_id, on, key=key))

    def change_phone(self, account_id: str, new_phone: str, *, key: str) -> Account:
        wallet: PhoneChanges = self._topic(Capability.PHONE_CHANGE)
        return done("change_phone", lambda: wallet.change_phone(account_id, new_phone, key=key))

    def closure_obstacles(self, account_id: str) -> list[Obstacle]:
        wallet: Closures = self._topic(Capability.CLOSURE)
        return asked(
            "closure_obstacles", (account_id,), lambda: wallet.closure_obstacles(account_id)
        )

    def closure(self, account_id: str) -> Closure | None:
        wallet: Closures = self._topic(Capability.CLOSURE)
        return asked("closure", (account_id,), lambda: wallet.closure(account_id))

    def request_closure(self, account_id: str, *, key: str) -> Closure:
        wallet: Closures = self._topic(Capability.CLOSURE)
        return done("request_closure", lambda: wallet.request_closure(account_id, key=key))

    def cancel_closure(self, account_id: str, *, key: str) -> Closure:
        wallet: Closures = self._topic(Capability.CLOSURE)
        return done("cancel_closure", lambda: wallet.cancel_closure(account_id, key=key))
