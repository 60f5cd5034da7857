"""Which of a customer's movements of money are asked for, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kefu.core.transaction import Transaction, TransactionKind, TransactionStatus


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """From `start` on and before `end`; both are aware."""

    start: datetime
    end: datetime

    def __contains__(self, at: datetime) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True, slots=True)
class WantedRecords:
    """What was said of the movements that are meant; what was not said fits all."""

    period: TimeSpan | None = None
    kinds: frozenset[TransactionKind] = frozenset()
    counterparty: str | None = None
    amount_fen: int | None = None
    at_least_fen: int | None = None

    def fits(self, transaction: Transaction) -> bool:
        """Whether a movement is one of those."""
        return (
            (self.period is None or transaction.at in self.period)
            and (not self.kinds or transaction.kind in self.kinds)
            and (self.counterparty is None or self.counterparty in transaction.counterparty)
            and (self.amount_fen is None or self.amount_fen == transaction.amount_fen)
            and (self.at_least_fen is None or self.at_least_fen <= transaction.amount_fen)
        )


@dataclass(frozen=True, slots=True)
class Total:
    """How many movements of one kind went through, and what they come to in fen."""

    kind: TransactionKind
    count: int
    amount_fen: int


def totals(transactions: Iterable[Transaction]) -> list[Total]:
    """By kind, in the order of `TransactionKind`; what failed or is pending has moved nothing."""
    moved = [t for t in transactions if t.status is TransactionStatus.SUCCEEDED]
    found = {kind: [t.amount_fen for t in moved if t.kind is kind] for kind in TransactionKind}
    return [Total(kind, len(each), sum(each)) for kind, each in found.items() if each]
