"""Which stretch of time customers mean, and how many of the last ones."""

from __future__ import annotations

from datetime import datetime

import pytest

from kefu.core.clock import BEIJING
from kefu.nlu.normalise import fold
from kefu.nlu.periods import count_in, period_in

NOW = datetime(2026, 11, 18, 11, 30, tzinfo=BEIJING)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "first", "behind"),
    [
        ("上个月一共花了多少", "2026-10-01", "2026-11-01"),
        ("这个月200以上的", "2026-11-01", "2026-12-01"),
        ("上个月5号", "2026-10-05", "2026-10-06"),
        ("本月的账单", "2026-11-01", "2026-12-01"),
        ("8月份花销", "2026-08-01", "2026-09-01"),
        ("去年12月的流水", "2025-12-01", "2026-01-01"),
        ("这周转了几次", "2026-11-16", "2026-11-23"),
        ("上禮拜的明細", "2026-11-09", "2026-11-16"),
        ("上上周", "2026-11-02", "2026-11-09"),
        ("上周三", "2026-11-11", "2026-11-12"),
        ("昨天充了多少", "2026-11-17", "2026-11-18"),
        ("近三天的支出", "2026-11-16", "2026-11-19"),
        ("最近两周", "2026-11-05", "2026-11-19"),
        ("近3个月流水", "2026-08-18", "2026-11-19"),
        ("最近半年", "2026-05-18", "2026-11-19"),
        ("今年在京东花的", "2026-01-01", "2027-01-01"),
        ("近四五个月", "2026-06-18", "2026-11-19"),
        ("去年全年", "2025-01-01", "2026-01-01"),
        ("11月3号到5号", "2026-11-03", "2026-11-06"),
        ("10月28日至11月2日", "2026-10-28", "2026-11-03"),
        ("最近这段时间的", "2026-10-19", "2026-11-19"),
    ],
)
def test_a_period_is_read_by_its_days(text: str, first: str, behind: str) -> None:
    said = period_in(fold(text), NOW)
    assert said is not None
    assert (said.period.start.isoformat()[:10], said.period.end.isoformat()[:10]) == (first, behind)


def test_a_part_of_a_day_is_looked_for_around_it() -> None:
    said = period_in("昨天下午那几笔", NOW)
    assert said is not None
    assert datetime(2026, 11, 17, 16, 40, tzinfo=BEIJING) in said.period
    assert datetime(2026, 11, 17, 9, 0, tzinfo=BEIJING) not in said.period


@pytest.mark.parametrize("text", ["查交易记录", "最近999年", "一共多少"])
def test_no_period_is_made_up(text: str) -> None:
    assert period_in(fold(text), NOW) is None


def test_the_end_of_a_short_month_is_kept() -> None:
    said = period_in("近一个月", datetime(2026, 3, 31, 9, 0, tzinfo=BEIJING))
    assert said is not None
    assert said.period.start.isoformat()[:10] == "2026-02-28"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("最近10笔交易", 10),
        ("最近十笔", 10),
        ("前三条", 3),
        ("最近一笔是什么", 1),
        ("最近几笔", 5),
        ("第二笔", None),
        ("一共几笔", None),
        ("最近百万笔", 1_000_000),
        ("查账单", None),
    ],
)
def test_how_many_are_asked_for(text: str, count: int | None) -> None:
    assert count_in(fold(text)) == count
