"""The words around a number that say what it is, and the documents that only such words tell
from anything else: passports, driving licences, papers of Hong Kong, Macau and Taiwan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Final


class Named(StrEnum):
    """What the words next to a number call it."""

    IDENTITY = "identity"
    CARD = "card"
    ORDER = "order"
    LETTERS = "letters"
    OTHER = "other"


IDENTITY: Final = r"身[份分]证(?:件|明)?号?|身份号|身份?证|公民身份号码?|居民证|证件号码?|证件|居住证号?|驾驶?[证照]号?|证号|(?<![a-z])(?:sfz|shenfenzheng|id\s?card|id\s?(?:no|number)|identity\s?(?:card|number))"
CARD: Final = r"银行卡|储蓄卡|信用卡|借记卡|工资卡|社保卡|提款卡|卡[号片]|(?<!手机)(?<!电话)卡(?!住|死|顿|在|了)|银行账[号户]|收款账[号户]|(?:工商|建设|农业|中国|招商|交通|邮储|浦发|民生|平安|光大|工|建|农|招|交)行|(?<![a-z])(?:card|yhk|kahao)"
_ORDER: Final = r"单号|订单|流水|交易|运单|快递|物流|包裹|工单|编号|凭证|发票|参考号|批次|序列号|单子|会员号|设备|imei|imsi|商户|货号|条形?码|条码|合同|保单|票号|取件|哈希|hash|txid|用户号|用户id|账户id|余额|金额|时间戳|(?<![a-z])(?:uid|user\s?id|order|tracking|invoice|trade|serial)"
_OTHER: Final = r"手机|电话|护照|通行证|回乡证|台胞证|军官证|统一社会信用代码|信用代码|税号|qq|微信"
_LABELS: Final = re.compile(
    rf"(?P<order>{_ORDER})|(?P<identity>{IDENTITY})|(?P<card>{CARD})|(?P<other>{_OTHER})",
    re.IGNORECASE,
)
_KINDS: Final = {
    "identity": Named.IDENTITY,
    "card": Named.CARD,
    "order": Named.ORDER,
    "other": Named.OTHER,
}
_REACH: Final = 18
_STOP: Final = re.compile(r"\d|[。\uff01!\n]")
_WHOSE: Final = r"\W{0,2}(?:这个?|这串|这是|就|才|都)?(?:是|为|系)?(?:我|俺|他|她|的|本人|自己|老婆|老公|孩子|儿子|女儿|爸爸?|妈妈?|这张){0,4}"
_AFTER: Final = re.compile(
    rf"\s?[Xx]?{_WHOSE}(?:(?P<order>{_ORDER})|(?P<identity>{IDENTITY})|(?P<card>{CARD}))",
    re.IGNORECASE,
)
_ASCII_LETTER: Final = re.compile(r"[A-Za-z][-_]?$")


class Names:
    """What the words next to a run of digits, or to a part of it, call it. None stand inside."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._start = start
        self._end = end

    @cached_property
    def before(self) -> Named | None:
        """What the nearest words before the run call it; LETTERS for digits that letters lead."""
        return _named_before(self._text, self._start)

    @cached_property
    def after(self) -> Named | None:
        """What the words right after the run call it."""
        after = _AFTER.match(self._text, self._end)
        return _KINDS[after.lastgroup] if after is not None and after.lastgroup else None

    def until(self, start: int, end: int) -> Named | None:
        """What the words before, else those after, call the number at ``[start:end]``."""
        before = self.before if start == self._start else None
        return before or (self.after if end == self._end else None)


def _named_before(text: str, start: int) -> Named | None:
    if start == 0:
        return None
    reach = max(0, start - _REACH)
    for stop in _STOP.finditer(text, reach, start):
        reach = stop.end()
    *_, nearest = (None, *_LABELS.finditer(text, reach, start))
    if nearest is not None and nearest.lastgroup is not None:
        return _KINDS[nearest.lastgroup]
    return Named.LETTERS if _ASCII_LETTER.search(text, max(0, start - 2), start) else None


_DIGIT: Final = r"\d"
_SEP: Final = r"[\s\-./·,_|]{0,2}"


def _spaced(pattern: str, count: str) -> str:
    return rf"{pattern}(?:{_SEP}\d){{{count}}}"


# Each with the words that name it.
_PAPERS: Final = (
    (
        r"护照|(?<![a-z])passport|(?<![a-z])huzhao",
        rf"{_spaced('[A-Za-z]', '7,9')}|{_spaced('[A-Za-z]{2}', '6,8')}|{_spaced(_DIGIT, '8')}",
    ),
    (
        # letters and digits mixed, as on German ones (C01X00T47)
        r"护照|(?<![a-z])passport|(?<![a-z])huzhao|证件号码?",
        r"[A-Za-z](?=(?:[A-Za-z]*\d){2})(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{8}",
    ),
    (
        r"港澳(?:居民)?(?:来往)?(?:内地)?(?:通行)?证|港澳台|来往内地|回乡[证卡]|通行证|台(?:胞|湾)证|台湾(?:居民)?(?:来往|通行)?(?:大陆)?(?:通行)?证|入台证",
        rf"{_spaced('[A-Za-z]{1,2}', '7,10')}|{_spaced(_DIGIT, '7')}(?:{_SEP}\d\d)?(?!\d)(?:[(（][A-Za-z0-9][)）])?",
    ),
    (
        r"(?:香港|澳门|台湾|港|澳)(?:永久)?(?:性)?(?:居民)?的?身[份分]证|身[份分]证(?:统一编号|字号|字号码?)|(?<![a-z])hkid",
        rf"{_spaced('[A-Za-z]{1,2}', '6,9')}(?!\d)(?:\s?[(（\[][0-9Aa][)）\]])?|\d{{7}}\s?[(（][0-9][)）]",
    ),
    (
        # what a driving licence has beside the holder's own number
        r"驾驶?[证照][上的里]{0,2}档案编?号",
        _spaced(_DIGIT, "11"),
    ),
    (
        r"(?:军官|士兵|警官|文职)证|居住证|居留证|永居",
        r"[军士警文武]?\w{0,2}字?第?\d{6,10}号?|[A-Za-z]{3}\d{12}",
    ),
)
PAPER: Final = "|".join(words for words, _ in _PAPERS)
_BETWEEN: Final = r"[^\d\n。!?\uff01\uff1f]{0,12}?"
_BY_NAME: Final = tuple(
    re.compile(
        rf"(?:{words}){_BETWEEN}(?<![A-Za-z0-9])(?P<paper>{shape})(?![A-Za-z0-9])", re.IGNORECASE
    )
    for words, shape in _PAPERS
)
_NAMED_AFTER: Final = tuple(
    re.compile(
        rf"(?<![A-Za-z0-9])(?P<paper>{shape})(?![A-Za-z0-9]){_WHOSE}(?:{words})", re.IGNORECASE
    )
    for words, shape in _PAPERS
)
# A Hong Kong identity card's last sign stands in brackets.
_HONG_KONG: Final = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,2})(\d{6})\s?[(（]([0-9Aa])[)）]")
_SIGNS: Final = re.compile(r"[^A-Za-z0-9]")
_HINT: Final = re.compile(
    r"[证照卡]|港澳|永居|身[份分]|passport|huzhao|hkid|[(（][0-9Aa][)）]", re.IGNORECASE
)


def find_documents(text: str) -> Iterator[tuple[int, int, str]]:
    """Papers that their words name: start, end and the number without signs."""
    if not _HINT.search(text):
        return
    for pattern in (*_BY_NAME, *_NAMED_AFTER):
        for match in pattern.finditer(text):
            paper = match.group("paper")
            yield *match.span("paper"), _SIGNS.sub("", paper).upper()
    for match in _HONG_KONG.finditer(text):
        if _hong_kong_check(*match.groups()):
            yield *match.span(), "".join(match.groups()).upper()


_MASKS: Final = ("[身份证", "[证件")


def holds_paper(text: str) -> bool:
    """Whether a scrubbed text has the mask of a paper's number in it."""
    return any(mask in text for mask in _MASKS)


def _hong_kong_check(letters: str, digits: str, check: str) -> bool:
    values = [36] * (2 - len(letters)) + [ord(letter) - 55 for letter in letters.upper()]
    values += [int(digit) for digit in digits] + [int(check, 16)]
    return (
        sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0
    )
