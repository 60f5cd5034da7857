"""Which matter a message asks to do without: 不实名行不行, 非要绑卡吗.

Works on plain wording (`kefu.nlu.act_spelling`). Pure. Must not know acts nor the dialogue.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.nlu.act_spelling import BREAK
from kefu.nlu.negated_matter_words import NEGATED_MATTERS

_WITHOUT: Final = (
    "(?<![要会好])(?:不(?:想|愿意?|打算|做|去|用|进行|办|搞|弄|要)?|没(?:有)?(?:做|办|去)?|别|未)"
    "(?:我|[你您]们|的|这个|银行)*"
)
_HAPPENED: Final = "成功|失败|完|掉|好|上|过|了|不了|的"
_FORCED: Final = "(?:非得?要?|必须要?|一定[要得]|强制要?|硬要|只能)(?:先|去|做|办)?"
_ONLY_THEN: Final = r"(?:认证|卡)*(?:不可|不行)?(?:才[能行可]|吗|么|\?|嘛|不可)"
_ASKED: Final = re.compile(
    r"[吗么嘛不?]$|可以吧$|行不行|可不可以|能不能|好不好|成不|会怎|怎么样|有(?:没有|什么|啥)?(?:影响|后果|关系)(?:没有?)?|(?:可以|能)(?:先|暂时)?不(?!了)"
)


_LEFT_OUT: Final = [
    (
        matter.intent,
        re.compile(
            f"{_WITHOUT}(?:{matter.unwanted})(?!{_HAPPENED})"
            f"|{_FORCED}(?:{matter.unwanted}){_ONLY_THEN}"
        ),
    )
    for matter in NEGATED_MATTERS
    if matter.unwanted
]


def left_out(plain: str) -> str | None:
    """The matter of which a plain wording asks whether it can be left out, or what is so then."""
    if not any(map(_ASKED.search, plain.split(BREAK))):
        return None
    found = [
        (match.start(), intent) for intent, words in _LEFT_OUT if (match := words.search(plain))
    ]
    return min(found)[1] if found else None
