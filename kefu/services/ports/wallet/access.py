"""Topics about who gets into an account that a wallet may offer besides: devices, the payment
password, the second factor, the phone, the account's end.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from kefu.core.account import Account
from kefu.core.closure import Closure, Obstacle
from kefu.core.device import Device


@runtime_checkable
class DeviceRecords(Protocol):
    def devices(self, account_id: str) -> list[Device]:
        """The devices that are logged in, the last seen first."""
        ...


@runtime_checkable
class IdentityChecks(Protocol):
    def is_paper_number(self, account_id: str, number: str) -> bool:
        """Whether `number` (capitals and digits, no blanks) is that of the paper with which the
        customer proved who they are; never, where there is none. Nobody but the wallet knows it.
        """
        ...


@runtime_checkable
class PaymentPasswords(Protocol):
    def reset_payment_password(self, account_id: str, new_password: str, *, key: str) -> Account:
        """Set a new payment password of six digits.

        Raises Invalid (`payment_password_format`), and Conflict (`password_reused.payment` for a
        recent one, `account_closed`).
        """
        ...


@runtime_checkable
class SecondFactor(Protocol):
    def set_two_factor(self, account_id: str, on: bool, *, key: str) -> Account:
        """Switch the second step of logging in on or off; as it is already, nothing happens.

        Raises Conflict (`account_closed`).
        """
        ...


@runtime_checkable
class PhoneChanges(Protocol):
    def change_phone(self, account_id: str, new_phone: str, *, key: str) -> Account:
        """Register another phone (11 digits) in the place of the old one and end every session.

        Raises Conflict (`phone_unchanged`; `phone_taken` when another account has it, which nobody
        may hear who has not proved that the number is theirs; `account_restricted`,
        `account_frozen`, `account_closed`).
        """
        ...


@runtime_checkable
class Closures(Protocol):
    """Closing an account takes a request, and days in which it may be cancelled."""

    def closure_obstacles(self, account_id: str) -> list[Obstacle]:
        """What must be put in order first; nothing when a request would be taken."""
        ...

    def closure(self, account_id: str) -> Closure | None:
        """The request that stands, if any."""
        ...

    def request_closure(self, account_id: str, *, key: str) -> Closure:
        """Ask to close the account.

        Raises Conflict (`closure_blocked` while anything stands in the way, `closure_exists`,
        `account_closed`).
        """
        ...

    def cancel_closure(self, account_id: str, *, key: str) -> Closure:
        """Keep the account after all. Raises Conflict (`closure_missing` without a request)."""
        ...
