"""Finds passwords, codes and keys in what customers type.

It knows nothing of personal data: a phone number after
the word 密码 is told apart by `kefu.core.privacy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kefu.core.folding import OPAQUE, Folded, Span, fold_with_places, loosely, spoken_as_digits

_PASSWORD_WORD = rf"(?:{loosely('密码')}|{loosely('口令')}|(?<![a-z])(?:password|passwd|passcode|pwd|mima)(?![a-z]))"
_NUMBER_WORD = r"(?:安全码|背面的?后?[三3]位(?:数字?)?|(?<![a-z])(?:cvv2?|cvc2?|pin)(?![a-z])码?|(?<![a-z])(?:cvv2|cvc2))"
_CODE_WORD = rf"(?:{loosely('验证码')}|{loosely('校验码')}|{loosely('动态码')}|(?<![a-z])(?:otp|yzm)(?![a-z]))"
_WORD = rf"(?:{_PASSWORD_WORD}|{_NUMBER_WORD}|{_CODE_WORD})"
_SUBJECT = r"(?:我们?|自己|原来|之前|以前|现在|当时|已经|一开始|最后|都|被|给|的|[\s,\uff0c]){0,4}"
_LEAD = (
    r"(?:是不是|应该是|好像是|可能是|大概是|一直是|还是|就是|设置成|设置为|设成|设为|设置的?|设的|设了|改成|改为|换成|换为|弄成"
    r"|重置为|重置成|写的|填的|用的|输的|输入|是|为|叫|is|[:\uff1a=→⇒➡]|[-=]>)了?"
)
_PUNCTUATION = rf"[^\w{OPAQUE}]"
# A count, an amount or a time is no secret: 忘记密码,100000元.
_NO_UNIT = r"(?!\d|\s?(?:元|块|万|分|次|条|笔|位|年|月|日|号|点|个|天|秒|小时|人|[.:\uff1a]\d))"
_CODE = rf"\d(?:[ -]?\d){{5}}(?![ -]?\d){_NO_UNIT}"
_SPOKEN_CODE = r"[零〇一二三四五六七八九幺]{4,32}"
_TOKEN = r"(?:(?=[!-~]{0,63}[\d!@#$%^&*_])[!-~]{3,128}|[a-z]{8,64})"
# 密码是 …: the sentence itself says that a secret follows.
_ANNOUNCED = re.compile(
    rf"{_WORD}码?(?:{_SUBJECT}{_LEAD}){{1,3}}[\s\"'“‘「(\uff08]{{0,4}}({_CODE}|{_TOKEN}|{_SPOKEN_CODE})",
    re.IGNORECASE,
)
# 密码 …: what stands beside the word counts only with a
# secret's own shape (忘记密码,200元 is none).
_BESIDE = re.compile(
    rf"{_WORD}{_PUNCTUATION}{{0,4}}({_CODE})"
    rf"|{_PASSWORD_WORD}[\"'“‘「(\uff08]{{0,2}}([a-z]{{8,64}})(?![a-z])"
    rf"|{_NUMBER_WORD}(?:{_PUNCTUATION}{{0,3}}|{_SUBJECT}{_LEAD}\s{{0,2}})(\d{{3,8}}{_NO_UNIT})",
    re.IGNORECASE,
)
# 918273是我的支付密码.
_BEFORE = re.compile(
    rf"(?<![\d.])({_CODE}|{_SPOKEN_CODE}){_PUNCTUATION}{{0,2}}(?:就|才|都)?(?:是|为|当|做|作为)(?:了|我|的|你们?|这个|新|旧|原来)*"
    rf"(?:支付|登录|交易|手机|短信|钱包|账户|账号|银行卡)*的?{_WORD}",
    re.IGNORECASE,
)
_KEY = re.compile(
    r"(?:助记词|恢复词|种子词|私钥|seed\s?phrase|recovery\s?phrase|mnemonic|private\s?key|secret\s?key)"
    rf"[^!-~{OPAQUE}]{{0,6}}(?:(?:is|[:=])\s{{0,2}})?([!-~]{{3,128}}(?:\s{{1,3}}[!-~]{{3,32}}){{0,23}})",
    re.IGNORECASE,
)
_BARE_KEY = re.compile(
    r"(?<![0-9a-z])(0x[0-9a-f]{64}|[5KL][1-9A-HJ-NP-Za-km-z]{50,51})(?![0-9a-z])", re.IGNORECASE
)
_ANSWER = re.compile(
    r"(?:密保|安全)(?:问题)?的?答案(?:(?:就是|是|为|[:\uff1a=→]|[写填设]的是?|[设改]成)了?\s?|\s)"
    rf"((?!什么|啥|多少|哪|不|没|错|对|否|谁|空|怎|几|在|要|由|自己|忘)[^\s,.。;!?\uff01\uff0c\uff1b\uff1f{OPAQUE}]{{1,30}})"
)
# 200元 is an amount even now, and T20261122-0001 a case.
_RUN_OF_DIGITS = re.compile(
    rf"(?<!\d)(?<!\d{{8}}-)(?:\d(?:{_PUNCTUATION}{{0,3}}\d){{5}}(?!{_PUNCTUATION}{{0,3}}\d|\s?[元块])"
    rf"|\d(?!\d)(?:{_PUNCTUATION}{{1,3}}\d(?!\d)){{2,63}}|\d{{3,6}}(?!\d|\s?[元块]))"
)
_ASCII_RUN = re.compile(r"[!-~]{6,}")
_STRONG = re.compile(r"(?=[!-~]*[A-Z])(?=[!-~]*[a-z])(?=[!-~]*[!@#$%^&*_+=~?])[!-~]{8,}")
_EMAIL_OR_URL = re.compile(r"[^@\s]@[A-Za-z0-9-]{1,63}\.[A-Za-z]|https?://|www\.", re.IGNORECASE)
# Names with digits that are no secrets: devices, versions, transaction numbers, times.
_NAME = re.compile(
    r"(?:(?:i?phone|ipad|ios|mac|win|android|harmony|huawei|honor|nova|mate|mi|redmi|xiaomi|vivo|oppo|galaxy"
    r"|app|ver|v|wifi|https?)[a-z]{0,12}[ -]?\d{1,4}(?:[.-]\d{1,4}){0,4}[a-z+]{0,8}"
    r"|[tc]x?\d{8,}(?:-\d+)?|[\d:./-]+(?:am|pm|rmb|cny|yuan|kb?|mb?|gb?|[tz][\d:.z+]*))[!-/:-@]*",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:单号|流水号?|编号|交易号|工单|订单|账号|用户名|昵称|微信号?|型号|版本号?|尾号)[^\w]{0,2}(?:是|为)?\s?$"
)
_NEAR = 12
_SENTENCE_END = r"。\uff01\uff1f\uff1b\n"
_PASSWORD_SOON = re.compile(
    rf"[^!-~{_SENTENCE_END}{OPAQUE}]{{0,{_NEAR}}}{_PASSWORD_WORD}", re.IGNORECASE
)
_PASSWORD_JUST_NOW = re.compile(
    rf"{_PASSWORD_WORD}[^!-~{_SENTENCE_END}{OPAQUE}]{{0,{_NEAR}}}$", re.IGNORECASE
)
_REACH = _NEAR + 12  # and the longest word for a password


def find_secrets(folded: Folded, *, code_expected: bool, password_expected: bool) -> Iterator[Span]:
    """Where secrets stand in the original text; spans may overlap.

    `code_expected` adds every run of 3 to 6 digits however they are spelt or set apart,
    `password_expected` any mix of letters and digits.
    """
    plain = folded.text
    for pattern in (_ANNOUNCED, _BESIDE, _BEFORE, _KEY, _BARE_KEY, _ANSWER):
        for match in pattern.finditer(plain):
            yield folded.span(*match.span(match.lastindex or 0))
    if code_expected:
        for match in _RUN_OF_DIGITS.finditer(spoken_as_digits(plain)):
            yield folded.span(*match.span())
    for match in _ASCII_RUN.finditer(plain):
        if (password_expected and _mixed(match.group())) or _is_password(plain, *match.span()):
            yield folded.span(*match.span())


def _is_password(plain: str, start: int, end: int) -> bool:
    """Whether a run of ASCII signs has a password's shape,
    or a weaker one close to the word for it.
    """
    run = plain[start:end]
    if not _mixed(run) or _EMAIL_OR_URL.search(run):
        return False
    if _STRONG.fullmatch(run):
        return True
    if _NAME.fullmatch(run) or _LABELLED.search(plain, max(0, start - _REACH), start):
        return False
    return bool(
        _PASSWORD_SOON.match(plain, end)
        or _PASSWORD_JUST_NOW.search(plain, max(0, start - _REACH), start)
    )


def _mixed(run: str) -> bool:
    return bool(re.search("[A-Za-z]", run) and re.search(r"\d", run))


_ONLY_A_CODE = re.compile(
    r"(?:我的|收到的?|短信|邮箱)*(?:验证码|校验码|动态码|code|otp|yzm)?(?:就?是|为)?(\d{6})(?:了|哦|啊|呢|吧)?",
    re.IGNORECASE,
)
_SET_APART = re.compile(r"[^\w¥$€£%+]|_")


def code_in(text: str) -> str | None:
    """The six digits of a message that is nothing but a code (``验证码是1/2/3/4/5/6``), else None.

    Any digits count but Chinese numerals, which may be an amount or a date.
    """
    match = _ONLY_A_CODE.fullmatch(_SET_APART.sub("", fold_with_places(text).text))
    return match.group(1) if match else None
