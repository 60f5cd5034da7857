"""Finds passwords, codes and keys in what customers type.

It knows nothing of personal data: a phone number after
the word 密码 is told apart by `kefu.core.privacy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kefu.core.announcing_words import Awaited
from kefu.core.folding import OPAQUE, Folded, Span
from kefu.core.key_words import find_keys
from kefu.core.phrase_words import phrase_end
from kefu.core.secret_name_words import (
    BETWEEN,
    CARD_CODE,
    CODE,
    CODE_WORD,
    HINT,
    LEAD,
    NO_DATE,
    NO_HOTLINE,
    NO_UNIT,
    NUMERAL,
    OF_WHAT,
    PASSWORD_WORD,
    PUNCTUATION,
    SAID_OF_IT,
    SPEAKS_OF_ONE,
    SPOKEN_CODE,
    SUBJECT,
    TOKEN,
    TOLD,
    WORD,
)
from kefu.core.shape_words import awaited, shaped

_OPENING = r"[\s\"'“‘「『《【(\uff08]{0,4}"
# 密码是 …: the sentence itself says that a secret follows.
_ANNOUNCED = re.compile(
    rf"{WORD}码?(?:{SUBJECT}{LEAD}){{1,3}}{_OPENING}{HINT}({CODE}|{SPOKEN_CODE}|{TOKEN})",
    re.IGNORECASE,
)
# 密码 …: what stands beside the word counts only with a
# secret's own shape (忘记密码,200元 is none).
_BESIDE = re.compile(
    rf"{CODE_WORD}{PUNCTUATION}{{0,4}}({CODE})"
    rf"|{PASSWORD_WORD}(?:[四六八468]位(?:数字?)?[,\uff0c\s]{{0,2}}(?:就?是)?)?{PUNCTUATION}{{0,4}}({CODE}|{NO_DATE}\d{{6,19}}{NO_UNIT})"
    rf"|(?:{PASSWORD_WORD}|{CODE_WORD})[\s:\uff1a]{{0,2}}({SPOKEN_CODE})"
    rf"|{PASSWORD_WORD}[\"'“‘「(\uff08]{{0,2}}([a-z]{{8,64}})(?![a-z])"
    rf"|{PASSWORD_WORD}\s({SAID_OF_IT}[a-z]{{6,64}})(?=\s?(?:$|[,\uff0c。;\uff1b\n]))"
    rf"|{CARD_CODE}(?:{PUNCTUATION}{{0,3}}|{SUBJECT}{LEAD}\s{{0,2}})((?:\d{{3,8}}|{NUMERAL}(?:{BETWEEN}{NUMERAL}){{2}}(?!{NUMERAL}|[十百千万])){NO_UNIT})",
    re.IGNORECASE,
)
# 密码是“…”: whatever the quotes hold.
_QUOTED = re.compile(
    rf"{PASSWORD_WORD}(?:{SUBJECT}{LEAD}){{1,3}}\s{{0,2}}(?:"
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
    rf"{PASSWORD_WORD}(?:呢|嘛|啊|就|一直|原来|之前|以前|现在|我?记得|我|\s){{0,3}}(?:应该是|好像是|一直是|就是|设置成|设置为|设成|设为|设的是?|改成|改为|换成|用的是?|(?<!我)是|为(?!了)|系(?!统)|叫)了?[\s:\uff1a,\uff0c]{{0,2}}(?=[\u4e00-\u9fff])"
)
_MINE = r"(?:了|我|俺|咱|的|你们?|这个|那个|新|旧|原来)*"
# 918273是我的支付密码.
_BEFORE = re.compile(
    rf"(?<![\d.])({CODE}|{NO_HOTLINE}\d{{6,12}}{NO_UNIT}|{SPOKEN_CODE}){PUNCTUATION}{{0,2}}(?:(?:就|才|都)?(?:是|为|系|当|做|作为)|这个|这串|那个|is my){_MINE}\s?(?:{OF_WHAT}|短信)*的?{WORD}"
    rf"|(?<![!-~]){SAID_OF_IT}([!-~]{{4,64}})\s?(?:就|才|都)?(?:是|系|is my){_MINE}\s?{OF_WHAT}{{0,2}}的?{PASSWORD_WORD}",
    re.IGNORECASE,
)
_SIX_SPOKEN = rf"{NO_DATE}{NUMERAL}(?:{BETWEEN}{NUMERAL}){{5,7}}(?!{NUMERAL}|[十百千万亿]){NO_UNIT}"
_SIX = rf"{NO_HOTLINE}(?=(?:{BETWEEN}{NUMERAL}){{6}}(?!{BETWEEN}{NUMERAL})){_SIX_SPOKEN}"
# 密码是老伴的生日 480909: what it is made of, then itself.
_HINTED = re.compile(
    rf"{PASSWORD_WORD}{SUBJECT}(?:就?是|为|系|用|设)(?:(?!尾号|单|[错输改付转充扣限])[\u4e00-\u9fff]){{2,16}}(?:\d{{1,4}}\s)?[\s:,]?({NO_DATE}(?:\d{{6,8}}|(?=[a-z]{{0,24}}\d)[a-z\d]{{6,24}})){NO_UNIT}"
    rf"|{PASSWORD_WORD}{SUBJECT}(?:就?是|为|系|用|设)(?:(?![错输改付转充扣限])[\u4e00-\u9fff]){{2,12}}?[\s:,\uff0c]?({_SIX_SPOKEN})",
    re.IGNORECASE,
)
_NAME_AND_NUMBER = re.compile(
    rf"{PASSWORD_WORD}(?:{SUBJECT}{LEAD}){{1,2}}\s?((?:(?![错输改付转充扣限了的过后前日天机证话])[\u4e00-\u9fff]){{2,6}}\d{{3,12}})(?=\s?(?:$|[,\uff0c。!\uff01;\uff1b\n]))"
)
# 验证码它显示的是 392817, 那个码是 392817.
_CODE_AFTER_WORDS = re.compile(
    rf"{CODE_WORD}(?:(?![等过错]|分钟)[\u4e00-\u9fff]){{0,8}}(?:是|为|系|给你听?|:|\uff1a)\s{{0,2}}({CODE}|{SPOKEN_CODE})"
    rf"|(?:(?<![号密条扫款数编代维误荐惠请邀邮单券])码(?:就?是|系|:)|(?:收到|来了?|发来)的?[了一]?个?码)\s?(\d(?:[ -]?\d){{5}}(?![ -]?\d){NO_UNIT})"
    rf"|(?<![号密条扫款数编代维误荐惠请邀邮单券])码(?:就?是|系|:|\uff1a){{1,2}}\s?({_SIX_SPOKEN})"
    rf"|(?:短信(?:来了?|到了?|收到了?|有了)|收到短信了?|一串(?:数字?|号码)|[六6]个数字?)[\s,\uff0c:\uff1a]{{1,3}}({_SIX})(?=\s?(?:$|[,\uff0c。!\uff01\n]))"
    # 短信里写的是 392817
    r"|(?:短信|发(?:给)?我的?|收到的?|发来的?)(?:(?![金额单尾卡余钱])[\u4e00-\u9fff]){0,8}?(?:数字?|号码?|[六6]位数?|写的?|显示的?|内容)(?:就?是|系|为|[:\uff1a])\s{0,2}"
    rf"({_SIX})"
)
# 密码忘了,好像是 … 或者 …
_GUESS = rf"({CODE}|{SPOKEN_CODE}|(?=[a-z]{{0,24}}\d)[a-z\d]{{5,24}})"
_GUESSED = re.compile(
    rf"{PASSWORD_WORD}[^\d。\n{OPAQUE}]{{0,8}}?(?:(?:好像|可能|应该|大概|也许|估计|似乎|印象中?|记得|不是)是|[好记]得)\s?{_GUESS}"
    rf"|{PASSWORD_WORD}[^。\n{OPAQUE}]{{0,14}}{OPAQUE}{{6,}}[\s,\uff0c]{{0,2}}(?:或者?|要么|要不然?|还是|再不|不然|不行就)是?\s?{_GUESS}",
    re.IGNORECASE,
)
# 密码第一次输的 … 第二次输的 …; 账号密码 138… / …
_AGAIN = re.compile(
    rf"{PASSWORD_WORD}[^。\n]{{0,24}}?[一二两三下]次?(?:输|试|填|用|打)(?:入|了|的|过|是){{0,2}}\s?{_GUESS}"
    rf"|账[号户](?:和|、|/)?密码[\s:\uff1a是]{{0,3}}(?:{OPAQUE}+|[!-~]{{4,40}})\s{{0,2}}[/,\uff0c、\s]\s{{0,2}}((?=[a-z]{{0,24}}[\d!@#$%^&*_])[!-~]{{5,40}})",
    re.IGNORECASE,
)
# 密码我念给你 …
_TOLD = re.compile(
    rf"(?:{PASSWORD_WORD}|{CODE_WORD})[\s,\uff0c]?{TOLD}[吧啊哈哦]?[\s:\uff1a,\uff0c]{{0,3}}{_GUESS}",
    re.IGNORECASE,
)
# 手势密码从左上开始 14789
_GESTURE = re.compile(
    rf"(?:手势|图案|九宫格)(?:密码)?[^\d。\n]{{0,10}}?({NO_HOTLINE}{NO_DATE}\d(?:[-→>,、\s]{{0,2}}\d){{3,8}})(?![.\d]){NO_UNIT}"
)
# 输入864200显示密码错误; 原密码是 … 改成975311; the password I use is …
_TRIED = re.compile(
    rf"(?:输入?|试|用|填)了?\s?(\d{{6}}(?!\d){NO_UNIT})[^\d。\n{OPAQUE}]{{0,8}}(?:密码|验证码)"
    rf"|{PASSWORD_WORD}[^。\n]{{0,16}}?(?:改|换|变)[成为]了?\s?({CODE}|{TOKEN})"
    rf"|(?<![a-z])(?:password|passcode|pin)\s(?:[a-z]+\s){{1,4}}(?:is|was)\s((?=[a-z]{{0,32}}\d)[!-~]{{4,64}})"
    r"|(?<!error )(?<!promo )(?<!zip )(?<!post )(?<![a-z])code(?:\s?[:=]|\s(?:i\s[a-z]{3,8}\s)?is|\s?(?<!错误code)是)\s?(\d{6})(?!\d)"
    r"|(?<![a-z])my\s(?:[a-z]{3,12}\s)?code\s(\d{6})(?!\d)"
    r"|有效期\D{0,3}\d{2}\s?/?\s?\d{2}\D{0,6}(\d{3})(?!\d)",
    re.IGNORECASE,
)
_HALF = (
    r"[一二两三四五六\d]?[位个]?(?:数字|字母)?(?:是|为)?(?:[\s:\uff1a]{1,2}(?=[a-z]{0,6}\d))?"
    rf"([a-z\d]{{2,8}}|{NUMERAL}{{2,8}}(?![十百千万])){NO_UNIT}"
)
_PART = re.compile(
    rf"{PASSWORD_WORD}的?(?:前|后|最后|开头|结尾){_HALF}(?:[\s,\uff0c]?(?:前|后|最后|结尾){_HALF})?",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:密保|安全)(?:问题)?的?答案(?:(?:就是|是|为|[:\uff1a=→]|[写填设]的是?|[设改]成)了?\s?|\s)"
    rf"((?!什么|啥|多少|哪|不|没|错|对|否|谁|空|怎|几|在|要|由|自己|忘)[^\s,.。;!?\uff01\uff0c\uff1b\uff1f{OPAQUE}]{{1,30}})"
)


def find_secrets(folded: Folded, expected: Awaited) -> Iterator[Span]:
    """Where secrets stand in the original text; spans may overlap.

    Awaited CODE adds every run of 3 to 7 digits however they are spelt or set apart, PASSWORD
    any mix of letters and digits and a message that is nothing but a password's shape, PHRASE
    any words that say nothing else, KEY words and long tokens.
    """
    plain = folded.text
    if SPEAKS_OF_ONE.search(plain):
        for start, end in _spoken_of(plain):
            yield folded.span(start, end)
    for start, end in find_keys(plain):
        yield folded.span(start, end)
    for start, end in (*awaited(plain, expected), *shaped(plain, expected)):
        yield folded.span(start, end)


_BY_A_WORD = (
    _ANNOUNCED,
    _BESIDE,
    _BEFORE,
    _HINTED,
    _NAME_AND_NUMBER,
    _CODE_AFTER_WORDS,
    _TRIED,
    _GUESSED,
    _TOLD,
    _AGAIN,
    _GESTURE,
    _ANSWER,
)


def _spoken_of(plain: str) -> Iterator[Span]:
    """What stands by a word for a secret."""
    for pattern in _BY_A_WORD:
        for match in pattern.finditer(plain):
            yield match.span(match.lastindex or 0)
    for match in _PART.finditer(plain):
        yield from (match.span(group) for group in (1, 2) if match.group(group))
    for match in _QUOTED.finditer(plain):
        if not _OF_AN_ERROR.search(match.group(match.lastindex or 0)):
            yield match.span(match.lastindex or 0)
    for match in _PHRASE.finditer(plain):
        end = phrase_end(plain, match.end())
        if end is not None:
            yield match.end(), end
