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
    f"除了{_CALLED}|{_CALLED}不(?:转接?|找|叫){_PEOPLE}?(?:都|也)|{_CALLED}(?:才|有用|管用|能解决|有什么用|干嘛|干什么)"
    f"|(?:必须|一定|非得?|需不需要|用不用|要不要|不)要?{_CALLED}.{{0,6}}[吗么不?？]"
)
# 如果退不了就转人工, 解决不了再转人工
_LATER: Final = re.compile(
    f"(?:如果|要是|万一|假如|倘若|除非).{{1,16}}(?:再|就|才|我)(?:帮我|给我|去)?{_CALLED}"
    f"|(?:不了|不行|不好|没用|不到).{{0,3}}再(?:帮我|给我|去)?{_CALLED}"
)

# 人工客服是真人吗, 转人工的按钮在哪, 人工能解决吗; 我刚才跟人工聊过了, 上次人工说会处理
_SPOKEN_OF: Final = re.compile(
    f"{_PEOPLE}(?:客服|服务)?(?:都|到底|究竟)?(?:是|系)(?:不是)?(?:真的?人|机器人?|活人|人|骗子)|{_CALLED}的?(?:按钮|按键|入口|键)"
    f"|{_PEOPLE}(?:客服)?(?:一共|总共|现在|那边)?(?:有)?(?:几个|多少个?)(?:人|位)"
    f"|{_PEOPLE}(?:客服)?(?:能|可以|会|能不能|会不会)(?:帮我|给我|马上|真的)*(?:解决|处理|搞定|退|解冻|解锁|办|弄)(?:得了|好|掉)?[^,.!，。！]{{0,3}}[吗么不?？]"
    f"|(?:跟|和|找|问|与)(?:过)?(?:你们)?的?{_PEOPLE}(?:客服)?(?:都|已经)?(?:聊|说|谈|讲|沟通|反映|联系|问|确认)过"
    f"|(?:上次|上回|之前|刚才|刚刚|昨天|前天)(?:的|那个|有个|你们)?(?:{_PEOPLE}){{1,2}}(?:就|都|已经)?(?:说|告诉|答应|让|叫)"
    f"|{_PEOPLE}(?:客服)?(?:就|都|已经|也)*(?:跟我|和我)?(?:说|讲|答应|回复)[过了]|(?:转|找|问|联系)过(?:你们)?的?{_PEOPLE}"
)
# 你先别转, 暂时不要转接
_NOT_YET: Final = re.compile(
    "(?:别|不要|不用|甭|勿|莫)(?:急着|忙着|给我|帮我|把我|马上|再|就)*(?:转接?|接人工|接通)(?!账|帐|钱|错|走|出|来转去|[^,.，。]{0,3}(?:机器|智能|助手))"
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
    """Whether the text asks if a human is needed, or would be of use, or only tells of one."""
    plain = _plain(text)
    return _DOUBTED.search(plain) is not None or _SPOKEN_OF.search(plain) is not None


def wants_people_later(text: str) -> bool:
    """Whether a human is wanted only if something else does not help, or not yet."""
    plain = _plain(text)
    return _LATER.search(plain) is not None or _NOT_YET.search(plain) is not None


def _plain(text: str) -> str:
    return "".join(fold_with_places(text).text.split())
