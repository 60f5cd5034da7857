"""The words of somebody who asks their own people before they decide: 问下我老公, 跟家里商量下.

It must not know what there is to decide.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_PEOPLE: Final = "(?:我|俺|咱)?(?:们)?的?(?:老公|老婆|媳妇|先生|太太|爱人|对象|家[人里]|[妈爸哥姐弟妹]|儿子|女儿|闺女|孩子|老板|领导|公司|单位|朋友|同事|合伙人)"
_ASKS: Final = re.compile(
    f"问(?:一下|下|过|问)?(?:{_PEOPLE}|[我他她]们?$|家里)|等我.{{0,3}}问|请示|征求"
    f"|[和跟同与找给](?:一下)?{_PEOPLE}.{{0,3}}(?:商量|合计|说一?[声下]|通个?气|讨论|核实|确认|打个?电话)(?![了的])"
    f"|(?:听听|看看)(?:一下)?{_PEOPLE}.{{0,3}}(?:意见|怎么说)"
)


def asks_at_home(text: str) -> bool:
    """Whether the text wants to ask others first; what they have said is told."""
    return _ASKS.search(fold_with_places(text).text) is not None
