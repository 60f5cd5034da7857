"""The words by which a complaint that was made is taken back: 我要撤销投诉, 不投诉了.

It must not know whether there is one.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_ITS: Final = "(?:我|对你们?|对客服)?(?:的|这个|那个|那条|这条|刚才|刚刚|刚|之前|上次|昨天|前天|先前|原来|提交的?|提的?)*"
_TAKES_BACK: Final = re.compile(
    f"(?:撤销|撤回|撤掉|撤了|撤|取消|收回|销掉|作废|终止|停止|撤下){_ITS}(?:这个|那个|那条)?投诉|投诉[^,，.。;]{{0,8}}?(?:撤|取消|收回|作废|销掉|算了|不要了|不用(?:处理|管|跟)了?)"
    "|(?:不|唔)(?:想|用|要|再|打算|准备)*投诉(?:你们?|他们?|客服|了)*了"
)
_NOT: Final = re.compile(
    "(?:(?<![能会可])不|别|休想|没|绝不|不会|不要|不想|没说|拒绝|被|谁|为什么|凭什么|为啥)(?:让我|想|要|会|能|打算|可能|人|给我|把我的?|我的?|你们|会给)*(?:撤|取消|收回|作废)"
    "|投诉[^,，.。]{0,4}被|(?:不|没).{0,3}(?:道歉|解决|处理|赔).{0,4}(?:不|就不|别)"
)


def takes_back_complaint(text: str) -> bool:
    """Whether the text says, or asks, that a complaint be withdrawn."""
    plain = "".join(fold_with_places(text).text.split())
    return _TAKES_BACK.search(plain) is not None and _NOT.search(plain) is None
