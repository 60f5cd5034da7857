"""What is meant where the customer sets it against something else: 我说的是提现不是充值, 不是绑卡我问的是解绑,
我是说退款.

Pure, on folded text. Must not know intents.
"""

from __future__ import annotations

import re
from typing import Final

_I: Final = "(?:我|俺|咱|人家)"
_DO: Final = "(?:问|说|讲|指|找|办|咨询|了解|查|要|想)"
_BEFORE: Final = "(?:不(?:是|对)(?=[, .!啊吧])|错了|说错了?|哎呀?|啊|嗯|哦|那个|都说了|[ ,.!?~])*"
# 我说的是, 我是说, 我的意思是
_SAY: Final = (
    f"(?:{_I}(?:刚才|刚刚|其实|真正|现在|从来|一直)?(?:是)?(?:想|要)?{_DO}+的?(?:就|才|可|一直|其实)?(?:是|系)"
    f"|{_I}(?:就|才|其实)?是(?:想|要)?(?:说|问|讲|指)|{_I}的?(?:本)?意思(?:就)?是(?:说|问)?)"
)
_NOT: Final = (
    "(?:[ ,]|而|又|也|可|并|才)*"
    "(?:不是|唔系|不系|并非|没(?:有)?(?:问|说|讲)|不问|不说|别(?:跟我|给我)?说)(?:让?[你您])?(?:要|想|问|说|什么)*"
)
# Not one person rather than another: 是他转的不是我转的 tells of a theft.
_OTHER: Final = "(?!我|俺|本人|他|她|别人|自己)[^,.?! ]{1,14}"
_END: Final = "[了吧啊呀呢的哦嘛 ,.!~]*$"
_PATTERNS: Final = (
    # X, not Y
    re.compile(
        f"{_BEFORE}(?:{_SAY}|{_I}{_DO}+的?|是|{_DO}+的(?:就)?是)[ ,]*(?P<meant>.{{2,20}}?){_NOT}{_OTHER}{_END}"
    ),
    # not Y, X
    re.compile(
        f"(?:{_I}|[ ,]|啊|哎)*(?:{_DO}+的)?(?:不是|唔系|不系|没(?:有)?(?=问|说)|不(?=问))(?:{_I}|[你您的]|{_DO})*{_OTHER}?[ ,]*"
        f"(?:{_SAY}|{_DO}+的(?:就|才)?是|而是|(?<=[, ])(?:我)?是|{_I}(?:想|要)?问的?)[ ,]*(?P<meant>.{{2,30}}){_END}"
    ),
    # X alone
    re.compile(f"{_BEFORE}{_SAY}[ ,]*(?P<meant>.{{2,40}}){_END}"),
)
# Longer messages tell a story.
_LONGEST: Final = 48
_MAY_CORRECT: Final = re.compile("[是系问说]")
_NEGATES: Final = re.compile("不|没|唔|别|这个$|那个$")


def meant_in(folded: str) -> tuple[int, int] | None:
    """Where that stands which is meant: ``folded[start:end]``; None where nothing is set right.

    What is meant and negated itself (我是说我没忘记密码) is left to those who read negations.
    """
    if len(folded) > _LONGEST or not _MAY_CORRECT.search(folded):
        return None
    for pattern in _PATTERNS:
        if (found := pattern.fullmatch(folded)) is not None:
            start, end = found.span("meant")
            return None if _NEGATES.match(folded, start) else (start, end)
    return None
