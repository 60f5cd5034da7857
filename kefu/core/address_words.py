"""Finds e-mail addresses, written or spoken (``zhang 艾特 qq 点 com``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kefu.core.host_words import CHINESE_ENDINGS

_PROVIDER: Final = r"(?:qq|vip\.?qq|163|126|139|189|yeah|gmail|outlook|hotmail|sina|sohu|foxmail|icloud|yahoo|aliyun|live|msn)"
_AT: Final = re.compile(
    r"\s{0,3}(?:@|[\[(（{<【]\s?(?:@|at|艾特|圈a)\s?[\])）}>】]|[#*_~|]\s?(?:at|艾特)\s?[#*_~|]|艾特|爱特|小老鼠|圈[aA]|花a"
    # The other signs of the same key: name#163.com.
    rf"|[#*&](?={_PROVIDER}\s?(?:[.。]|点)\s?(?:com|cn|net)(?![A-Za-z])))\s{{0,3}}"
    r"|\s{1,3}(?:at|AT|At)\s{1,3}",
    re.IGNORECASE,
)
_HINT: Final = re.compile(
    r"@|[艾爱]特|小老鼠|[圈花][aA]|[(（\[{<【\s#*_~|]\s?at|[#*&](?:qq|[vfghsaioylm1])",
    re.IGNORECASE,
)
_LOCAL: Final = re.compile(r"(?:[A-Za-z0-9](?:\s[A-Za-z0-9._-]){2,40}|[A-Za-z0-9._%+-]{1,64})$")
_LOCAL_REACH: Final = 84
_LABEL: Final = r"[A-Za-z0-9-]{1,63}"
_DOT: Final = r"(?:\s{0,2}(?:[.。·]|[,\uff0c](?=(?:com|cn|net)(?![A-Za-z]))|[\[(（{<【]\s?(?:dot|点|\.)\s?[\])）}>】]|点儿?)\s{0,2}|\s{1,2}(?:dot|DOT|Dot)\s{1,2})"
_TOP: Final = r"(?:com|c\s?o\s?m(?![A-Za-z])|cn|net|org|edu|gov|hk|tw|mo|io|me|cc|vip|top|xyz|info|co|us|jp|uk|de)"
# One kind of dot per address: in a@b.com。好的 the second one ends the sentence.
_WRITTEN: Final = re.compile(rf"{_LABEL}(?:([.。])(?:{_LABEL}\1){{0,5}}[A-Za-z]{{2,63}})")
_SPOKEN: Final = re.compile(
    rf"{_LABEL}(?:{_DOT}{_LABEL}){{0,2}}?{_DOT}{_TOP}(?:{_DOT}(?:cn|hk|tw|mo|uk|jp|au|sg))?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# 1234567@qq, name@163com: nobody else's name ends so.
_SHORT: Final = re.compile(rf"({_PROVIDER})(?:com)?(?![A-Za-z0-9._-])(?:邮箱)?", re.IGNORECASE)
# name@公司.中国
_CHINESE: Final = re.compile(rf"([\u4e00-\u9fa5]{{1,10}})[.。]({CHINESE_ENDINGS})")
_LETTER_BY_LETTER: Final = re.compile(
    rf"(?:[A-Za-z0-9]\s){{1,16}}{_DOT.replace('{0,2}', '{0,1}')}(?:[A-Za-z]\s){{1,4}}[A-Za-z](?![A-Za-z0-9])"
)
_AT_BY_ITSELF: Final = re.compile(r"\s+at\s+", re.IGNORECASE)
_DOT_SAID: Final = re.compile(rf"dot|点|{_PROVIDER}\.", re.IGNORECASE)
_BLANKS: Final = re.compile(r"\s")
_DOTS: Final = re.compile(_DOT, re.IGNORECASE)


def find_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and the address as it is written for a machine."""
    if not _HINT.search(text):
        return
    for at in _AT.finditer(text):
        local = _LOCAL.search(text, max(0, at.start() - _LOCAL_REACH), at.start())
        if local is None:
            continue
        host = _host(text, at)
        if host is not None:
            end, name = host
            yield local.start(), end, f"{_BLANKS.sub('', local.group())}@{name}".lower()


def _host(text: str, at: re.Match[str]) -> tuple[int, str] | None:
    """Where the host after the sign ends, and its name."""
    position = at.end()
    by_itself = _AT_BY_ITSELF.fullmatch(at.group())
    for pattern in (_SPOKEN, _WRITTEN, _LETTER_BY_LETTER):
        match = pattern.match(text, position)
        # I paid 200 at example.com: a shop, no address.
        if match and not (by_itself and not _DOT_SAID.search(match.group())):
            return match.end(), _BLANKS.sub("", _DOTS.sub(".", match.group()))
    match = None if by_itself else _SHORT.match(text, position)
    if match is not None:
        return match.end(), f"{match.group(1)}.com"
    chinese = None if at.group().strip() != "@" else _CHINESE.match(text, position)
    if chinese is None:
        return None
    return chinese.end(), ".".join(chinese.groups()).encode("idna").decode()


# zhang88@, then 163.com.
_LEFT: Final = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{3,64}\s{0,2}(?:@|艾特|小老鼠)\s*$"
)
_RIGHT: Final = re.compile(
    rf"\s*(?:后面是?)?(?:@|艾特|小老鼠)\s{{0,2}}({_LABEL}(?:{_DOT}{_LABEL}){{0,2}}?{_DOT}{_TOP})\s*",
    re.IGNORECASE,
)
_NAME_SHOWN: Final = 2


def piece_of_address(text: str) -> tuple[int, int] | None:
    """What must not be seen of a message that is, or ends with, half an address."""
    if left := _LEFT.search(text, max(0, len(text) - _LOCAL_REACH)):
        name = re.match(r"[A-Za-z0-9._%+-]+", left.group())
        return left.start() + _NAME_SHOWN, left.start() + (name.end() if name else 0)
    right = _RIGHT.fullmatch(text)
    return right.span(1) if right else None
