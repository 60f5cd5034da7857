"""One spelling for what customers type in many: width, case, script, repeats, emoji, personal data.

Two pure functions. ``fold`` keeps every position, so rules can run on its result and point into the
customer's own text; ``normalise`` may shorten, and feeds the classifier. Must not know intents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from opencc import OpenCC

_SAME_WIDTH: Final[dict[int, int | str]] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{code - 0xFEE0: code + 32 - 0xFEE0 for code in range(0xFF21, 0xFF3B)},
    **{code: code + 32 - 0xFEE0 for code in range(0xFF21, 0xFF3B)},
    0x3000: " ",
    0x00A0: " ",
    0xFFE5: "¥",
    ord("。"): ".",
    ord("、"): ",",
    ord("“"): '"',
    ord("”"): '"',
    ord("‘"): "'",
    ord("’"): "'",
    ord("【"): "[",
    ord("】"): "]",
}

_MEANING: Final = {
    "👌": "好的",
    "👍": "好的",
    "✅": "是的",
    "❌": "不是",
    "🙏": "谢谢",
    "👋": "你好",
    "[ok]": "好的",
    "[强]": "好的",
    "[合十]": "谢谢",
    "[抱拳]": "谢谢",
    "[玫瑰]": "谢谢",
    "[再见]": "再见",
}
_MEANINGFUL: Final = re.compile("|".join(re.escape(key) for key in _MEANING))
_STICKER: Final = re.compile(r"\[[\u4e00-\u9fff]{1,3}\]")
_EMOJI: Final = re.compile(
    r"[\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u200b-\u200f\u20e3\u2060\ufe0f\ufeff]"
)

# After folding no upper-case letter is left of the text, so one can stand for a whole thing.
_PLACEHOLDER: Final = re.compile(
    r"(?P<P>\[手机号:[^\]]*\])|(?P<E>\[邮箱:[^\]]*\])"
    r"|(?P<I>\[证件号:[^\]]*\])|(?P<B>\[银行卡:[^\]]*\])"
    r"|(?P<X>\[[\u4e00-\u9fff]{2,6}:[^\]]*\])"
    r"|(?P<E1>[a-z0-9._%+*-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)"
    r"|(?P<U>(?:https?://|www\.)[!-~]+"
    r"|(?<![a-z0-9.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|top|xyz|cc|vip|shop|info|io)(?![a-z])(?:/[!-~]*)?)"
    r"|(?P<T>(?<![a-z0-9])[tc]x?\d{8,}(?:-\d+)?)"
    r"|(?P<P1>(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d))"
    r"|(?P<I1>(?<!\d)\d{17}[\dx](?![\dx]))"
    r"|(?P<M>\d*\*[\d*]*)"
    r"|(?P<N>\d{5,})"
)
# Rasa's shortcut for an intent: typed by a customer it says nothing of what they want.
_SHORTCUT: Final = re.compile(r"\s*/+\s*[a-z0-9_]+\s*(?:\{.*\})?\s*", re.DOTALL)
# Characters of which nothing is to be made.
_AS_IT_IS: Final = re.compile(r"(?:([\u4e00-\u9fff])(?!\1\1))+")
# Half of a character, as broken JSON brings it: no encoding can write it.
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_REPEATED: Final = re.compile(r"([^\W\d_A-Z])\1{2,}")
_REPEATED_MARK: Final = re.compile(r"([^\w\s])\1+")
# Marks alone ask or mean nothing that an example could teach.
_SAYS: Final = re.compile(r"\w")
_GAP: Final = re.compile(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])")


# Simplified characters by themselves, traditional ones in some words: 沈默, 瞭解, 藉口, 回覆, 衹得.
_CHANGED_IN_WORDS: Final = frozenset("沈瞭藉覆衹牴牾")


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=16384)
def _stays(character: str) -> bool:
    """Whether no conversion changes it."""
    return character not in _CHANGED_IN_WORDS and bool(_converter().convert(character) == character)


def fold(text: str) -> str:
    """The text in half width, lower case and simplified script, every position kept."""
    folded = text.translate(_SAME_WIDTH)
    if folded.isascii():
        return folded
    folded = _SURROGATE.sub("\ufffd", folded)
    if all(map(_stays, folded)):
        return folded
    simplified: str = _converter().convert(folded)
    return simplified if len(simplified) == len(folded) else folded


def normalise(text: str, *, folded: str | None = None) -> str:
    """What the classifier reads: folded, emoji and repeats reduced, personal data one letter each.

    ``folded`` is ``fold(text)`` where the caller has it already.
    """
    result = fold(text) if folded is None else folded
    if _AS_IT_IS.fullmatch(result):
        return result
    if _SHORTCUT.fullmatch(result):
        return ""
    if not result.isascii():
        result = _MEANINGFUL.sub(lambda match: _MEANING[match[0]], result)
        result = unicodedata.normalize("NFKC", _EMOJI.sub("", result)).lower()
    result = _STICKER.sub("", _MEANINGFUL.sub(lambda match: _MEANING[match[0]], result))
    result = _PLACEHOLDER.sub(lambda match: str(match.lastgroup)[0], result)
    result = _REPEATED_MARK.sub(r"\1", _REPEATED.sub(r"\1\1", result))
    result = _GAP.sub("", result).strip()
    return result if _SAYS.search(result) else ""
