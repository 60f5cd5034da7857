"""Finds personal data in free text: phones, e-mails, ID numbers, bank cards,
however they are spelt.

It knows nothing of secrets, masks or references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from stdnum import luhn
from stdnum.cn import ric

from kefu.core.folding import Folded, spoken_as_digits


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


_GAP = r"[\s\-./·•・_~()\uff08\uff09\u2010-\u2015]{0,3}"
_LABEL = r"[A-Za-z0-9-]{1,63}"
# One kind of dot per address: in a@b.com。好的 the second one ends the sentence.
_EMAIL = re.compile(
    rf"[A-Za-z0-9._%+-]{{1,64}}\s{{0,2}}@\s{{0,2}}{_LABEL}(?:([.。])(?:{_LABEL}\1){{0,5}}[A-Za-z]{{2,63}})"
)
# Zero-width, so that what turns out to be nothing does not hide what begins inside it.
_ID_NUMBER = re.compile(rf"(?<!\d)(?=(\d(?:{_GAP}\d){{16}}{_GAP}[\dXx])(?!\d))")
_CARD_LIKE = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{12,}}")
_PHONE = re.compile(rf"(?<!\d)(?=([(\uff08]?(?:(?:\+|00)?86{_GAP})?(1(?:{_GAP}\d){{10}}))(?!\d))")
_DIGIT_BY_DIGIT = re.compile(r"(?<!\d)(?=(1(?:[^\w\ue000]{1,3}\d){10})(?!\d))")
# How people space a mobile number, whatever signs they mix.
_PHONE_GROUPS = frozenset(
    {(11,), (3, 8), (7, 4), (5, 6), (3, 4, 4), (3, 3, 5), (3, 5, 3), (4, 3, 4), (4, 4, 3)}
    | {(3, 2, 2, 2, 2), (1,) * 11}
)
_ORDINARY = (
    r"(?:(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}|(?:0|[1-9]\d*)(?:\.\d{1,2})?)"
)
_SIDE_BY_SIDE = re.compile(rf"{_ORDINARY}(?:\s{{1,3}}{_ORDINARY})+")
_CARD_LENGTHS = range(13, 20)
# Order and serial numbers begin with a day; no issuer's range does.
_DATED = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def find_personal(folded: Folded) -> Iterator[Finding]:
    """Personal data with its places in the original text, the surer kinds first;
    findings may overlap.
    """
    plain = folded.text
    spoken = spoken_as_digits(plain)
    findings = [*_emails(plain), *_id_numbers(spoken), *_phones(plain), *_cards(plain)]
    if spoken != plain:
        findings += [*_phones(spoken), *_cards(spoken)]
    for finding in findings:
        yield replace(
            finding,
            start=folded.starts[finding.start],
            end=folded.ends[finding.end - 1],
        )


def _emails(plain: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(plain):
        clear = re.sub(r"\s", "", match.group()).replace("。", ".").lower()
        yield Finding(*match.span(), PersonalKind.EMAIL, clear)


def _id_numbers(plain: str) -> Iterator[Finding]:
    for match in _ID_NUMBER.finditer(plain):
        number = re.sub(r"[^\dXx]", "", match.group(1)).upper()
        if ric.is_valid(number):
            yield Finding(*match.span(1), PersonalKind.ID_NUMBER, number)


def _phones(plain: str) -> Iterator[Finding]:
    for match in _PHONE.finditer(plain):
        groups = re.findall(r"\d+", match.group(2))
        number = "".join(groups)
        if number[1] in "3456789" and (
            tuple(map(len, groups)) in _PHONE_GROUPS or _is_one_number(match.group(2))
        ):
            yield Finding(*match.span(1), PersonalKind.PHONE, number)
    for match in _DIGIT_BY_DIGIT.finditer(plain):
        number = re.sub(r"\D", "", match.group(1))
        if number[1] in "3456789":
            yield Finding(*match.span(1), PersonalKind.PHONE, number)


def _is_one_number(spelt: str) -> bool:
    """Whether groups of digits are one number, not amounts and dates side by side."""
    kinds_of_gap = len(set(re.findall(r"\D+", spelt)))
    return kinds_of_gap < 2 or not _SIDE_BY_SIDE.fullmatch(spelt)


def _cards(plain: str) -> Iterator[Finding]:
    """Groups of digits that together pass the Luhn test;
    an amount next to a card is none of its groups.
    """
    for match in _CARD_LIKE.finditer(plain):
        groups = [
            (match.start() + group.start(), match.start() + group.end())
            for group in re.finditer(r"\d+", match.group())
        ]
        first = 0
        while first < len(groups):
            found = _card_from(plain, groups, first)
            if found is not None:
                last, number = found
                yield Finding(groups[first][0], groups[last][1], PersonalKind.BANK_CARD, number)
                first = last
            first += 1


def _card_from(plain: str, groups: list[tuple[int, int]], first: int) -> tuple[int, str] | None:
    """The longest card that begins with the group `first`: the index of its last group,
    and its digits.
    """
    longest = None
    number = ""
    for last in range(first, len(groups)):
        number += plain[slice(*groups[last])]
        if len(number) >= _CARD_LENGTHS.stop:
            break
        if (
            len(number) in _CARD_LENGTHS
            and luhn.is_valid(number)
            and not _DATED.match(number)
            and _is_one_number(plain[groups[first][0] : groups[last][1]])
        ):
            longest = last, number
    return longest
