"""Which groups of digits are a mobile number, an identity number or a bank card,
and which are an amount, a date, an address of a machine or the number of an order.

It knows nothing of where the digits come from.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from stdnum.cn import ric

from kefu.core.digit_words import UNIT, Run
from kefu.core.document_words import Named, Names
from kefu.core.number_words import BEFORE_HONG_KONG, BEFORE_PHONE, LAST_X, OF_NO_PERSON

_OLD_GAP: Final = re.compile(r"[\s\-./·•・~()（）_‐-―]{1,3}")
_LISTED: Final = re.compile(r"[,，、;；]")
_ORDINARY: Final = (
    r"(?>(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./:]\d{1,2}|(?:0|[1-9]\d*)(?:\.\d{1,2})?)"
)
_SIDE_BY_SIDE: Final = re.compile(rf"{_ORDINARY}(?:[\s,，、;；]{{1,3}}{_ORDINARY})+")
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:[,，]\d{3})+(?:\.\d{1,2})?")
_MACHINE: Final = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})")

# mobile numbers

MOBILE: Final = re.compile(r"(?:(?:00|0)?86)?0?(1[3-9]\d{9})")
# How people space a mobile number, whatever signs they mix.
_PHONE_GROUPS: Final = frozenset(
    {(11,), (3, 8), (7, 4), (5, 6), (3, 4, 4), (3, 3, 5), (3, 5, 3), (4, 3, 4), (4, 4, 3)}
    | {(3, 2, 2, 2, 2), (1,) * 11}
)
# What only a phone number looks like, even behind 订单.
_USUAL_GROUPS: Final = frozenset({(11,), (3, 8), (3, 4, 4)})
_BEFORE_PHONE: Final = re.compile(r"[(（\[]?\+?$")


def mobile_number(text: str, part: Run, number: str, names: Names) -> tuple[int, str] | None:
    """Where a mainland mobile number that ends with the part begins, and its eleven digits."""
    match = MOBILE.fullmatch(number)
    if match is None:
        return None
    spelt = text[part.start : part.end]
    lengths = _without_prefix(part.lengths, len(number) - len(match.group(1)))
    longer = len(part.groups) == 1 and len(number) > sum(lengths)
    is_usual = lengths in _USUAL_GROUPS and not longer
    if not is_usual and names.until(part.start, part.end) is Named.ORDER:
        return None
    if lengths not in _PHONE_GROUPS and not _is_one_number(part, spelt):
        return None
    if len(lengths) > 1 and _is_list_of_amounts(text, part, spelt):
        return None
    before = _BEFORE_PHONE.search(text, max(0, part.start - 2), part.start)
    start = before.start() if before else part.start
    if text[start] in "(（[" and not re.search(r"[)）\]]", spelt):
        start = start + 1
    return start, match.group(1)


def _without_prefix(lengths: tuple[int, ...], prefix: int) -> tuple[int, ...]:
    while prefix and lengths[0] <= prefix:
        prefix -= lengths[0]
        lengths = lengths[1:]
    return (lengths[0] - prefix, *lengths[1:])


def _is_one_number(part: Run, spelt: str) -> bool:
    """Whether groups of digits are one number, not amounts and dates side by side."""
    if not all(map(_OLD_GAP.fullmatch, part.gaps)):
        return False
    return len(set(part.gaps)) < 2 or not _SIDE_BY_SIDE.fullmatch(spelt)


def _is_list_of_amounts(text: str, part: Run, spelt: str) -> bool:
    if _THOUSANDS.fullmatch(spelt) or _MACHINE.fullmatch(spelt):
        return True
    return bool(
        all(map(_LISTED.search, part.gaps))
        and all(group.digits[0] != "0" for group in part.groups)
        and UNIT.match(text, part.end)
    )


ABROAD: Final = re.compile(r"(?:00)?(852[4-9]\d{7}|853[68]\d{7}|8860?9\d{8})")


# Without the country's code: 0912-345-678 is spaced as nothing else, any other needs a word.
_TAIWAN: Final = re.compile(r"0(9\d{8})")
_TAIWAN_GROUPS: Final = frozenset({(4, 3, 3), (4, 6)})
_HONG_KONG: Final = re.compile(r"[4-9]\d{7}")
_REACH: Final = 14


def may_be_at_home(number: str) -> bool:
    """Whether the digits could be such a number."""
    return (len(number) == 10 and number.startswith("09")) or (
        len(number) == 8 and number[0] in "456789"
    )


def phone_at_home(text: str, part: Run, number: str) -> tuple[int, str] | None:
    """A mobile number of Taiwan or Hong Kong without its country's code."""
    before = text[max(0, part.start - _REACH) : part.start]
    if OF_NO_PERSON.search(before):
        return None
    if (taiwan := _TAIWAN.fullmatch(number)) and (
        BEFORE_PHONE.search(before)
        or (part.lengths in _TAIWAN_GROUPS and all(gap in {"-", " "} for gap in part.gaps))
    ):
        return part.start, f"+886{taiwan.group(1)}"
    if _HONG_KONG.fullmatch(number) and BEFORE_HONG_KONG.search(before):
        return part.start, f"+852{number}"
    return None


def phone_abroad(text: str, part: Run, number: str) -> tuple[int, str] | None:
    """A mobile number of Hong Kong, Macau or Taiwan with its country's code and a plus
    or two zeros; where it begins, and its digits.
    """
    match = ABROAD.fullmatch(number)
    if match is None or len(part.groups) > 5:
        return None
    before = _BEFORE_PHONE.search(text, max(0, part.start - 2), part.start)
    start = before.start() if before else part.start
    if "+" not in text[start : part.start] and not number.startswith("00"):
        return None
    return start, "+" + re.sub(r"^8860", "886", match.group(1))


# identity numbers

PROVINCES: Final = frozenset(
    {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66)}
    | {71, 81, 82, 83, 91}
)
_NAMED_LENGTHS: Final = range(15, 20)
_OLD_GROUPS: Final = frozenset({(6, 6, 3), (6, 9), (12, 3)})


def id_number(text: str, part: Run, number: str, names: Names) -> tuple[int, str] | None:
    """Where an identity number (GB 11643: eighteen signs, or fifteen digits of the older kind) that
    begins with the part ends, and how it is spelt. One that the words around it name may fail its
    checksum.
    """
    end = part.end
    if len(number) == 17 and (last := LAST_X.match(text, end)):
        number, end = f"{number}X", last.end(1)
    if len(number) == 18 and is_id(number):
        return end, number
    if len(number) not in _NAMED_LENGTHS or number[0] == "0":
        return None
    named = names.until(part.start, part.end)
    old = named is None and len(number) == _NAMED_LENGTHS.start and _is_old_id(part, number)
    return (end, number) if old or named is Named.IDENTITY else None


def is_id(number: str) -> bool:
    """Whether eighteen signs are an identity number: a province, a day, the check sign."""
    return (
        int(number[:2]) in PROVINCES
        and is_day(number[6:14])
        and number[-1] == ric.calc_check_digit(number)
    )


def may_be_old_id(number: str) -> bool:
    """Whether fifteen digits are an identity number of the older kind, however they stand."""
    return (
        int(number[:2]) in PROVINCES
        and number[2:4] != "00"
        and len(set(number)) > 4
        and is_day(f"19{number[6:12]}")
    )


def _is_old_id(part: Run, number: str) -> bool:
    return (len(part.groups) == 1 or part.lengths in _OLD_GROUPS) and may_be_old_id(number)


def is_dated(number: str) -> bool:
    """Whether it begins with a day, as the numbers of orders do."""
    return _DATED.match(number) is not None


def is_day(digits: str) -> bool:
    """Whether eight digits are a day somebody alive can know."""
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= born.year < 2100


# bank cards

_CARD_LENGTHS: Final = range(13, 20)
# What a digit is worth that counts twice in Luhn's sum: the digits of its double.
DOUBLED: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
# 6262626262626262 is typed for fun.
FEWEST_DIFFERENT: Final = 3
# Order and serial numbers begin with a day; no issuer's range does.
_DATED: Final = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
# Issuers' first digits, each with the lengths in use: UnionPay and Visa, MasterCard, JCB,
# American Express, Diners, the older Chinese debit cards. 69 begins the goods of China.
ISSUED: Final = re.compile(
    r"6(?!9)\d{15,18}|62\d{14,17}|4\d{12}|4\d{15,18}|5\d{15,18}|2[2-7]\d{14}|35\d{14}|3[47]\d{13}"
    r"|3[0689]\d{12}|9\d{15,18}|1[0-35-9]\d{17}"
)
_CARD_GROUPS: Final = re.compile(
    r"(?:4,){2,4}[1-4]|6,1?\d|6,(?:4,){1,3}[1-5]|4,6,[45]|8,8|4,1[0-5]|12,[1-7]|8,1[01]"
)
_LONGEST_GROUP: Final = 8


def card_number(part: Run, number: str, names: Names) -> bool:
    """Whether the digits are a bank card: they pass the Luhn test and begin as issuers' numbers do,
    or the words around them name one.
    """
    if len(number) not in _CARD_LENGTHS:
        return False
    issued = ISSUED.fullmatch(number) is not None
    named = names.until(part.start, part.end)
    if named in {Named.ORDER, Named.LETTERS} or (named is not Named.CARD and not issued):
        return False
    if named is Named.CARD:
        return _grouped_as_card(part, loosely=passes_luhn(number))
    return (
        len(set(number)) >= FEWEST_DIFFERENT
        and passes_luhn(number)
        and not is_dated(number)
        and not _are_round_amounts(part)
        and _grouped_as_card(part, loosely=True)
    )


def passes_luhn(number: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    once, twice = map(int, number[::-2]), map(int, number[-2::-2])
    return (sum(once) + sum(map(DOUBLED.__getitem__, twice))) % 10 == 0


def _are_round_amounts(part: Run) -> bool:
    return len(part.groups) > 1 and all(group.digits.endswith("00") for group in part.groups)


def _grouped_as_card(part: Run, *, loosely: bool) -> bool:
    lengths = part.lengths
    if len(lengths) == 1 or set(lengths) == {1}:
        return True
    if any(MOBILE.fullmatch(group.digits) for group in part.groups):
        return False
    if _CARD_GROUPS.fullmatch(",".join(map(str, lengths))):
        return True
    return loosely and len(set(part.gaps)) == 1 and max(lengths) <= _LONGEST_GROUP
