"""Bank cards that a customer has bound to the wallet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CardKind(StrEnum):
    DEBIT = "debit"
    CREDIT = "credit"


class CardStatus(StrEnum):
    USABLE = "usable"
    EXPIRED = "expired"
    CLOSED = "closed"
    """The bank closed it: what is sent there comes back."""
    UNBOUND = "unbound"


@dataclass(frozen=True, slots=True)
class BankCard:
    """One card: never its number but the last four digits. `single_limit_fen` is the bank's limit
    for one payment, where the wallet knows it.
    """

    id: str
    account_id: str
    bank: str
    last4: str
    kind: CardKind
    holder: str
    status: CardStatus
    single_limit_fen: int | None = None
