"""Fen in and out without a rounding error; the present instant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu.core.clock import utc_now
from kefu.core.money import MAX_FEN, format_fen, parse_yuan, plain_yuan


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


def test_now_is_aware() -> None:
    assert utc_now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (100000, "1000"),
        (123450, "1234.5"),
        (123456, "1234.56"),
        (50, "0.5"),
        (1234567890, "12345678.9"),
    ],
)
def test_an_amount_as_customers_write_it(fen: int, written: str) -> None:
    assert plain_yuan(fen) == written
