"""Where in a long row of digits a number of people's can end, found without looking at every piece.

It knows neither groups nor words.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

from kefu.core.numbers_of_people import (
    ABROAD,
    DOUBLED,
    FEWEST_DIFFERENT,
    ISSUED,
    MOBILE,
    PROVINCES,
    may_be_old_id,
)

_PHONE: Final = re.compile(rf"{MOBILE.pattern}|{ABROAD.pattern}")
_SHORTEST_CARD: Final = 13
# By its first digit: how long a card can be.
_CARD_LENGTHS: Final = {
    first: tuple(
        length
        for length in range(_SHORTEST_CARD, 20)
        if any(ISSUED.fullmatch(f"{first}{second}".ljust(length, "0")) for second in range(10))
    )
    for first in "0123456789"
}
# A province, and a day in its place.
_PROVINCE: Final = "|".join(map(str, sorted(PROVINCES)))
_MONTH_AND_DAY: Final = r"(?:0[1-9]|1[0-2])[0-3]"
_IDENTITY: Final = re.compile(rf"(?:{_PROVINCE})\d{{4}}(?:19|20)\d\d{_MONTH_AND_DAY}")
_IDENTITY_LENGTHS: Final = (17, 18)
_OLD_IDENTITY: Final = re.compile(rf"(?:{_PROVINCE})\d{{6}}{_MONTH_AND_DAY}\d{{4}}")


class Ends:
    """The ends of what may be a number that no word names; too many rather than too few."""

    def __init__(self, digits: str) -> None:
        self._digits = digits
        # The Luhn sums of all beginnings, by whether the digits at even or at odd places count
        # once: a piece passes the test when the sum at its end is that at its start.
        self._sums: list[list[int]] = []
        if len(digits) >= _SHORTEST_CARD:
            once = list(map(int, digits))
            doubled = [DOUBLED[value] for value in once]
            for other in (1, 0):
                values = once.copy()
                values[other::2] = doubled[other::2]
                self._sums.append([total % 10 for total in accumulate(values, initial=0)])

    def of(self, start: int) -> list[int]:
        """The ends, ascending, of what may begin at `start`."""
        digits, ends = self._digits, self._of_cards(start)
        if phone := _PHONE.match(digits, start):
            ends.append(phone.end())
        if _IDENTITY.match(digits, start):
            ends += (start + length for length in _IDENTITY_LENGTHS)
        if (old := _OLD_IDENTITY.match(digits, start)) and may_be_old_id(old.group()):
            ends.append(old.end())
        return sorted(set(ends)) if len(ends) > 1 else ends

    def _of_cards(self, start: int) -> list[int]:
        digits, most = self._digits, len(self._digits)
        return [
            end
            for length in _CARD_LENGTHS[digits[start]]
            if (end := start + length) <= most
            and (sums := self._sums[(end - 1) % 2])[end] == sums[start]
            and ISSUED.fullmatch(digits, start, end)
            and len(set(digits[start:end])) >= FEWEST_DIFFERENT
        ]
