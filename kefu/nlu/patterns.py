"""What regular expressions tell apart: personal data, links, numbers of transactions and tickets.

Pure; offsets are the same in the customer's text and its folded form. Values keep the customer's
spelling where it matters (links, references), else have one (ids in capitals, phones as digits).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from kefu.nlu.spans import Span

_PHONE_REFERENCE: Final = re.compile(r"\[手机号:[^\[\]]+\]")
_EMAIL_REFERENCE: Final = re.compile(r"\[邮箱:[^\[\]]+\]")
_CARD_REFERENCE: Final = re.compile(r"\[银行卡:[^\[\]]*?(\d{4})(?:·\d+)?\]")
_URL: Final = re.compile(
    r"(?:https?://|www\.)[a-z0-9\-._~:/?#@!$&'()*+;=%]+"
    r"|(?<![a-z0-9.@-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|top|xyz|cc|vip|shop|info|io)(?![a-z0-9])"
    r"(?:/[a-z0-9\-._~:/?#@!$&'()*+;=%]*)?"
)
_EMAIL: Final = re.compile(r"[a-z0-9._%+*-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_PHONE: Final = re.compile(r"(?<![\d*])(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?![\d*])")
_TRANSACTION: Final = re.compile(
    r"(?<![a-z0-9])tx\d{8,20}(?![a-z0-9])|(?<![\d*])\d{20,32}(?![\d*])"
)
_NAMED_TRANSACTION: Final = re.compile(
    r"(?:订单|交易|流水|商户|付款|转账)(?:单号|号码?|编号)(?:是|为|:|\s)*([a-z]{0,4}\d[a-z0-9]{7,31})(?![a-z0-9])"
)
_TICKET: Final = re.compile(r"(?<![a-z0-9])[tc]\d{8}-?\d{3,6}(?!\d)")
_TAIL: Final = re.compile(
    r"(?:尾号|末四位|后四位|后四码|末尾)(?:数字?)?(?:是|为|:|\s)*(\d{3,4})(?!\d)"
    r"|(?<!\d)(\d{4})(?:结尾|的(?:那张)?卡|那张卡)"
)
_CODE: Final = re.compile(
    r"(?:验证码|校验码|动态码|短信码|收到的)(?:就?是|为|:|,|\s)*(\d{4,6})(?!\d)|^\s*(\d{6})\s*[.!]?$"
)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)[-11:]


# The last member spells the folded text out; None keeps the customer's own spelling.
_RULES: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], str] | None], ...]] = (
    ("phone_number", _PHONE_REFERENCE, None),
    ("email", _EMAIL_REFERENCE, None),
    ("card_tail", _CARD_REFERENCE, _digits),
    ("email", _EMAIL, str.lower),
    ("url", _URL, None),
    ("ticket_id", _TICKET, str.upper),
    ("transaction_id", _TRANSACTION, str.upper),
    ("transaction_id", _NAMED_TRANSACTION, str.upper),
    ("phone_number", _PHONE, _digits),
    ("verification_code", _CODE, _digits),
    ("card_tail", _TAIL, _digits),
)


def find_patterns(text: str, folded: str) -> Iterator[Span]:
    """Finds in order of trust: where two overlap, the first is right.

    ``text`` is the customer's own, ``folded`` the same through ``kefu.nlu.normalise.fold``.
    """
    for kind, pattern, clean in _RULES:
        for match in pattern.finditer(folded):
            # A rule's group is the value; the words before it only lead to it.
            start, end = match.span(match.lastindex or 0)
            value = clean(folded[start:end]) if clean else text[start:end]
            yield Span(start, end, kind, value)
