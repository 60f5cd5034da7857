"""Finds passwords, codes and keys in free text, and staff who ask for them.

It knows nothing of personal data: a phone number after the word 密码 is told apart by `kefu.core.privacy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kefu.core.personal_data import narrow

Span = tuple[int, int]

_WORD = (
    r"(?:密码|密碼|口令|安全码|验证码|驗證碼|校验码|动态码"
    r"|(?<![a-z])(?:cvv2?|cvc2?|password|passwd|passcode|pwd|pin|otp)(?![a-z]))"
)
_LEAD = (
    r"(?:是不是|应该是|好像是|可能是|大概是|一直是|还是|就是|设成|设为|设置为|改成|改为|换成|换为|重置为"
    r"|写的|填的|用的|输的|输入|是|为|叫|is|[:\uff1a=])"
)
_CODE = r"\d(?:[ -]?\d){5}(?![ -]?\d)"
_SPOKEN_CODE = r"[零〇一二三四五六七八九幺]{4,}"
# 密码是 …: the sentence itself says that a secret follows.
_ANNOUNCED = re.compile(
    rf"{_WORD}(?:\s*{_LEAD}){{1,3}}[\s\"'“‘]*"
    rf"({_CODE}|(?=[!-~]*\d|[!-~]*[!@#$%^&*_]|[a-z]{{8}})[!-~]{{3,}}|{_SPOKEN_CODE})",
    re.IGNORECASE,
)
# 密码 …: what stands beside the word counts only with a secret's own shape (忘记密码,200元 is none).
_BESIDE = re.compile(
    rf"{_WORD}[\s,\uff0c。\"'“‘]{{0,2}}({_CODE}|(?=[!-~]*\d)(?=[!-~]*[a-z])[!-~]{{6,}})",
    re.IGNORECASE,
)
_KEY = re.compile(r"(?:助记词|私钥)[^!-~]{0,6}([!-~]{3,}(?:\s+[!-~]{3,}){0,23})")
_TOKEN_START = (
    r"(?<![^\s,.。、;:!?“”‘’()《》\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u4e00-\u9fff])"
)
_PASSWORD_SHAPED = re.compile(
    rf"{_TOKEN_START}(?=[!-~]*[A-Z])(?=[!-~]*[a-z])(?=[!-~]*\d)(?=[!-~]*[!@#$%^&*_+=~?])[!-~]{{8,}}"
)
_LETTERS_AND_DIGITS = re.compile(r"(?=[!-~]*\d)(?=[!-~]*[A-Za-z])[!-~]{6,}")
_CODE_ALONE = re.compile(rf"(?<!\d)(?<!\d[ -]){_CODE}", re.ASCII)
_EMAIL_OR_URL = re.compile(r"[^@\s]+@[A-Za-z0-9-]+\.[A-Za-z]|https?://|www\.", re.IGNORECASE)


def find_secrets(text: str, *, code_expected: bool, password_expected: bool) -> Iterator[Span]:
    """Where secrets stand in `text`; spans may overlap.

    `code_expected` adds any bare six digits, `password_expected` any mix of letters and digits.
    """
    plain = narrow(text)
    for pattern in (_ANNOUNCED, _BESIDE, _KEY):
        for match in pattern.finditer(plain):
            yield match.span(1)
    for match in _PASSWORD_SHAPED.finditer(plain):
        if not _EMAIL_OR_URL.search(match.group()):
            yield match.span()
    if password_expected:
        for match in _LETTERS_AND_DIGITS.finditer(plain):
            yield match.span()
    if code_expected:
        for match in _CODE_ALONE.finditer(plain):
            yield match.span()


_ONLY_A_CODE = re.compile(
    r"(?:我的|收到的?|短信|邮箱)*(?:验证码|驗證碼|校验码|动态码|code|otp)?(?:就?是|为|[:\uff1a])?(\d{6})(?:了|哦|啊|呢|吧)?",
    re.ASCII | re.IGNORECASE,
)


def code_in(text: str) -> str | None:
    """The six digits of a message that is nothing but a code (``验证码是123456``), else None."""
    match = _ONLY_A_CODE.fullmatch(re.sub(r"[\s\-,.。、!~\uff0c\uff01]", "", narrow(text)))
    return match.group(1) if match else None


# Staff asking for a secret. A clause at a time, so that a negation excuses nothing but its own.
_CLAUSE = re.compile(r"[,.。;!?\s\uff01\uff0c\uff1b\uff1f]+")
_ASKED = (
    r"(?:密码|口令|验证码|校验码|动态码|cvv2?|安全码|私钥|助记词)"
    r"(?!找回|重置|修改|服务|功能|设置|登录|保护|错误|输错)"
)
_ASKING = re.compile(
    rf"(?:把|将).{{0,8}}{_ASKED}.{{0,8}}(?:发|给|告|说|报|提供|回复|填|念|截)"
    rf"|(?:告诉|提供|报一?下|报给|说一?下|发给|发我|发一?下|发来|发过来|回复|念一?下|给我|给一?下).{{0,8}}{_ASKED}"
    rf"|(?:请|麻烦|需要您|帮忙).{{0,10}}(?:输入|填|写|打|发).{{0,6}}{_ASKED}"
    rf"|{_ASKED}.{{0,4}}(?:多少(?!位|次|分|秒)|是什么(?!时候|意思|原因)|是啥|发我|发给|发一?下|发来|发过来|给我|给一?下"
    r"|告诉|说一?下|报一?下|报给|念一?下|念给|提供一?下)",
    re.IGNORECASE,
)
_FORBIDDING = re.compile(
    r"(?:不要|勿|别|不会|不需要|无需|不用|不必|从不|绝不|不得|不能|不可|不应)"
    r"(?:再|轻易|随意|主动)?(?:向|把|将|给|告诉|提供|发|说|透露|泄露|泄漏|回复|输入|填|念|索要|要求|让|请|问|在|跟|和|对|您)"
)
_SECURE_PLACE = re.compile("输入框|卡片|页面|弹窗|应用里|APP", re.IGNORECASE)


def asks_for_secret(text: str) -> bool:
    """Whether a text sent by staff asks the customer to tell a password or a code."""
    return any(
        _ASKING.search(clause)
        and not _FORBIDDING.search(clause)
        and not _SECURE_PLACE.search(clause)
        for clause in _CLAUSE.split(narrow(text))
    )
