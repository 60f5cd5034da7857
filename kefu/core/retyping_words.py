"""The words by which somebody says that the number they typed is wrong: 错了末尾是8.

It must not know which number that was.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

# 错了末尾是8, 号码打错了, 尾号不是6是8
_WRONG: Final = re.compile(
    r"(?=.*(?:号|尾|末|最后|中间|前面|\d))(?:不好意思|抱歉|对不起|哎呀?|啊|哦|不对|刚才|刚刚|我|那个|[ ,.!]){0,8}"
    r"(?:(?:手机号?码?|号码?|电话|尾号|末尾|尾数|最后(?:一位|两位|四位)?|中间|前面)(?:好像|是我|我|是)?(?:打|输|写|发|填|按|说|记|弄|搞)?(?:错|不对|不是)(?:了)?"
    r"|(?:打|输|写|发|填|按|说|记|弄|搞)?(?:错了?|不对)(?:一个|个|一位|了)?(?:数字?|号码?|位)?)"
    r"(?:[ ,.!]|应该|是|不是|末尾|尾号|尾数|最后|一位|两位|四位|\d{1,4}|才对|的|了|啊|呀|哈|吧){0,8}"
)


def retypes_number(text: str) -> bool:
    """Whether the text says that a number was wrong, and no more."""
    return _WRONG.fullmatch(fold_with_places(text).text) is not None
