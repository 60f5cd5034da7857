"""What is wanted with the second step of logging in: switched on, switched off, or told how it
stands. Only where it is named itself; a fingerprint, a face or a token is another thing.

It must not know the dialogue.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.folding import squeezed


class Switch(StrEnum):
    """What shall be done about it."""

    ON = "on"
    OFF = "off"
    STATE = "state"
    """Nothing: whether it is on is asked."""
    HOW = "how"
    """Nothing yet: how it is switched is asked."""


_NAMED: Final = re.compile(
    "(?:二|两|2|双)[次步重因][^,.!?]{0,2}?(?:验证|认证|确认|校验|核验)|双(?:重|因素|因子)|两步(?:式)?登录|第二(?:步|道|重)(?:的)?(?:验证|认证|确认)"
    "|2fa"
)
_ON: Final = re.compile(
    "(?:开(?!的|着)|打开|启用|开启|开通|(?:加|弄|整|搞|设)上|恢复|设置(?:一下|上)|装上|用上)"
)
_OFF: Final = re.compile(
    "关(?!于|系|心|键|注)|停用|停掉|取消|去掉|解除|撤[掉销了]|禁用|不(?:想|要|需要|打算|再)+(?:再|用|开|每次|搞|弄)|不用了"
)
_HOW: Final = re.compile(
    "怎么|怎样|如何|咋|在哪|哪[里儿]|什么地方|步骤|流程|教程|入口|方法|好处|坏处|有什么|什么用|是什么|啥|为什么|为何|安全吗|安不安全|要钱|收费|费用|多久|影响|后果|会怎|会不会|该不该|要不要|有没有必要|用不用|必须|一定要|强制|的话|如果|要是|万一|以后还|之后还|后还"
)
_STATE: Final = re.compile(
    "开(?:启|通|着|了)+[^,.!?怎如]{0,10}(?:吗|没有?|么)$|开(?:启|通|着|了|没)*(?:没有?|了没有?|了吗|着吗|吗|么|着没|着的吗|没开)$|是不是(?:开|关)|有没有(?:开|关|打开)|(?:是|处于)?(?:什么|啥)状态"
    "|(?:开|关)(?:着|了)(?:的)?(?:吗|么|没|呢|\\?)|(?:现在|目前)是(?:开|关)|是(?:开|关)(?:着|的)|查(?:一?下|看)?[^,.]{0,8}(?:状态|开没开|是否)|开没开|关没关|是否(?:已经?)?(?:开|关)"
)
_NOT: Final = re.compile(
    "(?:(?<![能可要是])不(?:想|要|用|需要|必|打算)?|别|先别|没(?:有)?(?:说|让|要|想)?|不是(?:要|想)?)[^,.!?]{0,3}(?:关|取消|停用|去掉)"
    "|(?:(?<![能可要是])不(?:想|要|用|需要|打算)?|别|先别|没(?:有)?(?:说|让)|不是(?:要|想)?)[^,.!?]{0,3}(?:开启|打开|开通|启用|开二|开两|开双|开(?=[,.!]|$))"
)
_TROUBLE: Final = re.compile(
    "(?:开|关|打|取消|停)[^,.!?]{0,4}(?:不了|不上|不掉|失败|不成功)|没(?:法|办法)|收不到|验证码没|谁[^,.]{0,10}(?:关|开)|被(?:人|别人|他)?[^,.]{0,3}(?:关|开|取消)"
)


def switch_in(text: str) -> Switch | None:
    """What is wanted; None where it is not named, only spoken of, or something else is the
    trouble.
    """
    said = squeezed(text).rstrip("。.!！?？~ ,，")
    if not _NAMED.search(said):
        return None
    if _STATE.search(said) and not re.search("帮我|给我|请|麻烦", said):
        return Switch.STATE
    if _TROUBLE.search(said):
        return None
    off, on = _OFF.search(said), _ON.search(said)
    if _HOW.search(said):
        return Switch.HOW if off or on else None
    if _NOT.search(said) and not (off and on):
        # 不想开二次验证了 switches it off only where it is on, and 别关 leaves it.
        return None
    if off and on:
        return None
    return Switch.OFF if off else Switch.ON if on else None
