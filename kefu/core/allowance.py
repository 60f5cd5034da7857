"""What a customer may move and what it costs: limits and fees."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kefu.core.transaction import TransactionKind


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that movements of one kind may come to, in fen: at once, in a day, in a month (None:
    no such limit), and what this Beijing day and month have used of it.
    """

    kind: TransactionKind
    single_fen: int | None
    day_fen: int | None
    month_fen: int | None
    day_used_fen: int = 0
    month_used_fen: int = 0

    @property
    def day_left_fen(self) -> int | None:
        """What is left of the day's limit."""
        return _left(self.day_fen, self.day_used_fen)

    @property
    def month_left_fen(self) -> int | None:
        """What is left of the month's limit."""
        return _left(self.month_fen, self.month_used_fen)

    @property
    def largest_now_fen(self) -> int | None:
        """The largest amount that goes through now; None when nothing limits it."""
        known = (self.single_fen, self.day_left_fen, self.month_left_fen)
        return min((fen for fen in known if fen is not None), default=None)


def _left(limit_fen: int | None, used_fen: int) -> int | None:
    return None if limit_fen is None else max(0, limit_fen - used_fen)


@dataclass(frozen=True, slots=True)
class FeeRule:
    """What movements of one kind cost this customer: `rate` of what goes beyond the free allowance
    left this month, at least `minimum_fen` and at most `maximum_fen`.
    """

    kind: TransactionKind
    rate: Decimal
    minimum_fen: int = 0
    maximum_fen: int | None = None
    free_left_fen: int = 0

    def fee_of(self, amount_fen: int) -> int:
        """The fee in fen for this amount, rounded half up; 0 while the free allowance covers it.

        Raises ValueError for a negative amount.
        """
        if amount_fen < 0:
            raise ValueError("an amount is not negative")
        charged = max(0, amount_fen - self.free_left_fen)
        if charged == 0 or self.rate == 0:
            return 0
        fee = int((charged * self.rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))
        fee = max(fee, self.minimum_fen)
        return fee if self.maximum_fen is None else min(fee, self.maximum_fen)
