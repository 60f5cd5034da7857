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
_SMALLEST: Final = Decimal("0.01")
_LARGEST: Final = Decimal(10**12)

_ARABIC: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MIXED: Final = r"\d+(?:\.\d+)?[百千万wk]\d(?:[百千]\d?)?(?!\d)"  # 1万5, 2千3百
# 三点五, but not 下午三点五: that is a time and then an amount.
_SPOKEN: Final = rf"(?<![天午晚早晨上里夜号日])[{CHINESE}]+点[零〇一二三四五六七八九]+"
_NUMBER: Final = rf"(?:{_MIXED}|{_SPOKEN}[万亿]?(?![{CHINESE}])|(?:{_ARABIC})\s*[百千万亿wk]{{0,2}}|[{CHINESE}]+)"
# A long row of digits would else be read again from each of them.
_BEGINS: Final = rf"(?:(?<!\d)(?=\d)|(?<![{CHINESE}])(?=[{CHINESE}]))"
_LEADING: Final = "一二两三四五六七八九壹贰叁肆伍陆柒捌玖十拾"
_ABOUT: Final = "(?:多|来)?"
# What follows a number that counts something else than money.
_COUNTED: Final = (
    r"(?!\d|\.\d|\s*(?:个|次|天|年|月|号|日|点|分|秒|时|小时|周|笔|%|折|岁|位|张|家|遍|条|台|楼|路|期|"
    r"股|米|里|斤|级|星|人|页|行(?![不吗么吧嘛呢])|码|份|句|项|种|度|倍|线|左右的?人|开头|打头|结尾|积分|美元|美金|港币|:|-|/))"
)
_MOVED: Final = (
    "付款|支付|转账|转帐|充值|冲值|提现|扣款|到账|退款|收款|消费|金额|盗刷|被盗|损失|付|转|充|提|扣|收|"
    r"花|汇|存|取|退|刷|到了|少|多|差|才|只有|还有|剩|(?<![码号])是|改成|共|打(?!\s*(?:1[12]\d|[19]\d{4}|400)(?!\d))"
)
_BETWEEN: Final = (
    "(?:给[^\\d,.!?]{1,4}|[一二两三四五六七八九十\\d]+笔|了|不(?:了|出去?|进去?|动|成|起)|过来|过去|回来|过|我|的|进来|进去|出去|走|掉|"
    "到|款|是|为|:|大概|大约|差不多|将近|\\s){0,3}"
)

# The digit after 毛 counts 分, unless it begins the next number or counts something.
_CENT: Final = rf"[{CHINESE}\d](?![{CHINESE}\d点月号天个次笔张斤条件份块元])分?"

_WITH_UNIT: Final = re.compile(
    rf"(?<![几数]){_BEGINS}(?P<number>{_NUMBER}){_ABOUT}\s*"
    r"(?:(?P<yuan>元|块|圆|刀|rmb|人民币|大洋|蚊)"
    rf"(?:(?:零(?=.[毛角]))?(?P<tenths>[{CHINESE}\d](?![\d{CHINESE}点月号天年个次笔直共起些样定下般]))"
    rf"(?:[毛角](?:(?P<hundredths>{_CENT}))?)?)?(?:钱|整)?"
    rf"|(?P<jiao>毛|角)(?:(?P<cents>{_CENT}))?(?:钱)?|(?P<fen>分)钱)"
)
_WITH_SIGN: Final = re.compile(rf"(?:[¥$]|rmb|人民币)\s*(?P<number>{_NUMBER})")
_ROUND: Final = re.compile(
    rf"(?<!分之)(?<![{CHINESE}\d.第几数])(?P<number>{_MIXED}|(?:{_ARABIC})\s*[百千万亿wk]{{1,2}}(?![a-z])"
    rf"|{_SPOKEN}[万亿]"
    rf"|[{_LEADING}][{CHINESE}]*[百千万佰仟][{CHINESE}]*){_ABOUT}{_COUNTED}"
)
_AFTER_VERB: Final = re.compile(
    rf"(?:{_MOVED}){_BETWEEN}(?!0\d)(?P<number>{_ARABIC})(?![\d*a-z]){_COUNTED}"
)
_THAT_ONE: Final = re.compile(
    rf"(?<![\d.*a-z-])(?<!尾号)(?<!单号)(?<!四位)(?P<number>{_ARABIC})(?![\d*])\s*(?=的?[那这]一?笔|的(?:$|[,.!?没]))"
    rf"|(?<=笔)\s*(?!0\d)(?P<number_after>{_ARABIC})(?![\d*a-z]){_COUNTED}"
)
# A single digit alone answers a list, and six digits are a code.
_ALONE: Final = re.compile(
    r"(?:^|(?<=[,;]))\s*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|(?!0\d)\d{2,5})\s*(?=$|[,;!?]|\.$)"
)
# Numbers that only speak in pictures, and those that insult.
_IDIOM: Final = re.compile(
    "十万火急|一元复始|百八十[遍次回]|(?:千万|百万|万)(?:富翁|元户)|[百千]元机"
    "|(?:你|您|他|她|才|真|个)(?:们|才|就|真|都|也)*(?:是)?个?二百五"
)
_DIGIT: Final = re.compile(rf"[\d{CHINESE}]")
_SCALE: Final = {"w": "万", "k": "千"}


def find_amounts(text: str) -> list[Span]:
    """The amounts in the text, none overlapping; ``value`` is yuan with two places (``200.00``)."""
    found: list[Span] = []
    if not _DIGIT.search(text):
        return found
    for pattern in (_WITH_UNIT, _WITH_SIGN, _ROUND, _AFTER_VERB, _THAT_ONE, _ALONE):
        for span in _matches(pattern, text):
            if not any(span.overlaps(other) for other in found):
                found.append(span)
    return sorted(
        (span for span in found if not _in_idiom(span, text)), key=lambda span: span.start
    )


def _in_idiom(span: Span, text: str) -> bool:
    return any(idiom.start() <= span.start < idiom.end() for idiom in _IDIOM.finditer(text))


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
        if groups.get("jiao") or groups.get("fen"):
            value /= 10 if groups["jiao"] else 100
        if tenths := groups.get("tenths"):
            value += to_number(tenths) / 10
        if cents := groups.get("cents") or groups.get("hundredths"):
            value += to_number(cents.rstrip("分")) / 100
    except (ValueError, ArithmeticError):
        return None
    if groups.get("yuan") == "块" and _is_together(match):
        return None
    return value if _SMALLEST <= value < _LARGEST else None


def _is_together(match: re.Match[str]) -> bool:
    """Whether 一块 means "together": it does unless money has moved or 钱 follows."""
    if match["number"] != "一" or match["tenths"] or match[0].endswith("钱"):
        return False
    return not re.search(r"(?:扣|付|少|多|差|收|转|充|提|花)了?我?$", match.string[: match.start()])
