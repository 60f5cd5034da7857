"""Fen in and out without a rounding error; instants and waits as a customer would say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu.core.clock import spoken_time, spoken_wait, utc_now
from kefu.core.money import MAX_FEN, format_fen, parse_yuan

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # 12:00 in Beijing


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (0, "¥0.00"),
        (5, "¥0.05"),
        (100, "¥1.00"),
        (123456, "¥1,234.56"),
        (100000000, "¥1,000,000.00"),
        (-123456, "-¥1,234.56"),
        (-5, "-¥0.05"),
    ],
)
def test_format(fen: int, shown: str) -> None:
    assert format_fen(fen) == shown


@given(st.integers(-MAX_FEN, MAX_FEN))
def test_what_is_shown_reads_back(fen: int) -> None:
    assert parse_yuan(format_fen(fen).replace("¥", "").replace(",", "")) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1,234.56",
        "0.001",
        "1.005",
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "1e999999",
        "1e400",
        "9" * 40,
    ],
)
def test_no_amount(text: str) -> None:
    with pytest.raises(ValueError):
        parse_yuan(text)


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_value_error(text: str) -> None:
    try:
        fen = parse_yuan(text)
    except ValueError:
        return
    assert abs(fen) <= MAX_FEN


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


def test_now_is_aware() -> None:
    assert utc_now().utcoffset() == timedelta(0)
