"""What regular expressions tell apart: personal data, links, numbers of transactions and tickets.

Pure; offsets are the same in the customer's text and its folded form. Values keep the customer's
spelling where it matters (links, references), else have one (ids in capitals, phones as digits).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from kefu.nlu.numerals import to_number
from kefu.nlu.spans import Span

_SPOKEN: Final = "零〇一二两三四五六七八九幺"
_SAYS: Final = r"(?:就?是|为|系|叫|了|:|,|\s)*"

_PHONE_REFERENCE: Final = re.compile(r"\[手机号:[^\[\]]+\]")
_EMAIL_REFERENCE: Final = re.compile(r"\[邮箱:[^\[\]]+\]")
_CARD_REFERENCE: Final = re.compile(r"\[银行卡:[^\[\]]*?\d{4}(?:·\d+)?\]")
_REFERENCE: Final = re.compile(r"\[(?:手机号|邮箱|证件号|银行卡):[^\[\]]+\]")

_TOP_LEVEL: Final = (
    "com|cn|net|org|top|xyz|cc|vip|shop|info|io|hk|tw|club|site|online|wang|tech|biz|ltd|link|live|"
    "icu|fun|store|mobi|app|me|ly|tv|work|pro|co"
)
_HOST: Final = r"(?<![a-z0-9.@-])[a-z0-9-]+(?:\.[a-z0-9-]+)*"
_PATH: Final = r"[a-z0-9\-._~:/?#@!$&'()*+;=%]*"
_URL: Final = re.compile(
    rf"(?:https?://|(?<![a-z0-9@.-])www\.){_PATH}"
    rf"|{_HOST}\.(?:{_TOP_LEVEL})(?![a-z0-9]|[a-z0-9._+-]*@)(?:/{_PATH})?"
)
# Folding turns these into ASCII, where they could belong to a link.
_ENDS_URL: Final = re.compile("[，。；：！？）】》”’、]")
_EMAIL: Final = re.compile(r"[a-z0-9._%+*-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")

_PHONE: Final = re.compile(
    r"(?<![\d*])(?:\+?86[ -]?)?"
    r"(?:1[3-9]\d[ .-]?\d{4}[ .-]?\d{4}|1 [3-9](?: \d){9}(?! \d))(?![\d*])"
    rf"|(?<![{_SPOKEN}])[一幺][三四五六七八九][{_SPOKEN}]{{9}}(?![{_SPOKEN}十百千万])"
)
_TRANSACTION: Final = re.compile(
    r"(?<![a-z0-9])tx\d{8}(?:[ -]?\d{3,12})?(?![a-z0-9])|(?<![\d*])\d{20,32}(?![\d*])"
)
_NAMED_TRANSACTION: Final = re.compile(
    rf"(?:订单|交易|流水|商户|付款|转账|支付|回单|凭证|单)(?:单?号码?|编号){_SAYS}"
    r"([a-z]{0,4}\d[a-z0-9]{7,31})(?![a-z0-9])"
    r"|(?:订单|交易|流水|单子)[^\d]{0,2}(\d{12,32})(?![a-z0-9])"
)
_TICKET: Final = re.compile(r"(?<![a-z0-9])[tc]\d{8}[-—–_ ]?\d{3,6}(?!\d)")

_OF_A_CARD: Final = (
    r"(?<!手机)(?<!机号)(?<!机号的)(?<!电话)(?<!号码)(?<!号码的)(?<!证)(?<!证件)(?<!证号)"
)
_TAIL: Final = re.compile(
    rf"{_OF_A_CARD}(?:卡?尾号|尾数|卡尾|(?:最后|末尾|末|后)[四4](?:位|码)(?:数字|数)?|末尾)"
    rf"(?:数字?)?(?:{_SAYS}[(\[\"]?)(\d{{3,4}}(?!\d)|[{_SPOKEN}]{{4}}(?![{_SPOKEN}十百千万]))"
    r"|(?<!\d)(\d{4})(?:结尾|的(?:那张)?卡|那张卡)"
    r"|(?<![\d*])(?:\d{4}[ -]?)?\*{2,}[* -]*(\d{4})(?![\dx])"
    r"|[行卡]\((\d{4})\)"
)

_CODE_WORD: Final = (
    r"(?:(?:验证|校验|动态|短信|确认|安全)码|(?:动态)?口令|(?<![a-z])(?:code|otp)"
    r"|(?<![号密条扫款数编代维误荐惠请邀])码|收到的)"
)
_CODE: Final = re.compile(
    rf"{_CODE_WORD}[了的]?{_SAYS}(\d{{4,6}})(?!\d)"
    rf"|{_CODE_WORD}{_SAYS}([{_SPOKEN}]{{4,6}})(?![{_SPOKEN}十百千万])"
    r"|(?:输入?|填写?)了?\s*(\d{4,6})(?!\d)(?=.{0,12}(?:验证|校验|动态)码)"
    r"|(?<![\d*])(\d{6})(?=[^\d]{0,4}(?:验证|校验|动态)码)"
    r"|(?:输入?|填写?|写的|发的|来的|显示|短信)了?(?:是|:|,|\s)*(\d{6})(?![\d元块个])"
    r"|(?:^|(?<=[,;.:!?\s]))(\d{6})(?=\s*(?:[.!,?]?\s*$|这个|是这个|对[吗不]|行不|可以吗|过期))"
    r"|^\s*(\d{6})(?=\s*[,.!?])"
    r"|^\s*(\d{3}[ -]\d{3})\s*[.!]?$"
)


def _digits(found: str) -> str:
    return "".join(
        char if char.isascii() else str(to_number(char)) for char in found if char.isalnum()
    )


def _mobile(found: str) -> str:
    return _digits(found)[-11:]


def _tail(reference: str) -> str:
    return re.findall(r"\d{4}", reference)[-1]


def _number(found: str) -> str:
    return re.sub(r"[ -]", "", found).upper()


def _ticket(found: str) -> str:
    return f"{found[:9].upper()}-{_digits(found[9:])}"


# The last member spells the folded text out; None keeps the customer's own spelling.
_RULES: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], str] | None], ...]] = (
    ("phone_number", _PHONE_REFERENCE, None),
    ("email", _EMAIL_REFERENCE, None),
    ("card_tail", _CARD_REFERENCE, _tail),
    ("email", _EMAIL, str.lower),
    ("ticket_id", _TICKET, _ticket),
    ("transaction_id", _TRANSACTION, _number),
    ("transaction_id", _NAMED_TRANSACTION, _number),
    ("phone_number", _PHONE, _mobile),
    ("card_tail", _TAIL, _digits),
    ("verification_code", _CODE, _digits),
)

# Without one of these no rule finds anything, and most messages have none.
_ANY: Final = re.compile(rf"[\d.@\[]|[{_SPOKEN}]{{4}}")


def find_patterns(text: str, folded: str) -> Iterator[Span]:
    """Finds in order of trust: where two overlap, the first is right.

    ``text`` is the customer's own, ``folded`` the same through ``kefu.nlu.normalise.fold``.
    """
    if not _ANY.search(folded):
        return
    yield from _urls(text, folded)
    for kind, pattern, clean in _RULES:
        for match in pattern.finditer(folded):
            # A rule's group is the value; the words before it only lead to it.
            start, end = match.span(match.lastindex or 0)
            value = clean(folded[start:end]) if clean else text[start:end]
            yield Span(start, end, kind, value)


def without_references(folded: str) -> str:
    """The text with blanks for what privacy has hidden: nothing else is to be found in there."""
    if "[" not in folded:
        return folded
    return _REFERENCE.sub(lambda match: " " * len(match[0]), folded)


def _urls(text: str, folded: str) -> Iterator[Span]:
    for match in _URL.finditer(folded):
        start, end = match.span()
        if stop := _ENDS_URL.search(text, start, end):
            end = stop.start()
        end = start + len(folded[start:end].rstrip(".,;:!?)'"))
        if "." in folded[start:end]:
            yield Span(start, end, "url", text[start:end])
