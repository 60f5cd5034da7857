"""Amounts of money in Chinese text: 200元, 两百块, ¥1,280.5, 1.2万, 三千五, 5块5, 昨天那笔200的.

Pure; expects text folded by ``kefu.nlu.normalise.fold``. Must know nothing of Rasa.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kefu.nlu.numerals import CHINESE, to_number
from kefu.nlu.spans import Span

KIND: Final = "amount"
_LARGEST: Final = Decimal(10**12)

_ARABIC: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER: Final = rf"(?:(?:{_ARABIC})\s*[百千万亿wk]{{0,2}}|[{CHINESE}]+)"
_LEADING: Final = "一二两三四五六七八九壹贰叁肆伍陆柒捌玖十拾"
_ABOUT: Final = "(?:多|来)?"
# What follows a number that counts something else than money.
_COUNTED: Final = (
    r"(?!\d|\.\d|\s*(?:个|次|天|年|月|号|日|点|分|秒|时|小时|周|笔|%|折|岁|位|张|家|遍|条|台|楼|路|期|"
    r"股|米|里|斤|级|星|人|页|行|码|份|句|项|种|度|倍|线|左右的?人|:|-|/))"
)
_MOVED: Final = (
    "付款|支付|转账|转帐|充值|提现|扣款|到账|退款|收款|消费|金额|付|转|充|提|扣|收|花|汇|存|取|退|打|刷|"
    "到了|少|多|差|才|只有|还有|剩|是|改成|共"
)
_BETWEEN: Final = "(?:给[^\\d,.!?]{1,4}|了|过|我|的|进来|进去|出去|走|到|款|是|为|:|\\s){0,3}"

_WITH_UNIT: Final = re.compile(
    rf"(?<![几数])(?P<number>{_NUMBER}){_ABOUT}\s*"
    r"(?:(?P<yuan>元|块|圆|刀|rmb|人民币|大洋)"
    rf"(?P<tenths>[{CHINESE}\d](?![\d{CHINESE}点月号天年个次笔])(?:毛|角)?)?(?:钱|整)?"
    r"|(?P<jiao>毛|角)(?:钱)?)"
)
_WITH_SIGN: Final = re.compile(rf"(?:[¥$]|rmb|人民币)\s*(?P<number>{_NUMBER})")
_ROUND: Final = re.compile(
    rf"(?<!分之)(?<![{CHINESE}\d.第几数])(?P<number>(?:{_ARABIC})\s*[百千万wk](?![a-z])"
    rf"|[{_LEADING}][{CHINESE}]*[百千万佰仟][{CHINESE}]*){_ABOUT}{_COUNTED}"
)
_AFTER_VERB: Final = re.compile(
    rf"(?:{_MOVED}){_BETWEEN}(?P<number>{_ARABIC})(?![\d*a-z]){_COUNTED}"
)
_THAT_ONE: Final = re.compile(
    rf"(?<![\d.*a-z-])(?P<number>{_ARABIC})(?![\d*])\s*(?=的?[那这]一?笔|的(?:$|[,.!?没]))"
    rf"|(?<=笔)\s*(?P<number_after>{_ARABIC})(?=的)"
)
# A single digit alone answers a list, and six digits are a code.
_ALONE: Final = re.compile(
    r"(?:^|(?<=[,;]))\s*(?P<number>\d{2,5}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)\s*(?=$|[,;!?]|\.$)"
)
_SCALE: Final = {"w": "万", "k": "千"}


def find_amounts(text: str) -> list[Span]:
    """The amounts in the text, none overlapping; ``value`` is yuan with two places (``200.00``)."""
    found: list[Span] = []
    for pattern in (_WITH_UNIT, _WITH_SIGN, _ROUND, _AFTER_VERB, _THAT_ONE, _ALONE):
        for span in _matches(pattern, text):
            if not any(span.overlaps(other) for other in found):
                found.append(span)
    return sorted(found, key=lambda span: span.start)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        value = _value(match)
        if value is None:
            continue
        start, end = match.span(0 if pattern in (_WITH_UNIT, _WITH_SIGN) else match.lastgroup or 0)
        yield Span(start, end, KIND, f"{value:.2f}")


def _value(match: re.Match[str]) -> Decimal | None:
    groups = match.groupdict()
    digits = groups["number"] or groups["number_after"] or ""
    number = "".join(_SCALE.get(char, char) for char in digits if char != " ")
    try:
        value = to_number(number)
        if groups.get("jiao"):
            value /= 10
        if tenths := groups.get("tenths"):
            value += to_number(tenths.rstrip("毛角")) / 10
    except (ValueError, ArithmeticError):
        return None
    if groups.get("yuan") == "块" and _is_together(match):
        return None
    return value if 0 < value < _LARGEST else None


def _is_together(match: re.Match[str]) -> bool:
    """Whether 一块 means "together": it does unless money has moved or 钱 follows."""
    if match["number"] != "一" or match["tenths"] or match[0].endswith("钱"):
        return False
    return not re.search(r"(?:扣|付|少|多|差|收|转|充|提|花)了?我?$", match.string[: match.start()])
