"""What it takes to search the longest message, counted in calls: no clock says so."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu.core.number_ends import Ends
from kefu.core.numbers_of_people import (
    ABROAD,
    ISSUED,
    MOBILE,
    is_id,
    may_be_old_id,
    passes_luhn,
)
from kefu.core.privacy import scrub

LONGEST = 1000
MOST_CALLS = 60 * LONGEST


def calls(text: str) -> int:
    """How many functions are called while a text is scrubbed."""
    count = 0

    def note(_frame: FrameType, event: str, _of: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    scrub(text)  # fills the caches
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        scrub(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit",
    ["1-", "1 ", "6 2 ", "4,5,", "0-", "一-", "九 一 ", "1-一 ", "1-3-", "3_7_", "1-9-0-", "O 1 "],
)
def test_a_number_of_any_piece_is_not_looked_for(unit: str) -> None:
    assert calls((unit * LONGEST)[:LONGEST]) < MOST_CALLS


def test_twice_as_long_a_row_costs_about_twice_as_much() -> None:
    assert calls("4,5," * 250) < 3 * calls("4,5," * 125)


@pytest.mark.parametrize("before", ["", "0-7-" * 100])
@pytest.mark.parametrize("after", ["", "-0-7" * 100])
@pytest.mark.parametrize(
    ("spelt", "mask"),
    [
        ("139 1234 5678", "139****5678"),
        ("6222 0212 3456 7894", "6222****7894"),
        ("110101 19900307 0054", "110***********0054"),
    ],
)
def test_a_number_in_a_long_row_is_found(before: str, after: str, spelt: str, mask: str) -> None:
    assert mask in scrub(f"{before}{spelt}{after}").text


def is_a_number(digits: str) -> bool:
    """Whether all the digits are a number that needs no name."""
    return bool(
        MOBILE.fullmatch(digits)
        or ABROAD.fullmatch(digits)
        or (ISSUED.fullmatch(digits) and passes_luhn(digits) and len(set(digits)) > 2)
        or (len(digits) == 18 and is_id(digits))
        or (len(digits) == 15 and may_be_old_id(digits))
    )


PIECES = (
    *("13912345678", "0086", "85291234567", "6222021234567894"),
    *("110101199003070054", "440304850615123", "62", "19"),
    *"0123456789",
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=20).map("".join))
def test_no_end_of_a_number_is_missed(digits: str) -> None:
    ends = Ends(digits)
    for start in range(len(digits)):
        for end in range(start + 11, min(start + 22, len(digits)) + 1):
            assert end in ends.of(start) or not is_a_number(digits[start:end])
