"""The words that only call for attention: 在吗, 有人吗, 喂. Beside others they say nothing.

It must not know who is called.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

_LONGEST: Final = 20
_CALLS: Final = re.compile(
    "(?:你好|您好|亲|喂|哈喽|hello|hi|嗨|人呢|(?:你们?|您|客服|有人|还|人){0,8}(?:在吗|在么|在嘛|在不在?|在线吗|在没|在(?=[?？])|系度吗)|有人吗|有没有人|有人(?:在)?(?:吗|么|没)|[?!~,.。，？！…]){1,8}(?:啊|呀|呢|哦){0,8}[?!~.。？！…]*"
)


def only_calls(text: str) -> bool:
    """Whether the text only calls for somebody's attention."""
    plain = squeezed(text)
    return len(plain) <= _LONGEST and _CALLS.fullmatch(plain) is not None
