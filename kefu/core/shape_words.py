"""Tells secrets by their shape alone: passwords by the signs in them, codes while one is expected,
a message that is nothing but what was to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kefu.core.announcing_words import Awaited
from kefu.core.folding import OPAQUE, Span, fold_with_places, spoken_as_digits
from kefu.core.key_words import is_key
from kefu.core.phrase_words import is_phrase
from kefu.core.secret_name_words import (
    BETWEEN,
    COUNTERS,
    NUMERAL,
    PASSWORD_WORD,
    PUNCTUATION,
    SAID_OF_IT,
    WORD,
)

# 200元 is an amount even now, and T20261122-0001 a case.
_RUN_OF_DIGITS = re.compile(
    rf"(?<!\d)(?<!\d{{8}}-)(?:(?<!\d{PUNCTUATION})(?<!\d{PUNCTUATION}{{2}})\d(?:{PUNCTUATION}{{0,3}}\d){{5}}(?!{PUNCTUATION}{{0,3}}\d|\s?[元块])"
    rf"|\d(?!\d)(?:{PUNCTUATION}{{1,3}}\d(?!\d)){{2,63}}|\d{{3,7}}(?!\d|\s?[元块]))"
)
# 一共被转走10000, 总数改成5300, 盒马那笔688, 微信号是abc123: told to people, and no code of six
# digits.
_TOLD_BEFORE = re.compile(
    r"[\uffe5¥$]\s?$"
    r"|(?:(?:总数|总额|总金额|金额|数额|损失|余额|充值|转账|付款|支付|消费|提现|退款|扣款|转给[^\d\s,\uff0c。]{1,4}|汇给[^\d\s,\uff0c。]{1,4})"
    r"(?:其实|应该|实际|大概|大约|差不多|一共|总共|只|还|剩|改成|改为|变成|是|有|了){0,4}|(?<![前后末两二三])[一那这]笔的?(?:金额)?(?:应该|其实)?是?)\s?$"
    r"|(?:[共额]|(?:[转刷骗偷盗扣划提拿丢付花少]|损失)[了走掉]+我?|微信号?|支付宝(?:账号|号)?|qq号?|抖音号?|快手号?|尾号)(?:一共)?(?:就?是|为|有|[:\uff1a])?\s?[a-z_-]{0,12}$",
    re.IGNORECASE,
)
_WITH_CENTS = re.compile(r"\d{1,6}\.\d\d")
_TOLD_AFTER = re.compile(
    r"\s?的?(?:这|那)?[一二两三几]?[笔块元]|\s?(?:也|都|肯定)?(?:不是(?:我|本人)|是(?:贼|小偷|骗子|别人))(?:自己)?[买花付刷充转]"
)
_OF_A_CODE = 6
_LAST = 4
# 110, 12315, 95588, 10086: whom one calls.
_SERVICE_NUMBER = re.compile(
    "1(?:10|19|20|22|14)|12[13]\\d{2}|96\\d{3}|955\\d{2}|100(?:00|10|16|8[68]|99)"
)
# 500 alone is an amount.
_ROUND = re.compile("[1-9]\\d{0,2}00")
# 手机号是不是0003, 尾号是8888吗: the last digits of a number, asked about.
_LAST_DIGITS = re.compile(
    "(?:手机号?码?|电话号?码?|号码|卡号?|银行卡|尾号|后四位|末四位|最后四位)(?:的|我|那个|这个|末尾|尾号|后四位)*(?:是不是|是否|是|对不对)$"
)
_ASKED_AFTER = re.compile(r"\s?(?:的|那个|这个|结尾|开头)*(?:吗|么|嘛|吧|对不|对吧|是吧|[?\uff1f])")
# 先打110报警: said to be called, so no piece of a code.
_CALLED_BEFORE = re.compile(r"(?:[打拨]|致电|拨打|联系|电话)(?:了|过|一下|给)?\s?$")
# 5, then 7: a secret of digits that comes in messages of one or two, with a word for their place.
_FEW_DIGITS = re.compile(
    rf"(?:第[一二两三四五六\d][个位]|[前后中][面边]?(?:[一二两三\d][个位])?|最后(?:[一二两三\d]?[个位])?"
    rf"|接着|然后|还有|再|数字?|密码|验证码|是|为|[:\uff1a,\uff0c\s])*({NUMERAL}(?:{BETWEEN}{NUMERAL})?)[\s。.,\uff0c~…吧啊哦呢]*"
)
# C01X 00T47, E 1234 5678: in groups, each with a digit but for the letters that lead.
_GROUP = r"(?=[A-Za-z]*\d)[A-Za-z\d]+"
_PAPER_SIGNS = re.compile(
    rf"(?<![A-Za-z\d])(?:[A-Za-z]{{1,2}}[ \-./]{{1,2}})?{_GROUP}(?:[ \-./]{{1,2}}{_GROUP}){{0,5}}(?![A-Za-z\d]|\s?[元块])"
)
_FEWEST_SIGNS = 5
_ONLY_SIGNS = re.compile(rf"\s*(?:[A-Za-z]{{1,2}}\s?)?{_GROUP}(?:[ \-./]{{1,2}}{_GROUP}){{0,5}}\s*")
_LEADING = re.compile(r"(?:password|passwd|pass|pwd|pw|psw|mima)[:=]|[:=>(\[<\"'-]+", re.IGNORECASE)
_ASCII_RUN = re.compile(r"[!-~]{6,}")
_STRONG = re.compile(r"(?=[!-~]*[A-Z])(?=[!-~]*[a-z])(?=[!-~]*[!@#$%^&*_+=~?])[!-~]{8,}")
_EMAIL_OR_URL = re.compile(r"[^@\s]@[A-Za-z0-9-]{1,63}\.[A-Za-z]|https?://|www\.", re.IGNORECASE)
# Names with digits that are no secrets: devices, versions, transaction numbers, times.
_NAME = re.compile(
    r"(?:(?:i?phone|ipad|ios|mac(?:os|book)?|win(?:dows)?|android|harmony(?:os)?|huawei|honor|nova|mate|mi|redmi|xiaomi|vivo|oppo|galaxy"
    r"|app|ver(?:sion)?|v|wifi|https?)(?:pro|note|max|plus|ultra|mini|pad|os|se|s|x|k|y|t)?[ -]?\d{1,4}(?:[.-]\d{1,4}){0,4}[a-z+]{0,8}"
    r"|[tc]x?\d{8,}(?:-\d+)?|[\d:./-]+(?:am|pm|rmb|cny|yuan|kb?|mb?|gb?|[tz][\d:.z+]*))[!-/:-@]*",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:单号|流水号?|编号|交易号|工单|订单|账号|用户名|昵称|微信号?|型号|版本号?|尾号|代码|错误码)[^\w]{0,2}(?:是|为)?\s?$"
)
_NEAR = 12
_SENTENCE_END = r"。\uff01\uff1f\uff1b\n"
_PASSWORD_SOON = re.compile(
    rf"[^!-~{_SENTENCE_END}{OPAQUE}]{{0,{_NEAR}}}{PASSWORD_WORD}", re.IGNORECASE
)
_PASSWORD_JUST_NOW = re.compile(
    rf"{PASSWORD_WORD}[^!-~{_SENTENCE_END}{OPAQUE}]{{0,{_NEAR}}}$", re.IGNORECASE
)
_REACH = _NEAR + 12  # and the longest word for a password


def shaped(plain: str, expected: Awaited) -> Iterator[Span]:
    """What its shape alone tells."""
    if expected & (Awaited.CODE | Awaited.TO_PEOPLE):
        for match in _RUN_OF_DIGITS.finditer(spoken_as_digits(plain)):
            known = Awaited.CODE not in expected and _is_no_code(plain, match)
            if not known and not _is_told(plain, match) and not _is_called(plain, match):
                yield match.span()
    if Awaited.CODE in expected and (few := _FEW_DIGITS.fullmatch(plain)):
        yield few.span(1)
    if Awaited.SIGNS in expected:
        yield from _signs_of_paper(plain)
    wanted = Awaited.PASSWORD in expected
    for match in _ASCII_RUN.finditer(plain):
        start, end = _without_signs(plain, *match.span())
        if (wanted and _mixed(plain[start:end])) or _is_password(plain, match.start(), start, end):
            yield start, end


def _is_told(plain: str, match: re.Match[str]) -> bool:
    """Whether a run of digits is an amount or a name by the words around it."""
    said = match.group()
    if len(said) == _OF_A_CODE or not (said.isdigit() or _WITH_CENTS.fullmatch(said)):
        return False
    before = plain[max(0, match.start() - _REACH) : match.start()]
    if _TOLD_BEFORE.search(before) or _TOLD_AFTER.match(plain, match.end()):
        return not re.search(WORD, before, re.IGNORECASE)
    return False


def _is_called(plain: str, match: re.Match[str]) -> bool:
    """Whether a run of digits is the number of a public service that somebody calls."""
    before = plain[max(0, match.start() - _REACH) : match.start()]
    return bool(_SERVICE_NUMBER.fullmatch(match.group()) and _CALLED_BEFORE.search(before))


def _signs_of_paper(plain: str) -> Iterator[Span]:
    """Letters and digits that may be the number of a paper, or a part of it that is all there is."""
    if _ONLY_SIGNS.fullmatch(plain):
        yield len(plain) - len(plain.lstrip()), len(plain.rstrip())
        return
    for match in _PAPER_SIGNS.finditer(plain):
        signs = re.sub(r"[^A-Za-z\d]", "", match.group())
        if len(signs) >= _FEWEST_SIGNS and not _NAME.fullmatch(match.group()):
            yield match.span()


def _is_no_code(plain: str, match: re.Match[str]) -> bool:
    """Whether a run of digits is whom one calls, an amount alone, or the end of a number that is
    asked about.
    """
    digits = match.group()
    if len(digits) == _OF_A_CODE or not digits.isdigit():
        return False
    known = _ROUND if plain.strip() == digits else _SERVICE_NUMBER
    if known.fullmatch(digits):
        return not re.search(WORD, plain, re.IGNORECASE)
    before = plain[max(0, match.start() - _REACH) : match.start()]
    asked = "是不是" in before or "是否" in before or _ASKED_AFTER.match(plain, match.end())
    return bool(len(digits) == _LAST and asked and _LAST_DIGITS.search(before))


def _without_signs(plain: str, start: int, end: int) -> Span:
    """A run of ASCII signs without what leads to a password: ``pwd=``, an opening bracket and its
    twin.
    """
    leading = _LEADING.match(plain, start, end)
    if leading is None or leading.end() == end:
        return start, end
    if plain[leading.end() - 1] in "([<\"'" and plain[end - 1] in ")]>\"'":
        end -= 1
    return leading.end(), end


_WHOLE = re.compile(
    r"\s*(?:(?:就|那|它|这)?(?:是|叫|用|设|:|\uff1a)\s?)?(\S(?:.{0,62}\S)?)\s*", re.DOTALL
)
_SHAPED = re.compile(
    rf"(?=[!-~]*\d)[!-~]{{4,64}}|[a-z]{{8,64}}|(?:{NUMERAL}{BETWEEN}){{5,31}}{NUMERAL}|[\u4e00-\u9fff]{{1,6}}\d{{4,12}}",
    re.IGNORECASE,
)
_ANY_TOKEN = re.compile(
    rf"{SAID_OF_IT}(?!(?:hello|hi|hey|yes|thanks?|sorry|hao|cancel)(?![a-z]))[!-~]{{3,64}}",
    re.IGNORECASE,
)
# Letters and digits, but no number of a parcel; six digits however they are spelt.
_TOKEN = re.compile(
    rf"\s*((?![A-Za-z]{{1,4}}\d{{8,}})(?=[!-~]*[A-Za-z])(?=[!-~]*\d)[!-~]{{6,32}}|{NUMERAL}(?: ?{NUMERAL}){{5}})[\s。.!,\uff01\uff0c吧啊哦呀呢哈]*"
)
_OF_ADDRESS = re.compile(r"https?:|www\.|@[a-z\d-]+\.", re.IGNORECASE)


def awaited(plain: str, expected: Awaited) -> Iterator[Span]:
    """A message that is nothing but what was to come."""
    if Awaited.TOKEN in expected and (token := _TOKEN.fullmatch(plain)):
        if not _NAME.fullmatch(token.group(1)) and not _OF_ADDRESS.search(token.group(1)):
            yield token.span(1)
        return
    if not expected & (Awaited.PASSWORD | Awaited.PHRASE | Awaited.KEY):
        return
    if Awaited.KEY in expected and OPAQUE not in plain and is_key(plain):
        yield len(plain) - len(plain.lstrip()), len(plain.rstrip())
        return
    match = _WHOLE.fullmatch(plain.rstrip("。.!,\uff01\uff0c吧啊哦呀呢哈~"))
    if match is None or OPAQUE in match.group(1):
        return
    said = match.group(1)
    if _OF_ADDRESS.search(said) or re.match(rf"\d+\s?(?:{COUNTERS})", said):
        return
    if _SHAPED.fullmatch(said) or (
        Awaited.PHRASE in expected and (_ANY_TOKEN.fullmatch(said) or is_phrase(said))
    ):
        yield match.span(1)


def _is_password(plain: str, run_start: int, start: int, end: int) -> bool:
    """Whether a run of ASCII signs has a password's shape,
    or a weaker one close to the word for it.
    """
    run = plain[start:end]
    if not _mixed(run) or _EMAIL_OR_URL.search(run):
        return False
    if _STRONG.fullmatch(run):
        return True
    before = max(0, run_start - _REACH)
    if _NAME.fullmatch(run) or _LABELLED.search(plain, before, run_start):
        return False
    return bool(
        _PASSWORD_SOON.match(plain, end)
        or _PASSWORD_JUST_NOW.search(plain, before, run_start)
        or (start > run_start and plain[run_start].isalpha())
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
