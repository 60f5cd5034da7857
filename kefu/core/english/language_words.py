"""Which language somebody writes: English, Chinese, or what might be either.

It must not know what is said.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

ENGLISH: Final = "en"
# As many Han characters in a row may be a name, or a merchant's, within an English sentence.
_LONGEST_NAME: Final = 6
_HAN: Final = re.compile("[\u3400-\u9fff]+")
# Of one word or two, and surely no name.
_CHINESE_WORDS: Final = frozenset(
    {
        *("你好", "您好", "在吗", "谢谢", "中文", "好的"),
        *("好", "可以", "不用", "不要", "不", "是"),
        *("是的", "取消", "算了", "冻结", "退款", "余额"),
        *("人工", "客服", "同意", "确认", "继续", "等等"),
        *("没有", "行", "对", "不行", "不对", "帮我", "救命"),
    }
)
# Addresses, masked values and numbers with letters are no words of any language.
_NO_WORDS: Final = re.compile(
    r"\[[^\]]*\]|https?://\S+|www\.\S+|\S+@\S+|\b[A-Za-z]*\d[\dA-Za-z]*\b"
)
_WORD: Final = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)?")
_COMMON: Final = frozenset(
    word
    for line in Path(__file__)
    .with_name("common_words.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
    for word in line.split()
)
# Alone it is English; any other single word may be said by whoever speaks Chinese.
_ALONE: Final = frozenset(
    {
        *("help", "english", "stolen", "hacked", "scammed", "hacker"),
        *("refund", "agent", "human", "operator", "password", "forgot"),
        *("login", "blocked", "locked", "frozen", "withdrawal", "balance", "passport"),
    }
)


def is_english(text: str) -> bool:
    """Whether the text is written in English: words that only English has, but for a Chinese name
    in them. A command (/inform{…}) is in no language.
    """
    if text.lstrip().startswith("/"):
        return False
    han = _HAN.findall(text)
    words = [word.casefold().replace("\u2019", "'") for word in _words(text)]
    common = sum(word in _COMMON for word in words)
    if han:
        one_name = len(han) == 1 and len(han[0]) <= _LONGEST_NAME
        return one_name and len(words) >= 3 and common >= 3
    if len(words) == 1:
        return words[0] in _ALONE
    return common >= 2 or (len(words) <= 3 and not _ALONE.isdisjoint(words))


def is_chinese(text: str) -> bool:
    """Whether the text is a Chinese sentence, or a short word that is no name."""
    shown = "".join(_HAN.findall(_NO_WORDS.sub("", text)))
    return not is_english(text) and (len(shown) > 2 or shown in _CHINESE_WORDS)


def is_english_tag(locale: str) -> bool:
    """Whether whoever has this language tag (BCP 47) reads English."""
    return locale.lower().partition("-")[0] == ENGLISH


def _words(text: str) -> list[str]:
    return _WORD.findall(_NO_WORDS.sub(" ", text))
