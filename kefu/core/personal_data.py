"""Finds personal data in free text: phones, e-mails, ID numbers, bank cards, however they are spelt.

It knows nothing of secrets, masks or references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from stdnum import luhn
from stdnum.cn import ric


class PersonalKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    ID_NUMBER = "id_number"
    BANK_CARD = "bank_card"


@dataclass(frozen=True, slots=True)
class Finding:
    """A value at ``[start:end]`` of the text; `clear` is its one canonical spelling."""

    start: int
    end: int
    kind: PersonalKind
    clear: str


# One character for one, so that offsets in the copy are offsets in the text. Chinese punctuation stays what it is:
# it ends a value, where its ASCII twin may belong to one.
_PUNCTUATION = {0xFF01, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F}  # !(),:;?
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code not in _PUNCTUATION}
_WIDE |= {0x3000: 0x20, 0x00A0: 0x20}
_SPOKEN = str.maketrans("零〇洞一幺壹二贰三叁四肆五伍六陆七柒八捌九玖", "0001112233445566778899")

# Zero-width, so that what turns out to be nothing does not hide what begins inside it.
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_ID_NUMBER = re.compile(r"(?<!\d)(?=(\d(?:[ -]?\d){16}[ -]?[\dXx])(?!\d))", re.ASCII)
_CARD_LIKE = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,}(?!\d)", re.ASCII)
_GAP = r"[ \-.·_()\uff08\uff09\u2010-\u2015]{0,2}"
_PHONE = re.compile(
    rf"(?<!\d)(?=([(\uff08]?(?:(?:\+|00)?86{_GAP})?(1(?:{_GAP}\d){{10}}))(?!\d))", re.ASCII
)
# How people space a mobile number. Digits in other groups are amounts, dates and order numbers side by side.
_PHONE_GROUPS = frozenset(
    {(11,), (3, 8), (7, 4), (5, 6), (3, 4, 4), (3, 3, 5), (3, 5, 3), (4, 3, 4), (4, 4, 3)}
    | {(3, 2, 2, 2, 2), (1,) * 11}
)
_CARD_LENGTHS = range(13, 20)


def narrow(text: str) -> str:
    """The text with full-width letters, digits and signs as their ASCII twins; every offset stays."""
    return text.translate(_WIDE)


def find_personal(text: str) -> Iterator[Finding]:
    """Personal data in `text`, the surer kinds first; findings may overlap."""
    plain = narrow(text)
    for match in _EMAIL.finditer(plain):
        yield Finding(*match.span(), PersonalKind.EMAIL, match.group().lower())
    for match in _ID_NUMBER.finditer(plain):
        number = re.sub(r"[ -]", "", match.group(1)).upper()
        if ric.is_valid(number):
            yield Finding(*match.span(1), PersonalKind.ID_NUMBER, number)
    yield from _phones(plain)
    yield from _cards(plain)
    yield from _phones(plain.translate(_SPOKEN))


def _phones(plain: str) -> Iterator[Finding]:
    for match in _PHONE.finditer(plain):
        groups = re.findall(r"\d+", match.group(2))
        number = "".join(groups)
        if number[1] in "3456789" and tuple(map(len, groups)) in _PHONE_GROUPS:
            yield Finding(*match.span(1), PersonalKind.PHONE, number)


def _cards(plain: str) -> Iterator[Finding]:
    """Groups of digits that together pass the Luhn test; an amount next to a card is none of its groups."""
    for match in _CARD_LIKE.finditer(plain):
        groups = list(re.finditer(r"\d+", match.group()))
        first = 0
        while first < len(groups):
            found = _card_from(groups, first)
            if found is not None:
                last, number = found
                start, end = groups[first].start(), groups[last].end()
                offset = match.start()
                yield Finding(offset + start, offset + end, PersonalKind.BANK_CARD, number)
                first = last
            first += 1


def _card_from(groups: list[re.Match[str]], first: int) -> tuple[int, str] | None:
    """The longest card that begins with the group `first`: the index of its last group, and its digits."""
    longest = None
    number = ""
    for last in range(first, len(groups)):
        number += groups[last].group()
        if len(number) >= _CARD_LENGTHS.stop:
            break
        if len(number) in _CARD_LENGTHS and luhn.is_valid(number):
            longest = last, number
    return longest
