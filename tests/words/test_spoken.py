"""Instants and waits as a customer would say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kefu.words.spoken import spoken_time, spoken_wait

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # 12:00 in Beijing


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(0), "今天 12:00"),
        (timedelta(hours=12), "今天 00:00"),
        (timedelta(hours=12, minutes=1), "昨天 23:59"),
        (timedelta(hours=36), "昨天 00:00"),
        (timedelta(hours=37), "2月28日 23:00"),
        (timedelta(days=70), "2025年12月22日 12:00"),
    ],
)
def test_spoken_time_counts_days_in_beijing(before: timedelta, said: str) -> None:
    assert spoken_time(NOW - before, NOW) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "1 秒"),
        (0.2, "1 秒"),
        (40, "40 秒"),
        (60, "1 分钟"),
        (61, "2 分钟"),
        (3599, "60 分钟"),
        (3600, "1 小时"),
        (3601, "2 小时"),
        (86400, "24 小时"),
    ],
)
def test_spoken_wait_never_says_too_little(seconds: float, said: str) -> None:
    assert spoken_wait(seconds) == said
