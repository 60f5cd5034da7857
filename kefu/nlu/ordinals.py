"""A place in a list, said by number: 2, 第二个, 二, 选2, 第2条. Pure, on folded text."""

from __future__ import annotations

import re
from typing import Final

_NUMBERS: Final = "一二三四五六七八九十"
_ORDINAL: Final = re.compile(
    r"(?:我?(?:选|要|是|点)(?:择|的是)?)?第?\s*([一二三四五六七八九十]|\d{1,2})\s*"
    r"(?:个|笔|条|单|项|种|号|张卡?)?(?:那个|那笔)?[吧呀啊的]?"
)
_LAST: Final = 10
NEXT: Final = 0
_LEADS: Final = (
    "(?:那|先|再|还有|接着|然后|就|我们?|咱们?|来|请|好的?|嗯|现在|可以|换|回到|你|帮我|[ ,]){0,8}"
)
_TO_SAY: Final = "(?:说|讲|看|办|弄|处理|问|聊|搞|解决|回答)(?:一?下|说)?"
_THING: Final = "(?:个|件|条|项)(?:事情?|问题|业务)?"
_IN_TALK: Final = re.compile(
    f"{_LEADS}(?:(?P<say>{_TO_SAY})(?:我的|我说的|刚才的?|那){{0,8}})?(?:第(?P<place>[一二三四1-4])|(?P<next>下一|另外?一|后面那))"
    f"{_THING}(?:呢|吧|啊|先|怎么[办弄]|还没[说办弄回答]+|没[说办弄]|[ ,.?!]){{0,8}}"
)
_SAID_MORE: Final = re.compile("说|讲|看|办|弄|处理|问|聊|事|呢|还有|没|先|解决")


def ordinal(folded: str) -> int | None:
    """The place that a text names, from 1; None when it says anything else."""
    found = _ORDINAL.fullmatch(folded.strip(" .,!~、"))
    if found is None:
        return None
    number = int(found[1]) if found[1].isdigit() else _NUMBERS.index(found[1]) + 1
    return number if 1 <= number <= _LAST else None


_NAMED: Final = re.compile(
    "(?:我?(?:要|选|点|是|就|说的是)?){0,8}(?:(?:上面|刚才|前面|刚刚|下面)(?:那|这)?个?|(?:那|这)个)"
    "(?:说的|的)?([\u4e00-\u9fff]{2,5}?)(?:的?(?:那个|按钮|选项))?的?[吧啊呀 ,.!]*"
)


def named_choice(folded: str) -> str | None:
    """What a text names of something shown just before: 预约 in 上面那个预约的."""
    found = _NAMED.fullmatch(folded.strip())
    return found[1] if found is not None else None


def place_in_talk(folded: str) -> int | None:
    """Which of several things told before is to come, from 1; `NEXT` for the one after, None where
    nothing of the kind is said. A mere 第二个 picks from a list instead.
    """
    found = _IN_TALK.fullmatch(folded.strip(" .,!~、?"))
    if found is None:
        return None
    if found["next"]:
        return NEXT
    if not _SAID_MORE.search(folded):
        return None
    return int(found["place"]) if found["place"].isdigit() else _NUMBERS.index(found["place"]) + 1
