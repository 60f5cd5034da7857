"""What a message says of the next one: that a password, a code or a key follows.

It knows nothing of where in a text secrets stand.
"""

from __future__ import annotations

import re
from enum import Flag, auto

from kefu.core.document_words import CARD, IDENTITY, PAPER
from kefu.core.folding import OPAQUE, fold_with_places
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
    TOLD,
)


class Awaited(Flag):
    """What may come next: a field is open for it, or the customer has just announced it."""

    NOTHING = 0
    CODE = auto()
    TO_PEOPLE = auto()
    """People read it, and may be talking the customer into telling them a code."""
    PASSWORD = auto()
    PHRASE = auto()
    """A password that was announced: any words may be it."""
    KEY = auto()
    TOKEN = auto()
    """A password or a code was spoken of, not asked about: a message may be nothing else."""
    IDENTITY = auto()
    """The number of an identity card."""
    CARD = auto()
    """The number of a bank card."""
    PAPER = auto()
    """The number of a passport, or of another paper in `kefu.core.document_words`."""
    SIGNS = auto()
    """A field is open for the number of a paper: any letters and digits may be that, or a part."""


_END = r"[\s:\uff1a,\uff0c.。…~!\uff01\"“「『哈啊呢嘛喔哦噢呀吧啦]{0,8}$"
_ANNOUNCES = re.compile(
    rf"(?P<key>{KEY_WORD})|(?P<code>{CODE_WORD}|{CARD_CODE})|(?P<password>{PASSWORD_WORD}|{SHORT_WORD})",
    re.IGNORECASE,
)
_OPENLY = re.compile(
    rf"码?(?:(?:{SUBJECT}{LEAD}){{1,3}}|\s?{TOLD}|\s?[:\uff1a]){_END}", re.IGNORECASE
)
_ALONE = re.compile(
    rf"\s*(?:这是|以下是|下面是|我|俺|的|你|您|要|{OF_WHAT}|短信|银行|新|旧|原)*(?:{KEY_WORD}|{CODE_WORD}|{CARD_CODE}|{PASSWORD_WORD})码?{_END}",
    re.IGNORECASE,
)
# 我告诉你我的 密码
_TELLS = re.compile(
    rf"(?<![不别没能敢会])(?:告诉|发给?|[报说念讲]给?|给|[跟和同])[你您]们?(?:讲|说)?(?:听|看|一下)?(?:我|俺|咱)?的?{OF_WHAT}?的?$"
)
# 你要 验证码 吗
_OFFERS = re.compile(rf"[你您](?:们|客服)?(?:是不?是)?[想需]?要(?:我?的?|看){OF_WHAT}?的?$")
_OFFERED = re.compile(rf"(?:吗|么|嘛|是吧|对吧|[?\uff1f]){{1,2}}{_END}")
# 密码前三位 ******: the rest follows.
_IN_PARTS = re.compile(
    rf"{PASSWORD_WORD}的?(?:前|开头)[一二两三四五\d]?[位个]?(?:数字|字母)?(?:是|为)?[\s:\uff1a]{{0,2}}(?:\*{{6,}}|{OPAQUE}+){_END}",
    re.IGNORECASE,
)
_ASKING = re.compile(r"[?\uff1f吗么]|怎|多少|忘|不")


# What is said of a password that does not follow.
_OF_TROUBLE = re.compile(
    rf"{_ASKING.pattern}|错|误|提示|显示|锁|失败|过期|[改换变丢盗骗]|重[置设]|没|别|无法|能|给[他她]|泄|找回|[设建加]|哪|几|啥|咋|收唔|唔记|无效|forg|remember|reset|how|can|wang|gai|huan|zenme|zhao",
    re.IGNORECASE,
)


# 短信收到了,里面有个数字
_MESSAGE_CAME = re.compile(
    r"短信[^。\n]{0,10}(?:收到|来|到)了|收到了?(?:[你您]们|一|条|个|的)*短信"
)
_MAY_ANNOUNCE = re.compile(
    rf"[词语证照卡行]|{SPEAKS_OF_ONE.pattern}|seed|mnemon|key|recov", re.IGNORECASE
)
_ENDING = 80
# Enough to see whether folding the text is worth its time.
_SIMPLIFIED = str.maketrans("碼詞語鑰欄證", "码词语钥栏证")
# 我的护照号码是
_NUMBER = re.compile(
    r"(?:这是|以下是|下面是|我|俺|的|你|您|要|他|她|是|老婆|老公|孩子|儿子|女儿|爸|妈|新|旧|,|\uff0c|\s){0,6}"
    rf"(?:(?P<paper>{PAPER})|(?P<identity>{IDENTITY})|(?P<card>{CARD}))(?:的?(?:号码?|卡号)|\s?(?:no\.?|number))?"
    rf"(?:\s?(?:就?是|is|为|系|如下|[:\uff1a]|{TOLD}))?{_END}",
    re.IGNORECASE,
)
_OF_NUMBER = {"paper": Awaited.PAPER, "identity": Awaited.IDENTITY, "card": Awaited.CARD}


def announced_by(text: str) -> Awaited:
    """What the next message may be, when this one ends by announcing it (我的密码是)."""
    if not _MAY_ANNOUNCE.search(text[-_ENDING:].translate(_SIMPLIFIED)):
        return Awaited.NOTHING
    plain = fold_with_places(text[-_ENDING:]).text
    announced = list(_ANNOUNCES.finditer(plain))
    if not announced:
        return _number_named_by(plain) or _code_that_came(plain)
    last = announced[-1]
    before = plain[: last.start()]
    if _OFFERS.search(before) and _OFFERED.match(plain, last.end()):
        return Awaited.CODE if last.group("code") else Awaited.PASSWORD
    if _IN_PARTS.search(plain):
        return Awaited.CODE | Awaited.PASSWORD
    if _ASKING.search(plain, last.end()):
        return Awaited.NOTHING
    openly = _OPENLY.match(plain, last.end()) is not None or (
        _TELLS.search(before) is not None and re.match(_END, plain[last.end() :]) is not None
    )
    if not openly and not _ALONE.fullmatch(plain):
        return Awaited.NOTHING if _OF_TROUBLE.search(plain) else Awaited.TOKEN
    if last.group("key"):
        return Awaited.KEY
    if last.group("code"):
        return Awaited.CODE
    return Awaited.PASSWORD | (Awaited.PHRASE if openly else Awaited.NOTHING)


def _code_that_came(plain: str) -> Awaited:
    came = _MESSAGE_CAME.search(plain) and not _OF_TROUBLE.search(plain)
    return Awaited.TOKEN if came else Awaited.NOTHING


def _number_named_by(plain: str) -> Awaited:
    named = _NUMBER.fullmatch(plain)
    return _OF_NUMBER[named.lastgroup] if named and named.lastgroup else Awaited.NOTHING
