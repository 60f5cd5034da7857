"""Chinese numerals as they are spoken: 两百, 一千二, 三万五千, 十五, 贰佰, 半. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_DIGITS: Final = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "俩": 2,
    "幺": 1,
    "弍": 2,
    "参": 3,
}
_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS: Final = {"万": 10_000, "亿": 100_000_000}

# 四五百 names a range, not a number.
_RANGE: Final = re.compile("[一二两三四五六七八九]{2}[十百千万]")

CHINESE: Final = "".join([*_DIGITS, *_UNITS, *_GROUPS])
"""Characters that a Chinese numeral is made of, to build a regular expression's class from."""


def to_number(text: str) -> Decimal:
    """The value of a Chinese numeral or of digits with 百/千/万 after them (``1.2万``, ``2百``).

    A last digit without a unit counts one unit lower (一千二 = 1200), digits in a row are read one
    by one (二零二六 = 2026), 点 is the decimal point. Raises ValueError when the text is no
    numeral.
    """
    total, group, number = Decimal(0), Decimal(0), ""
    last_unit = Decimal(1)
    after_zero = False
    for char in text.replace(",", ""):
        if char.isascii() and (char.isdigit() or char == "."):
            number += char
        elif char == "点":
            number += "."
        elif char in _DIGITS:
            after_zero = after_zero or (_DIGITS[char] == 0 and not number)
            number += str(_DIGITS[char])
        elif char in _UNITS:
            last_unit = Decimal(_UNITS[char])
            group += (Decimal(number) if number else Decimal(1)) * last_unit
            number, after_zero = "", False
        elif char in _GROUPS:
            last_unit = Decimal(_GROUPS[char])
            group += Decimal(number) if number else Decimal(0)
            if char == "亿":  # 一万亿: what was counted before is counted in 亿
                group, total = total + group, Decimal(0)
            total += (group or Decimal(1)) * last_unit
            group, number, after_zero = Decimal(0), "", False
        else:
            raise ValueError(f"not a numeral: {text!r}")
    if not text or number.count(".") > 1 or number.endswith(".") or _RANGE.search(text):
        raise ValueError(f"not a numeral: {text!r}")
    if number:
        abbreviated = last_unit >= 100 and len(number) == 1 and not after_zero
        group += Decimal(number) * (last_unit / 10 if abbreviated else 1)
    return total + group
