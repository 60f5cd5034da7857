"""How a human is spoken of without one being called: asked about, or wanted for later.

It must not know the dialogue.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_PEOPLE: Final = "(?:人工|真人|客服|活人)"
_CALLED: Final = f"(?:转接?|找|叫|要|联系)(?:到|个)?{_PEOPLE}"
# 除了转人工还有别的办法吗, 是不是转人工才能解决, 必须转人工吗
_DOUBTED: Final = re.compile(
    f"除了{_CALLED}|{_CALLED}(?:才|有用|管用|能解决|有什么用|干嘛|干什么)"
    f"|(?:必须|一定|非得?|需不需要|用不用|要不要|不)要?{_CALLED}.{{0,6}}[吗么不?？]"
)
# 如果退不了就转人工, 解决不了再转人工
_LATER: Final = re.compile(
    f"(?:如果|要是|万一|假如|倘若|除非).{{1,16}}(?:再|就|才|我)(?:帮我|给我|去)?{_CALLED}"
    f"|(?:不了|不行|不好|没用|不到).{{0,3}}再(?:帮我|给我|去)?{_CALLED}"
)


# 给我转机器人: asked for in the words in which a human is.
_MACHINE: Final = re.compile(
    "(?:要|转|换|用|叫|找|跟|和|来|让|回)(?:成|到|个|回|给|你们|的|我)*(?:机器人|智能助手|智能客服)"
)
_NO_MACHINE: Final = re.compile(
    f"(?:不|别|勿|唔)[^,，。]{{0,4}}机器人|机器人.{{0,4}}(?:不|没|滚)|{_PEOPLE}"
)


def wants_machine(text: str) -> bool:
    """Whether the text asks for the bot, and for no human."""
    plain = _plain(text)
    return _MACHINE.search(plain) is not None and _NO_MACHINE.search(plain) is None


def doubts_people(text: str) -> bool:
    """Whether the text asks if a human is needed, or would be of use."""
    return _DOUBTED.search(_plain(text)) is not None


def wants_people_later(text: str) -> bool:
    """Whether a human is wanted only if something else does not help."""
    return _LATER.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return "".join(fold_with_places(text).text.split())
