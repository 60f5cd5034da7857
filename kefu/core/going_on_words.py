"""The words by which a customer wants what is under way to go on: 别取消, 我没说不办.

A denial of an end, which sounds like one. It must not know what is under way.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

_GOES_ON: Final = re.compile(
    "(?:(?<!用)别|不要|先不|不想|不用|不是要|没(?:有)?(?:说过?要?|想要?|打算|要)|谁(?:说|让[你您])?(?:过)?要?)"
    "(?:先|给我|帮我|把我的?|急着|再)?(?:取消|退出|结束|中断|终止|放弃|停(?:下|止|$))(?!不)"
    "|(?:没|没有|谁)说(?:过)?不(?:办|弄|等|要|继续)"
)
# 取消吧,别问了: the end is wanted beside it.
_ENDS: Final = re.compile("(?<![别要不想说])(?:取消吧|算了|不弄了|不办了|不用了)")


def wants_to_go_on(text: str) -> bool:
    """Whether the text says that nothing is to be ended."""
    plain = squeezed(text)
    return _GOES_ON.search(plain) is not None and _ENDS.search(plain) is None
