"""What a message says of the next one: that a password, a code or a key follows.

It knows nothing of where in a text secrets stand.
"""

from __future__ import annotations

import re
from enum import Flag, auto

from kefu.core.folding import fold_with_places
from kefu.core.key_words import KEY_WORD
from kefu.core.secret_name_words import (
    CARD_CODE,
    CODE_WORD,
    LEAD,
    OF_WHAT,
    PASSWORD_WORD,
    SHORT_WORD,
    SPEAKS_OF_ONE,
    SUBJECT,
)


class Awaited(Flag):
    """What may come next: a field is open for it, or the customer has just announced it."""

    NOTHING = 0
    CODE = auto()
    PASSWORD = auto()
    PHRASE = auto()
    """A password that was announced: any words may be it."""
    KEY = auto()


_HERE = r"(?:如下|(?:我)?[跟和同][你您](?:讲|说)(?:了|吧|啊)?|在下面|在这里?|(?:我)?(?:发|告诉|说|给|报)(?:给)?[你您]们?(?:了|吧|啊|一下|哈)?|发[你您]|发过来|发过去了?|听好了?|记一下)"
_END = r"[\s:\uff1a,\uff0c.。…~!\uff01\"“「『哈啊呢嘛]{0,8}$"
_ANNOUNCES = re.compile(
    rf"(?P<key>{KEY_WORD})|(?P<code>{CODE_WORD}|{CARD_CODE})|(?P<password>{PASSWORD_WORD}|{SHORT_WORD})",
    re.IGNORECASE,
)
_OPENLY = re.compile(
    rf"码?(?:(?:{SUBJECT}{LEAD}){{1,3}}|\s?{_HERE}|\s?[:\uff1a]){_END}", re.IGNORECASE
)
_ALONE = re.compile(
    rf"\s*(?:这是|以下是|下面是|我|俺|的|你|您|要|{OF_WHAT}|短信|银行|新|旧|原)*(?:{KEY_WORD}|{CODE_WORD}|{CARD_CODE}|{PASSWORD_WORD})码?{_END}",
    re.IGNORECASE,
)
_ASKING = re.compile(r"[?\uff1f吗么]|怎|什么|多少|忘|不")


_MAY_ANNOUNCE = re.compile(
    rf"[碼詞鑰欄词语]|{SPEAKS_OF_ONE.pattern}|seed|mnemon|key|recov", re.IGNORECASE
)
_ENDING = 80


def announced_by(text: str) -> Awaited:
    """What the next message may be, when this one ends by announcing it (我的密码是)."""
    if not _MAY_ANNOUNCE.search(text, max(0, len(text) - _ENDING)):
        return Awaited.NOTHING
    plain = fold_with_places(text[-_ENDING:]).text
    *_, last = (None, *_ANNOUNCES.finditer(plain))
    if last is None or _ASKING.search(plain, last.end()):
        return Awaited.NOTHING
    openly = _OPENLY.match(plain, last.end()) is not None
    if not openly and not _ALONE.fullmatch(plain):
        return Awaited.NOTHING
    if last.group("key"):
        return Awaited.KEY
    if last.group("code"):
        return Awaited.CODE
    return Awaited.PASSWORD | (Awaited.PHRASE if openly else Awaited.NOTHING)
