"""What may be moved and what it costs, by worked examples."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kefu.core.allowance import FeeRule, Limit
from kefu.core.transaction import TransactionKind

WITHDRAWAL = TransactionKind.WITHDRAWAL


def rule(
    rate: str = "0.001", *, minimum: int = 10, maximum: int | None = 2500, free: int = 0
) -> FeeRule:
    return FeeRule(WITHDRAWAL, Decimal(rate), minimum, maximum, free)


@pytest.mark.parametrize(
    ("fee_rule", "amount", "fee"),
    [
        (rule(), 200_000, 200),  # ¥2,000.00 at 0.1 %: ¥2.00
        (rule(), 123_450, 123),  # ¥1.2345
        (rule(), 123_500, 124),  # ¥1.235: half a fen goes up
        (rule(), 124_500, 125),  # and never to the even one
        (rule(), 100, 10),  # the least is ¥0.10
        (rule(minimum=0), 100, 0),  # ¥0.001
        (rule(minimum=0), 500, 1),  # ¥0.005
        (rule(), 10_000_000, 2500),  # the most is ¥25.00
        (rule(maximum=None), 10_000_000, 10_000),
        (rule(free=100_000), 100_000, 0),  # all of it free
        (rule(free=100_000), 100_001, 10),
        (rule(free=100_000), 150_000, 50),  # only what goes beyond
        (rule("0"), 150_000, 0),  # nothing costs nothing, whatever the least is
        (rule("0.0038", minimum=0), 12_345, 47),
        (rule(), 0, 0),
    ],
)
def test_a_fee(fee_rule: FeeRule, amount: int, fee: int) -> None:
    assert fee_rule.fee_of(amount) == fee


def test_a_negative_amount_has_no_fee() -> None:
    with pytest.raises(ValueError, match="not negative"):
        rule().fee_of(-1)


@pytest.mark.parametrize(
    ("limit", "left", "largest"),
    [
        (Limit(WITHDRAWAL, 500, 1000, 5000), (1000, 5000), 500),
        (Limit(WITHDRAWAL, 500, 1000, 5000, 800, 900), (200, 4100), 200),
        (Limit(WITHDRAWAL, 500, 1000, 5000, 800, 4900), (200, 100), 100),
        (Limit(WITHDRAWAL, 500, 1000, 5000, 1200, 1200), (0, 3800), 0),  # lowered since
        (Limit(WITHDRAWAL, None, 1000, None, 400), (600, None), 600),
        (Limit(WITHDRAWAL, None, None, None), (None, None), None),
    ],
)
def test_what_a_limit_leaves(
    limit: Limit, left: tuple[int | None, int | None], largest: int | None
) -> None:
    assert (limit.day_left_fen, limit.month_left_fen) == left
    assert limit.largest_now_fen == largest
