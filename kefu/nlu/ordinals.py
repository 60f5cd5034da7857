"""A place in a list, said by number: 2, 第二个, 二, 选2, 第2条. Pure, on folded text."""

from __future__ import annotations

import re
from typing import Final

_NUMBERS: Final = "一二三四五六七八九十"
_ORDINAL: Final = re.compile(
    r"(?:我?(?:选|要|是|点)(?:择|的是)?)?第?\s*([一二三四五六七八九十]|\d{1,2})\s*"
    r"(?:个|笔|条|单|项|种|号)?(?:那个|那笔)?[吧呀啊的]?"
)
_LAST: Final = 10


def ordinal(folded: str) -> int | None:
    """The place that a text names, from 1; None when it says anything else."""
    found = _ORDINAL.fullmatch(folded.strip(" .,!~、"))
    if found is None:
        return None
    number = int(found[1]) if found[1].isdigit() else _NUMBERS.index(found[1]) + 1
    return number if 1 <= number <= _LAST else None
