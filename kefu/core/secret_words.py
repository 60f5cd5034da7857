"""Finds passwords, codes and keys in what customers type.

It knows nothing of personal data: a phone number after
the word 密码 is told apart by `kefu.core.privacy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Flag, auto

from kefu.core.folding import OPAQUE, Folded, Span, fold_with_places, loosely, spoken_as_digits
from kefu.core.key_words import KEY_WORD, find_keys, is_key
from kefu.core.phrase_words import is_phrase, phrase_end


class Awaited(Flag):
    """What may come next: a field is open for it, or the customer has just announced it."""

    NOTHING = 0
    CODE = auto()
    PASSWORD = auto()
    PHRASE = auto()
    """A password that was announced: any words may be it."""
    KEY = auto()


_OF_WHAT = r"(?:支付|登[录陆]|交易|取款|提现|手机|钱包|账户|账号|银行卡|查询|手势|锁屏|开机)"
_PASSWORD_WORD = rf"(?:{loosely('密码')}|{loosely('口令')}|[秘蜜]码|密马|(?<![a-z])(?:password|passwd|passcode|psword|pwd|psw|mima|mm(?=[:\uff1a=是]))(?![a-z]))"
_SHORT_WORD = r"(?<![a-z])(?:pw|pass)(?![a-z])(?=\s?(?:[:\uff1a=]|is))"
_CARD_CODE = (
    r"(?:安全码|(?:卡片?)?背面?(?:上|的|那|签名栏|签名条|末尾?|最?后|有)*[三3][位个](?:数字?|码|号)?|签名[栏条](?:上|里|的|那|末尾?|最?后)*[三3][位个](?:数字?|码)?"
    r"|(?<![a-z])(?:cvv2?|cvc2?|cvn2?|csc|pin)(?![a-z])码?)"
)
_CODE_WORD = rf"(?:{loosely('验证码')}|{loosely('校验码')}|{loosely('动态码')}|动态密码|短信码|确认码|(?<![a-z])(?:otp|yzm|verification\s?code|sms\s?code)(?![a-z]))"
_WORD = rf"(?:{_PASSWORD_WORD}|{_CARD_CODE}|{_CODE_WORD}|{_SHORT_WORD})"
_SUBJECT = r"(?:我们?|俺|自己|原来|之前|以前|现在|当时|已经|一开始|最后|都|被|给|的|呢|嘛|啊|就|那个|[\s,\uff0c]){0,4}"
_LEAD = (
    r"(?:是不是|应该是|好像是|可能是|大概是|一直是|还是|就是|设置成|设置为|设成|设为|设置的?|设的|设了|改成|改为|换成|换为|弄成"
    r"|重置为|重置成|写的|填的|用的|输的|输入|是|为|系|叫|is|shi|[:\uff1a=→⇒➡]|[-=]>)了?"
)
_HINT = r"(?:(?:我|老公|老婆|孩子|儿子|女儿|妈|爸|家里?)*的?(?:生日|手机号?|身份证|电话)的?(?:后[四六46]位)?(?:加|[\s:,])?)?"
_PUNCTUATION = rf"[^\w{OPAQUE}]"
_COUNTERS = (
    r"元|块|万|分|次|条|笔|位|年|月|日|号|点|个|天|秒|小时|人|遍|回|种|类|级|周|kb|开头|发的|发来"
)
# A count, an amount or a time is no secret: 忘记密码,100000元.
_NO_UNIT = rf"(?!\d|\s?(?:{_COUNTERS}|[.:\uff1a]\d))"
_NO_DATE = r"(?!(?:19|20)\d\d\s?[-/.]\s?\d{1,2}\s?[-/.])"
_NO_HOTLINE = r"(?!95\d{3}(?!\d)|1069\d*|400\d{7}|400-)"
_NUMERAL = r"[\d零〇洞一幺壹二两贰三叁四肆五伍六陆七拐柒八捌九勾玖]"
_BETWEEN = r"[\s、,\uff0c.·\-/_]{0,2}"
_CODE = rf"{_NO_HOTLINE}{_NO_DATE}\d(?:[ -]?\d){{3,7}}(?![ -]?\d){_NO_UNIT}"
_SPOKEN_CODE = rf"{_NO_HOTLINE}{_NO_DATE}(?:{_NUMERAL}(?:{_BETWEEN}{_NUMERAL}){{3,31}}(?!{_NUMERAL}|[十百千万亿])|(?:[一二两三四五六七八九\d]个{_NUMERAL}{_BETWEEN}){{1,8}}){_NO_UNIT}"
_NO_COUNT = rf"(?!\d[\d.,~-]*\s?(?:{_COUNTERS}))"
# What English sentences say of a password.
_SAID_OF_IT = (
    r"(?!(?:incorrect|correct|required|expired|different|necessary|forgotten|disabled|encrypted|protected|something|compromised|invalid"
    r"|wrong|right|not|too|the|lost|weak|strong|same|bad|gone|locked|missing|stolen|changed|leaked|hacked|blocked|ok|okay|always|still|being|what|no|my|also|only"
    r"|reset|error|fail(?:ed)?|again|help|please|forgot|app|sms|vip|wifi|nfc|id|iphone\w*|ios|android|apple|alipay|wechat|weixin|email)(?![a-z\d]))"
)
_TOKEN = rf"{_NO_COUNT}{_SAID_OF_IT}(?:(?=[!-~]{{0,63}}[\d!@#$%^&*_])[!-~]{{3,128}}|[a-z]{{8,64}}|[a-z]{{3,7}}(?=\s?(?:$|[,\uff0c。!\uff01;\uff1b\n吧了啊呀哦呢])))"
_OPENING = r"[\s\"'“‘「『《【(\uff08]{0,4}"
# 密码是 …: the sentence itself says that a secret follows.
_ANNOUNCED = re.compile(
    rf"{_WORD}码?(?:{_SUBJECT}{_LEAD}){{1,3}}{_OPENING}{_HINT}({_CODE}|{_SPOKEN_CODE}|{_TOKEN})",
    re.IGNORECASE,
)
# 密码 …: what stands beside the word counts only with a
# secret's own shape (忘记密码,200元 is none).
_BESIDE = re.compile(
    rf"{_CODE_WORD}{_PUNCTUATION}{{0,4}}({_CODE})"
    rf"|{_PASSWORD_WORD}{_PUNCTUATION}{{0,4}}({_CODE}|{_NO_DATE}\d{{6,19}}{_NO_UNIT})"
    rf"|(?:{_PASSWORD_WORD}|{_CODE_WORD})[\s:\uff1a]{{0,2}}({_SPOKEN_CODE})"
    rf"|{_PASSWORD_WORD}[\"'“‘「(\uff08]{{0,2}}([a-z]{{8,64}})(?![a-z])"
    rf"|{_PASSWORD_WORD}\s({_SAID_OF_IT}[a-z]{{6,64}})(?=\s?(?:$|[,\uff0c。;\uff1b\n]))"
    rf"|{_CARD_CODE}(?:{_PUNCTUATION}{{0,3}}|{_SUBJECT}{_LEAD}\s{{0,2}})((?:\d{{3,8}}|{_NUMERAL}(?:{_BETWEEN}{_NUMERAL}){{2}}(?!{_NUMERAL}|[十百千万])){_NO_UNIT})",
    re.IGNORECASE,
)
# 密码是“…”: whatever the quotes hold.
_QUOTED = re.compile(
    rf"{_PASSWORD_WORD}(?:{_SUBJECT}{_LEAD}){{1,3}}\s{{0,2}}(?:"
    + "|".join(
        rf"{opening}([^{closing}\n{OPAQUE}]{{2,60}}){closing}"
        for opening, closing in ('""', "''", "“”", "‘’", "「」", "『』", "《》")
    )
    + ")",
    re.IGNORECASE,
)
_OF_AN_ERROR = re.compile(
    r"错误|不正确|失败|锁|请|次|密码|验证码|不一致|不符|过期|无效|太|过于|重试"
)
_PHRASE = re.compile(
    rf"{_PASSWORD_WORD}(?:{_SUBJECT}(?:应该是|好像是|一直是|就是|设置成|设置为|设成|设为|设的是?|改成|改为|换成|用的是?|是|为|系|叫)了?){{1,3}}[\s:\uff1a,\uff0c]{{0,2}}(?=[\u4e00-\u9fff])"
)
_MINE = r"(?:了|我|俺|咱|的|你们?|这个|那个|新|旧|原来)*"
# 918273是我的支付密码.
_BEFORE = re.compile(
    rf"(?<![\d.])({_CODE}|{_NO_HOTLINE}\d{{6,12}}{_NO_UNIT}|{_SPOKEN_CODE}){_PUNCTUATION}{{0,2}}(?:(?:就|才|都)?(?:是|为|系|当|做|作为)|这个|这串|那个|is my){_MINE}\s?(?:{_OF_WHAT}|短信)*的?{_WORD}"
    rf"|(?<![!-~]){_SAID_OF_IT}([!-~]{{4,64}})\s?(?:就|才|都)?(?:是|系|is my){_MINE}\s?{_OF_WHAT}{{0,2}}的?{_PASSWORD_WORD}",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:密保|安全)(?:问题)?的?答案(?:(?:就是|是|为|[:\uff1a=→]|[写填设]的是?|[设改]成)了?\s?|\s)"
    rf"((?!什么|啥|多少|哪|不|没|错|对|否|谁|空|怎|几|在|要|由|自己|忘)[^\s,.。;!?\uff01\uff0c\uff1b\uff1f{OPAQUE}]{{1,30}})"
)
# 200元 is an amount even now, and T20261122-0001 a case.
_RUN_OF_DIGITS = re.compile(
    rf"(?<!\d)(?<!\d{{8}}-)(?:(?<!\d{_PUNCTUATION})(?<!\d{_PUNCTUATION}{{2}})\d(?:{_PUNCTUATION}{{0,3}}\d){{5}}(?!{_PUNCTUATION}{{0,3}}\d|\s?[元块])"
    rf"|\d(?!\d)(?:{_PUNCTUATION}{{1,3}}\d(?!\d)){{2,63}}|\d{{3,7}}(?!\d|\s?[元块]))"
)
_LEADING = re.compile(r"(?:password|passwd|pass|pwd|pw|psw|mima)[:=]|[:=>(\[<\"'-]+", re.IGNORECASE)
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
    r"(?:单号|流水号?|编号|交易号|工单|订单|账号|用户名|昵称|微信号?|型号|版本号?|尾号|代码|错误码)[^\w]{0,2}(?:是|为)?\s?$"
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
# Without one of these nothing spoken of is a secret.
_SPEAKS_OF_ONE = re.compile(
    r"[码令钥案栏背签]|密马|pass|p(?:s?w|in)|mima|mm|cv[cvn]|csc|otp|yzm|code", re.IGNORECASE
)


def find_secrets(folded: Folded, expected: Awaited) -> Iterator[Span]:
    """Where secrets stand in the original text; spans may overlap.

    Awaited CODE adds every run of 3 to 7 digits however they are spelt or set apart, PASSWORD
    any mix of letters and digits and a message that is nothing but a password's shape, PHRASE
    any words that say nothing else, KEY words and long tokens.
    """
    plain = folded.text
    if _SPEAKS_OF_ONE.search(plain):
        for start, end in _spoken_of(plain):
            yield folded.span(start, end)
    for start, end in find_keys(plain):
        yield folded.span(start, end)
    for start, end in (*_awaited(plain, expected), *_shaped(plain, expected)):
        yield folded.span(start, end)


def _shaped(plain: str, expected: Awaited) -> Iterator[Span]:
    """What its shape alone tells."""
    if Awaited.CODE in expected:
        for match in _RUN_OF_DIGITS.finditer(spoken_as_digits(plain)):
            yield match.span()
    wanted = Awaited.PASSWORD in expected
    for match in _ASCII_RUN.finditer(plain):
        start, end = _without_signs(plain, *match.span())
        if (wanted and _mixed(plain[start:end])) or _is_password(plain, match.start(), start, end):
            yield start, end


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


def _spoken_of(plain: str) -> Iterator[Span]:
    """What stands by a word for a secret."""
    for pattern in (_ANNOUNCED, _BESIDE, _BEFORE, _ANSWER):
        for match in pattern.finditer(plain):
            yield match.span(match.lastindex or 0)
    for match in _QUOTED.finditer(plain):
        if not _OF_AN_ERROR.search(match.group(match.lastindex or 0)):
            yield match.span(match.lastindex or 0)
    for match in _PHRASE.finditer(plain):
        end = phrase_end(plain, match.end())
        if end is not None:
            yield match.end(), end


_WHOLE = re.compile(
    r"\s*(?:(?:就|那|它|这)?(?:是|叫|用|设|:|\uff1a)\s?)?(\S(?:.{0,62}\S)?)\s*", re.DOTALL
)
_SHAPED = re.compile(
    rf"(?=[!-~]*\d)[!-~]{{4,64}}|[a-z]{{8,64}}|(?:{_NUMERAL}{_BETWEEN}){{5,31}}{_NUMERAL}|[\u4e00-\u9fff]{{1,6}}\d{{4,12}}",
    re.IGNORECASE,
)
_ANY_TOKEN = re.compile(
    rf"{_SAID_OF_IT}(?!(?:hello|hi|hey|yes|thanks?|sorry|hao|cancel)(?![a-z]))[!-~]{{3,64}}",
    re.IGNORECASE,
)
_OF_ADDRESS = re.compile(r"https?:|www\.|@[a-z\d-]+\.", re.IGNORECASE)


def _awaited(plain: str, expected: Awaited) -> Iterator[Span]:
    """A message that is nothing but what was to come."""
    if not expected & (Awaited.PASSWORD | Awaited.PHRASE | Awaited.KEY):
        return
    if Awaited.KEY in expected and OPAQUE not in plain and is_key(plain):
        yield len(plain) - len(plain.lstrip()), len(plain.rstrip())
        return
    match = _WHOLE.fullmatch(plain.rstrip("。.!,\uff01\uff0c吧啊哦呀呢哈~"))
    if match is None or OPAQUE in match.group(1):
        return
    said = match.group(1)
    if _OF_ADDRESS.search(said) or re.match(rf"\d+\s?(?:{_COUNTERS})", said):
        return
    if _SHAPED.fullmatch(said) or (
        Awaited.PHRASE in expected and (_ANY_TOKEN.fullmatch(said) or is_phrase(said))
    ):
        yield match.span(1)


_HERE = r"(?:如下|在下面|在这里?|(?:我)?(?:发|告诉|说|给|报)(?:给)?[你您]们?(?:了|吧|啊|一下|哈)?|发[你您]|发过来|发过去了?|听好了?|记一下)"
_END = r"[\s:\uff1a,\uff0c.。…~!\uff01\"“「『哈啊呢嘛]{0,8}$"
_ANNOUNCES = re.compile(
    rf"(?P<key>{KEY_WORD})|(?P<code>{_CODE_WORD}|{_CARD_CODE})|(?P<password>{_PASSWORD_WORD}|{_SHORT_WORD})",
    re.IGNORECASE,
)
_OPENLY = re.compile(
    rf"码?(?:(?:{_SUBJECT}{_LEAD}){{1,3}}|\s?{_HERE}|\s?[:\uff1a]){_END}", re.IGNORECASE
)
_ALONE = re.compile(
    rf"\s*(?:这是|以下是|下面是|我|俺|的|你|您|要|{_OF_WHAT}|短信|银行|新|旧|原)*(?:{KEY_WORD}|{_CODE_WORD}|{_CARD_CODE}|{_PASSWORD_WORD})码?{_END}",
    re.IGNORECASE,
)
_ASKING = re.compile(r"[?\uff1f吗么]|怎|什么|多少|忘|不")


_MAY_ANNOUNCE = re.compile(
    rf"[碼詞鑰欄词语]|{_SPEAKS_OF_ONE.pattern}|seed|mnemon|key|recov", re.IGNORECASE
)
_ENDING = 80


def announced_by(text: str) -> Awaited:
    """What the next message may be, when this one ends by announcing it (我的密码是)."""
    if not _MAY_ANNOUNCE.search(text, max(0, len(text) - _ENDING)):
        return Awaited.NOTHING
    plain = fold_with_places(text[-_ENDING:]).text
    *_, last = (None, *_ANNOUNCES.finditer(plain))
    if last is None or _ASKING.search(plain, last.end()):
        return Awaited.NOTHING
    openly = _OPENLY.match(plain, last.end()) is not None
    if not openly and not _ALONE.fullmatch(plain):
        return Awaited.NOTHING
    if last.group("key"):
        return Awaited.KEY
    if last.group("code"):
        return Awaited.CODE
    return Awaited.PASSWORD | (Awaited.PHRASE if openly else Awaited.NOTHING)


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
