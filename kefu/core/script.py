"""Simplified and traditional script: which one somebody writes, and words for them in theirs.

Characters are converted by OpenCC's tables (https://github.com/BYVoid/OpenCC). It must not know
what is said.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from opencc import OpenCC

SIMPLIFIED: Final = "zh-CN"
TRADITIONAL: Final = "zh-Hant"
# Language tags (BCP 47) of whoever reads traditional characters.
_TRADITIONAL_TAGS: Final = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")

_TO_SIMPLIFIED: Final = OpenCC("t2s")
_TO_TRADITIONAL: Final = OpenCC("s2tw")
# 別著急 is taken for 彆扭's character.
_MISSPELT: Final = re.compile("彆(?!扭)")
# 看著 is 看着, where 著名 stays.
_KEPT: Final = re.compile("(?<![显名巨原论编译专])著(?![名作者称])")
HAN: Final = re.compile("[\u3400-\u9fff]")


def script_of(text: str) -> str | None:
    """The language tag of the script that the text is written in; None where it may be either."""
    sides = sum(map(_side, HAN.findall(text)))
    if sides == 0:
        return None
    return TRADITIONAL if sides > 0 else SIMPLIFIED


@lru_cache(maxsize=8192)
def _side(character: str) -> int:
    """1 for a character that only traditional script has, -1 for one of simplified script alone."""
    if _TO_SIMPLIFIED.convert(character) != character:
        return 1
    return -1 if _TO_TRADITIONAL.convert(character) != character else 0


def is_traditional(locale: str) -> bool:
    """Whether whoever has this language tag reads traditional characters."""
    return locale.lower().startswith(_TRADITIONAL_TAGS)


@lru_cache(maxsize=512)
def in_simplified(text: str) -> str:
    """The text in simplified characters."""
    return _KEPT.sub("着", _TO_SIMPLIFIED.convert(text))


def in_traditional(value: Any) -> Any:
    """All words of a message, with its card's, in traditional characters."""
    if isinstance(value, str):
        return _MISSPELT.sub("別", _TO_TRADITIONAL.convert(value))
    if isinstance(value, dict):
        return {key: in_traditional(part) for key, part in value.items()}
    return [in_traditional(part) for part in value] if isinstance(value, list) else value
