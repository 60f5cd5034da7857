"""Six digits that nobody guesses from whom they know."""

from __future__ import annotations

from datetime import date

import pytest

from kefu.core.payment_password import PaymentPasswordRule, broken_rules

R = PaymentPasswordRule
BORN = date(1988, 3, 7)


@pytest.mark.parametrize(
    ("password", "broken"),
    [
        ("730164", []),
        ("507913", []),
        ("", [R.DIGITS]),
        ("73016", [R.DIGITS]),
        ("7301645", [R.DIGITS]),
        ("73016a", [R.DIGITS]),
        ("７３０１６４", [R.DIGITS]),
        ("七三零一六四", [R.DIGITS]),
        ("73016²", [R.DIGITS]),
        ("888888", [R.REPEATED]),
        ("121212", [R.REPEATED]),
        ("730730", [R.REPEATED]),
        ("112211", [R.REPEATED]),
        ("123456", [R.SEQUENCE]),
        ("567890", [R.SEQUENCE]),
        ("987654", [R.SEQUENCE]),
        ("654321", [R.SEQUENCE]),
        ("880307", [R.BIRTHDAY]),
        ("030788", [R.BIRTHDAY]),
        ("070388", [R.BIRTHDAY]),
        ("198803", [R.BIRTHDAY]),
        ("198837", [R.BIRTHDAY]),
        ("246810", [R.PHONE]),
        ("391246", [R.PHONE]),
        ("246811", []),
        ("880308", []),
    ],
)
def test_which_rules_are_broken(password: str, broken: list[PaymentPasswordRule]) -> None:
    assert broken_rules(password, phone="13912468109", birth_date=BORN) == broken


def test_a_birthday_that_is_not_known_breaks_nothing() -> None:
    assert broken_rules("880307", phone="13912468109") == []
