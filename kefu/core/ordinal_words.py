"""Which of the choices just shown is meant: a number or an ordinal that is a whole message, or none.

It must not know choices.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LAST: Final = -1
_DIGITS = "一二三四五六七八九十"
# A numeral in words, or one with a measure word, may be how many: it takes 第 or 选 to be which.
_PLACE = r"(?P<place>\d{1,2}|[一二三四五六七八九十])(?:个|项|条|号|种|笔|款)?(?:吧|的)?"
_NUMBER = re.compile(rf"(?:(?:我?选择?|要|就)第?|第){_PLACE}|(?P<digits>\d{{1,2}})号?[.、)]?")
_LAST = re.compile(r"(?:我?选择?|要|就)?(?:最后|倒数第)(?:一|1)?(?:个|项|条|号|种|笔)?(?:吧|的)?")


def number_of(said: str) -> int | None:
    """The place, counted from 1; `LAST`; or None for anything else."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", said))
    if _LAST.fullmatch(plain):
        return LAST
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    number = found["place"] or found["digits"]
    return int(number) if number.isdigit() else _DIGITS.index(number) + 1


_NONE = re.compile(
    "不[是对符在像]|没有?(?:[啊呀哦吧了]|我的)*$|没有?(?:这|那|我(?:的|要|说|那|这)|一[笔个条]|合适|对|看[到见]|找[到着]|显示|列)"
    "|[找看]不[到见着]|别的|另[外一]|其[他它]|唔系|冇|木有|都不|^(?:no|nope|none)"
)


def names_none(said: str) -> bool:
    """Whether the words say that it is none of them: 都不是, 没看到我那笔."""
    plain = re.sub(r"[\s,，.。!！~]+", "", unicodedata.normalize("NFKC", said)).lower()
    return _NONE.search(plain) is not None
