"""Whether money that a customer misses has arrived, is on its way or came back."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from kefu.core.transaction import Transaction, TransactionStatus

LATELY: Final = timedelta(days=30)
"""What failed or came back longer ago is meant by nobody who names no record."""


class Whereabouts(StrEnum):
    """Where the money of one movement is."""

    PENDING = "pending"
    """On its way, and no longer than usual."""
    OVERDUE = "overdue"
    UNTIMED = "untimed"
    """On its way; the wallet does not say until when that is usual."""
    RETURNED = "returned"
    """The bank sent it back to the balance."""
    DEBITED = "debited"
    """It failed, the bank debited it all the same and has time yet to give it back."""
    DEBITED_OVERDUE = "debited_overdue"
    DEBITED_UNTIMED = "debited_untimed"
    FAILED = "failed"
    """It failed and nothing was debited."""
    ARRIVED = "arrived"

    @property
    def needs_people(self) -> bool:
        """Whether waiting longer may be of no use: people have to look into it."""
        return self in _FOR_PEOPLE


_FOR_PEOPLE: Final = frozenset(
    {
        Whereabouts.OVERDUE,
        Whereabouts.UNTIMED,
        Whereabouts.DEBITED_OVERDUE,
        Whereabouts.DEBITED_UNTIMED,
    }
)


def arrival_of(movement: Transaction, now: datetime) -> Whereabouts:
    """Where its money is now."""
    if movement.status is TransactionStatus.SUCCEEDED:
        return Whereabouts.ARRIVED
    if movement.returned_reason is not None:
        return Whereabouts.RETURNED
    debited = movement.debited_at_bank
    if movement.status is TransactionStatus.FAILED and not debited:
        return Whereabouts.FAILED
    if movement.expected_by is None:
        return Whereabouts.DEBITED_UNTIMED if debited else Whereabouts.UNTIMED
    if movement.is_overdue(now):
        return Whereabouts.DEBITED_OVERDUE if debited else Whereabouts.OVERDUE
    return Whereabouts.DEBITED if debited else Whereabouts.PENDING


def is_open(movement: Transaction, now: datetime) -> bool:
    """Whether who misses money without naming any may mean this one."""
    where = arrival_of(movement, now)
    if where in {Whereabouts.FAILED, Whereabouts.RETURNED}:
        return now - movement.at <= LATELY
    return where is not Whereabouts.ARRIVED
