"""The words that want something closed and do not say what: 关了, 先关上.

It must not know what there is to close.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_AROUND: Final = "那|就|先|快点?|赶紧|马上|[给帮]我?|把|都|全部?|统统|再说|[你嗯好吧呗啊呀啦]|我的?|账[户号]|钱包|号|它|这个"
_CLOSES: Final = re.compile(f"(?=.*关)(?:{_AROUND}|关(?:了|掉|上|闭|停|起来|一下)*)++")
_MARKS: Final = re.compile(r"\W+")


def closes(text: str) -> bool:
    """Whether the text only wants something closed."""
    return _CLOSES.fullmatch(_MARKS.sub("", fold_with_places(text).text)) is not None
