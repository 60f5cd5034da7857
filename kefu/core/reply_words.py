"""How a proposal is replied to without its name: with a yes alone, with what only shows that it was
heard, or by leaving the decision to others.

It must not know what was proposed.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_YES_WORD: Final = (
    "嗯++|恩++|好(?:的|吧|啊|呀|嘞|滴|哒|呢|好){0,8}|行(?:吧|啊|的|呀)?|可以(?:的|啊|吧|呀)?|要的?|是的?|对的?|中|成|得"
    "|ok(?:的)?|yes|sure|同意|确认|确定|没问题|没意见|按[你您]说的(?:做|办)|就这样|就这么办"
    "|[办弄搞来](?:吧|了吧)|冻"
)
_YES: Final = re.compile(_YES_WORD)
# 嗯, 好的我知道了: heard, which after a reply of patience agrees to nothing.
_HEARD: Final = re.compile(
    r"(?:嗯++|恩++|哦++|噢++|喔++|呃++|额++|好(?:的|吧|啊|呀|嘞|滴|哒|呢){0,8}|行(?:吧)?|ok|[\s,.!~。…\uff0c\uff01]){1,8}"
)
_TAKEN_NOTE: Final = re.compile(
    r"(?:嗯++|哦++|噢|好(?:的|吧)?|行(?:吧)?|那?我?|都|[\s,.。\uff0c]){0,8}(?:知道|晓得|了解|明白|清楚|收到)(?:了|啦)?(?:谢谢[你您]?|多谢|啊|呀|哦|[\s,.。\uff0c!\uff01]){0,8}"
    # 好吧我等 waits, and agrees to nothing
    r"|(?:好(?:的|吧)?|行(?:吧)?|嗯++|那|[\s,.。\uff0c]){0,8}我(?:就|先|再)?等(?:着|吧|一下|(?:[一二两三四五六七八九十几半\d]+(?:天|个?(?:小时|钟头|月|星期)|分钟|周))?(?:看看|看|再说|好了)?(?:吧)?)[\s.。]*"
)
_AROUND: Final = (
    "快(?:点|些|一点)?|赶紧的?|赶快|马上|立刻|立即|现在|就|那|这|吧|啊|呀|了|哦|哈|呢|嘛|先|都|我"
    "|麻烦[你您]?(?:们|了)?|谢谢?[你您]?(?:们|了|啦)?|多谢|辛苦[你您]?(?:们|了|啦)?|请|拜托|帮我|给我|帮忙|处理|操作"
    r"|亲|[\s,.!~。…\uff0c\uff01]"
)
# 行了谢谢 has enough of it.
_ONLY_YES: Final = re.compile(
    rf"(?!.*(?:好麻烦|是我))(?!(?:[行好]了[\s,.吧啊]*){{1,8}}(?:谢|多谢|辛苦|$))(?:{_YES_WORD}|{_AROUND})++"
)
# 都行, 随便: leaves it to others what only the customer can decide.
_OPEN: Final = (
    "(?:我|都|那就?)?听[你您]们?的|(?:怎么|怎样|咋|冻不冻|冻还是不冻|冻也行不冻|哪个|哪样|两个)?(?:都|也)(?:可以|行|成|好|ok|无所谓|没关系|没所谓|随便)|随便(?:[你您]们?)?|随[你您]们?(?:的便|便|吧)?|无所谓|没所谓|冇所谓"
    "|[你您]们?(?:说|觉得|认为|看着?)(?:行|好|可以|成|中|怎么|咋)(?:样|办|弄)?就(?:行|好|可以|成|中|怎么|咋)(?:样|办|弄)?|[你您]们?(?:来|自己)?(?:看着?(?:办|弄|来|处理)|定|决定|做主|说了算|安排|拿主意)|看[你您]们?的?|爱咋咋[的地滴]?|爱怎么(?:样|着|弄)就?(?:怎么(?:样|着|弄))?|不关心|冻不冻|可冻可不冻"
)
_LEFT_OPEN: Final = re.compile(rf"(?:{_OPEN}|{_AROUND}|[啦咯呗]|好的?|行|嗯)++")
_OPEN_WORD: Final = re.compile(_OPEN)


# 立即, 现在就, 快点啊: the first word of the button, typed; 快了 and 马上就来 tell how far it is.
_HURRY: Final = "快(?:点儿?|些|一点)?(?!了)|赶紧的?|赶快|尽快|马上|立[即刻马]|即刻|火速|速度|(?:现在|这)就|就现在"
_URGED: Final = re.compile(
    rf"(?:{_HURRY}|现在|就|那|请|麻烦[你您]?|帮我|给我|帮忙|办|弄|处理|操作|吧|啊|呀|嘛|啦|哈|呗|的|[\s,.!~。…\uff0c\uff01])++"
)
_HURRY_WORD: Final = re.compile(_HURRY)


def agrees(text: str) -> bool:
    """Whether the text is nothing but a yes, with hurry or politeness around it: 嗯嗯快点."""
    folded = fold_with_places(text).text.lower()
    return _ONLY_YES.fullmatch(folded) is not None and _YES.search(folded) is not None


def urges(text: str) -> bool:
    """Whether the text only presses for what was proposed, right behind it: 立即, 快点啊, 现在就办."""
    folded = fold_with_places(text).text.lower()
    return _URGED.fullmatch(folded) is not None and _HURRY_WORD.search(folded) is not None


def leaves_open(text: str) -> bool:
    """Whether the text leaves the decision to others, and says no more: 都行, 随便."""
    folded = fold_with_places(text).text.lower()
    return _LEFT_OPEN.fullmatch(folded) is not None and _OPEN_WORD.search(folded) is not None


_HEDGE: Final = re.compile("好像|似乎|貌似|应该|可能|也许|大概|恐怕|说不定|不好说")


def hedges(text: str) -> bool:
    """Whether a yes is none for certain: 嗯好像也行, 应该可以吧."""
    return _HEDGE.search(fold_with_places(text).text) is not None


def only_hears(text: str) -> bool:
    """Whether the text only shows that something was heard: 嗯, 哦, 好的."""
    return _HEARD.fullmatch(fold_with_places(text).text.lower()) is not None


_NODDED: Final = re.compile(
    r"(?:[嗯恩哦噢喔呃额啊]|en|emm+|m?hm+|(?<=[嗯恩])[呢哪呐呀]|[\s,.!~。…\uff0c\uff01\u3002]){1,8}"
)


def only_nods(text: str) -> bool:
    """Whether the text is nothing but the sound of somebody who listens: 嗯, 哦哦, 嗯嗯."""
    return _NODDED.fullmatch(fold_with_places(text).text.lower()) is not None


_SIGHED: Final = re.compile(r"[,.!~\s]*[哦噢喔嗷啊]")


def sighs_and_nods(text: str) -> bool:
    """Whether a nod begins with the sigh of who has just understood: 哦好的, 哦哦行."""
    folded = fold_with_places(text).text.lower()
    return _SIGHED.match(folded) is not None and only_hears(text)


_ASKS: Final = re.compile(r"？(?:您说“好”[^。]*。)?\s*$")


def asks_at_its_end(said: str) -> bool:
    """Whether what the bot said ends with a question: 好 behind it is an answer."""
    return _ASKS.search(said) is not None


def takes_note(text: str) -> bool:
    """Whether the text says that something is known now, and wants nothing: 好的我知道了."""
    return _TAKEN_NOTE.fullmatch(fold_with_places(text).text) is not None


_INFORMED: Final = re.compile(
    "有(?:底|数|谱|点?眉目)|踏实|放心|安心|清楚|明白|懂|了解|晓得|知道|心里有|(?:讲|说|解释)得(?:挺|很|蛮|还|真|都)?(?:好|对|清|细|有理|有道理|在理)|有道理"
)
_DEED: Final = re.compile(
    "冻|(?<!不)同意|办|弄|搞|关|退|解(?![释决])|提交|吧|来[吧办]|快|马上|赶紧|立刻|确认"
)


def feels_informed(text: str) -> bool:
    """Whether a yes only says that the speaker knows now how it is: 行 那我心里有底了."""
    folded = fold_with_places(text).text.lower()
    return _INFORMED.search(folded) is not None and _DEED.search(folded) is None
