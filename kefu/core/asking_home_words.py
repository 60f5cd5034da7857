"""The words of somebody who asks their own people before they decide: 问下我老公, 跟家里商量下.

It must not know what there is to decide.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places, squeezed

_PEOPLE: Final = "(?:我|俺|咱)?(?:们)?的?(?:老公|老婆|媳妇|先生|太太|爱人|对象|家[人里]|[妈爸哥姐弟妹]|儿子|女儿|闺女|孩子|老板|领导|公司|单位|朋友|同事|合伙人)"
_ASKS: Final = re.compile(
    f"问(?:一下|下|过|问)?(?:{_PEOPLE}|[我他她]们?$|家里)|等我.{{0,3}}问|请示|征求"
    f"|[和跟同与找给](?:一下)?{_PEOPLE}.{{0,3}}(?:商量|合计|说一?[声下]|通个?气|讨论|核实|确认|打个?电话)(?![了的])"
    f"|(?:听听|看看)(?:一下)?{_PEOPLE}.{{0,3}}(?:意见|怎么说)"
)


_FOLLOWS: Final = re.compile(
    f"(?:那|就|行|好|嗯|我|还是|先|[,\uff0c。.!~]){{0,8}}(?:按照?|照|依|听|随)(?:着|了)?(?:{_PEOPLE}|[他她]们?)(?:说|讲)?的?(?:意思|话|意见|建议|想法|来|办|做|弄|说的)?(?:办|做|来|弄)?(?:吧|好了|了|啊|呗|[,\uff0c。.!~]){{0,4}}"
)
_ADVISED: Final = re.compile(
    f"{_PEOPLE}(?:也|都|就|刚才?|让我|叫我|劝我|要我|跟我)*(?:说|讲|觉得|认为|建议|让|叫|劝|要|意思是)"
)


def follows_advice(text: str) -> bool:
    """Whether the whole text leaves it to what their own people have said: 那就按我儿子的意思吧."""
    return _FOLLOWS.fullmatch(squeezed(text)) is not None


def passes_advice_on(text: str) -> bool:
    """Whether the text tells what their own people advise: 我儿子说先冻结比较稳妥."""
    return _ADVISED.search(squeezed(text)) is not None


def asks_at_home(text: str) -> bool:
    """Whether the text wants to ask others first; what they have said is told."""
    return _ASKS.search(fold_with_places(text).text) is not None
