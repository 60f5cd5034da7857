"""One plain wording for how things are said in many: dialect, sounds, slips, politeness around it.

Made for reading the manner alone: places in the text are lost. Pure, on folded text. Must not know
what acts there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kefu.nlu.plain_words import LATIN_MEANT, MEANT, SIGNS

# What ends a clause; a question mark stays, as it says something.
BREAK: Final = "|"

_LATIN_WORDS: Final = re.compile(
    r"(?<![a-z])(?=[a-z])(?:"
    + "|".join(re.escape(key) for key in sorted(LATIN_MEANT, key=len, reverse=True))
    + r")(?![a-z])"
)
# 选A
_LATIN_CHOICE: Final = re.compile(r"(?<![a-z0-9])[abcd](?![a-z0-9])")
_OTHER_LATIN: Final = re.compile(r"[a-z]+(?:[ '][a-z]+)*")
_AS_WRITTEN: Final = re.compile(
    "|".join(re.escape(key) for key in sorted(MEANT, key=len, reverse=True))
)
_SIGN: Final = re.compile("|".join(re.escape(sign) for sign in SIGNS))
_OTHER: Final = (
    # 表冻, but not 表格
    (re.compile(r"(?<![代手外图])表(?=[冻转退给这弄动]|$)|(?<!\w)表(?=\W)"), "不要"),
    (re.compile(r"(?<![联关体派干维没])系(?=[不的啊呀我这那下\W]|$)"), "是"),
    (re.compile(r"(?<![索莫])莫(?=[冻转退给弄动改碰急]|\W|$)"), "别"),
    (re.compile(r"(?<![索莫])莫得?(?=问题|意见|关系)"), "没"),
    (re.compile(r"勿(?=[冻转退给弄动改碰扰])"), "别"),
    (re.compile(r"(?<!花)呗"), "吧"),
    (re.compile(r"(?<![感开报])恩(?!爱|情)"), "嗯"),
    (re.compile(r"(?<!\w)麻烦(?=\W*$)"), "谢谢"),
    (re.compile(r"好久(?=[能到才可])"), "多久"),
    (re.compile(r"要好久"), "要多久"),
    (re.compile(r"好多钱"), "多少钱"),
    (re.compile(r"未(?=到|收|处理|解决)"), "没"),
    (re.compile(r"(?<!成)不成(?=$|[,.!| ])"), "不行"),
    (re.compile(r"帐(?=[户号单])"), "账"),
    (re.compile(r"到帐"), "到账"),
)
_REFERENCE: Final = re.compile(r"\[[\u4e00-\u9fff]{2,6}:[^\]]*\]")
_STICKER: Final = re.compile(r"\[[\u4e00-\u9fff]{1,3}\]")
_EMOJI: Final = re.compile(
    r"[\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u200b-\u200f\u20e3\u2060\ufe0f\ufeff]"
)
# A number that may be one of a list, and any other.
_LONG_NUMBER: Final = re.compile(r"\d+[.:*-][\d*]+|\d[\d* -]+[\d*]")
_SHORT_NUMBER: Final = re.compile(r"\d+")
_SPELT_NUMBER: Final = re.compile(r"[一二两三四五六七八九十百千万零]+(?=[块元毛])")
_ORDINAL: Final = re.compile(
    r"第[一二两三四五六七八九十幺n]+|倒数第[一二两三]|(?<=[选])[一二三四五]$"
)
_MARKS: Final = re.compile(r"[\s\W_]+")
_REPEATED: Final = re.compile(r"([^\W\da-z])\1{2,}")
_ONLY_PARTICLES: Final = re.compile("[啊呀哈哦哟噢喔哇诶欸哎唉嘿呃额]+")
_LAST_PARTICLES: Final = re.compile(r"(?<=[^|^])[啊呀哈哦哟噢喔哇诶欸]+(?=$|[|?])")
_OPENING: Final = re.compile(
    r"^(?:(?:亲爱的|亲们?|[你您]们?好|哈喽|hello|hi|嗨|喂|早上好|下午好|晚上好|不好意思|抱歉|对不起|打扰(?:一下|了)|劳驾|请教一下"
    r"|拜托|求求[你您]们?|(?:小姐姐|小哥哥|美女|帅哥|老师|师傅|大哥|大姐|客服|小助手)们?好|小姐姐|小哥哥|美女|帅哥|老师|师傅|大哥|大姐|急|[额呃哎唉啊哦噢诶欸嘿哈害嗨]|那个(?=[|，])|话说|客服(?=\|)|在[吗么]|有人吗|emm+)\|?){1,12}(?=.)"
)
_CALLING: Final = re.compile(r"^(?:(?:在[吗么]|有人吗)[|?]?){1,8}(?=[^|?])")
_POLITE: Final = re.compile(
    r"(?:^|(?<=\|)|(?<=[好行那能先就可以的吧嗯]))(?:请问(?:一下|下)?|麻烦[你您]?们?(?![了死吗|]|$)|请[你您](?=[帮给把])|请(?![问假客教求示]|$))\|?"
)
_THANKS: Final = re.compile(
    r"(?:先|那就?|真的?|真是|太|非常|十分|万分|多)?(?:谢谢|多谢|感谢|感激(?:不尽)?|感恩|鸣谢|(?<!都)谢(?=[了过啦|]|$)|辛苦(?!钱)|(?<!那)(?<!太)麻烦[你您]们?了|费心了|拜谢|叩谢)(?:[你您大家]|们|客服|亲|过|[了啦]|辛苦){0,8}"
)
_NO_THANKS: Final = re.compile(r"(?:[不别]|不用)谢(?!谢)|谢什么|感谢信|谢个")
_PRAISE: Final = re.compile(
    r"^(?:(?:[你您]们?|服务|态度|客服|人|效率|反应|真|太|很|非常|好){0,8}"
    r"(?:棒|厉害|牛|赞|贴心|给力|专业|不错|满意|暖心|靠谱了|善良|负责|耐心|优秀|真好)[了的呢吧不错啦啊呀]*|真是太好了)$"
    r"|[你您](?:人)?真好$|(?:效率|速度|反应|处理|回复)(?:真|挺|很|蛮|太|还|够){1,8}(?:高|快|及时)|点个?赞|有用了$|好人$|良心客服|鼓掌|夸夸|送[你您花个朵一小红]*花|[幸多亏][亏得]有[你您]|[你您](?:最|太)好了|(?:答|讲|解释|说)得(?:真|很|太)(?:好|清楚|明白|细)|劳神|难为[你您]|阿里嘎多|三克油|承蒙|一级棒|点个?赞|好评|五星|帮了?我?大忙|多亏(?:了)?[你您]|好人一生平安|么么的?|表扬|大大的赞|好样的|受累了|有劳[你您]?了|[你您]最棒|(?:处理|回复|解答)得(?:真|很|太){1,8}[快好]|^(?:真|太|很|非常|蛮|挺)好(?:了|的)?$|^棒棒的?$|到位|有耐心|鞠躬|抱拳|(?<!不)(?<!不太)满意[你您的]|^棒$|比心|爱[你您]们?$|(?:服务|态度)(?:真|很|挺|太)?好"
)
_NO_PRAISE: Final = re.compile(
    r"[不差没]好评|[吗?]|什么|怎么|差评|不(?:太|怎么|是很)?(?:满意|专业|负责|靠谱)|[投告骂]"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A message in plain wording."""

    text: str
    """Clauses with `BREAK` between them, `n` for a number that may count, `N` for any other."""
    thanks: bool
    """Thanks or praise stood in it; thanks are taken off."""


def plain(folded: str) -> Wording:
    """The plain wording of a folded text."""
    return _plain(folded)


@lru_cache(maxsize=64)
def _plain(folded: str) -> Wording:
    text = _SIGN.sub(lambda sign: f" {SIGNS[sign[0]]} ", folded)
    text = _REFERENCE.sub("N", text)
    text = _EMOJI.sub(" ", _STICKER.sub(" ", text))
    text = _AS_WRITTEN.sub(lambda written: MEANT[written[0]], text)
    for written, meant in _OTHER:
        text = written.sub(meant, text)
    if _OTHER_LATIN.search(text):
        text = _LATIN_WORDS.sub(lambda word: LATIN_MEANT[word[0]], text)
        text = _OTHER_LATIN.sub("w", _LATIN_CHOICE.sub("1", text))
    text = _LONG_NUMBER.sub("N", text)
    text = _SHORT_NUMBER.sub(lambda number: "n" if len(number[0]) < 3 else "N", text)
    text = _ORDINAL.sub("第n", _SPELT_NUMBER.sub("N", text))
    text = _MARKS.sub(lambda marks: "?" if "?" in marks[0] else BREAK, text).strip(BREAK)
    text = _CALLING.sub("", _REPEATED.sub(r"\1\1", text))
    thanks = False
    if _THANKS.search(text) and not _NO_THANKS.search(text):
        thanks = True
        text = _THANKS.sub(BREAK, text).strip(BREAK)
    if _PRAISE.search(text) and not _NO_PRAISE.search(text):
        thanks = True
        text = _PRAISE.sub(BREAK, text)
    text = _LAST_PARTICLES.sub("", text)
    text = re.sub(r"\|*\?\|*", "?", re.sub(r"\|{2,}", BREAK, text)).strip(BREAK)
    text = _OPENING.sub("", text)
    text = _POLITE.sub("", text) or text
    return Wording(text.strip(BREAK), thanks)
