"""What a payment password must be like: six digits that nobody guesses from whom they know."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

LENGTH: Final = 6
_RUNS: Final = ("01234567890", "09876543210")
_FEWEST_DIGITS: Final = 3


class PaymentPasswordRule(StrEnum):
    """What it must be like, in the order in which it is told; `RECENT` only the wallet knows."""

    DIGITS = "digits"
    REPEATED = "repeated"
    SEQUENCE = "sequence"
    BIRTHDAY = "birthday"
    PHONE = "phone"
    RECENT = "recent"


def broken_rules(
    password: str, *, phone: str, birth_date: date | None = None
) -> list[PaymentPasswordRule]:
    """The rules that `password` breaks, none when it is good."""
    if len(password) != LENGTH or not (password.isascii() and password.isdigit()):
        return [PaymentPasswordRule.DIGITS]
    broken = {
        PaymentPasswordRule.REPEATED: _is_repeated(password),
        PaymentPasswordRule.SEQUENCE: any(password in run for run in _RUNS),
        PaymentPasswordRule.BIRTHDAY: birth_date is not None and password in _written(birth_date),
        PaymentPasswordRule.PHONE: password in phone,
    }
    return [rule for rule, is_broken in broken.items() if is_broken]


def _is_repeated(password: str) -> bool:
    """121212, 123123, 111222: few digits, or a part that comes again."""
    parts = (password[:size] * (LENGTH // size) for size in (1, 2, 3))
    return password in parts or len(set(password)) < _FEWEST_DIGITS


def _written(day: date) -> set[str]:
    """The ways in which people make six digits of a birthday."""
    year, short, month, date_ = f"{day:%Y}", f"{day:%y}", f"{day:%m}", f"{day:%d}"
    return {
        f"{short}{month}{date_}",
        f"{month}{date_}{short}",
        f"{date_}{month}{short}",
        f"{year}{month}",
        f"{month}{year}",
        f"{year}{day.month}{day.day}",
        f"{month}{date_}{month}{date_}"[:LENGTH],
    }
