"""The sighs of somebody who was robbed: 我真是蠢, 真烦人, 都怪我. They blame themselves or their luck and
want nothing; whoever blames us is none of them.

It must not know what is answered.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_LONGEST: Final = 20
_AROUND: Final = r"[\s,.!?~…。\uff0c\uff01\uff1f]|唉++|哎++呀?|哎哟|诶|呜++|啊|呀|呢|吧|嘛|哦|噢|嗯|是啊?|对啊?|的|了|我|俺|自己|今天|这次|这下|这回|这事(?:儿)?|真的?|真是|可真|是不是|特别|非常|挺|有点|应该|实在|简直|当初|居然|竟然|为什么|为啥|怎么会|太|好|很|怎么|咋|这么|那么|就|也|都|又|得|快|要|死|透顶?|极|现在|心里|人|一个|一直|让人|叫人|搞得|弄得|整得|觉得|感觉|当时|还|这|事(?:儿)?"
_SIGH: Final = (
    "蠢(?:货|猪)?|傻(?:子|瓜|帽)?|笨(?:蛋)?|糊涂|天真|单纯|太相信(?:别人|他们?|她|人)|鬼迷心窍|脑子(?:进水|不清楚|短路)|大意|贪心|贪小便宜|没脑子|(?:我|自己)(?:可?真(?:是)?|怎么|太|这么|也){0,8}没用|倒霉|倒楣|晦气|造孽|作孽|命苦|点背|背"
    "|对不起(?:我)?(?:[爸妈]{1,2}|家里人?|家人|父母|老[婆公]|孩子|儿子|女儿)|没脸(?:回家|见(?:爸妈|妈|爸|家人|家里人?|老[公婆]|孩子))|后悔|悔(?:死|恨|青)(?:肠子)?|肠子都悔青|怪我|活该|丢人|没脸见人|难受|难过|心疼|心痛|心累|心烦|心慌|烦(?:人|躁)?|糟心|闹心|堵(?:得慌|心)|郁闷|憋屈|委屈|想哭|哭|崩溃|疯|气(?:人|死)?|无语|头疼|头大|恨(?:死)?(?:我)?自己|手(?:都|一直|还)?在?(?:发)?抖|睡不着|服"
)
_SIGHS: Final = re.compile(f"(?:{_AROUND}|{_SIGH}){{1,8}}")
_CORE: Final = re.compile(_SIGH)

_BLAMES: Final = re.compile("蠢|傻|笨|脑子|猪|糊涂")
_OWN: Final = re.compile("我|俺|自己|当时|怪")


# 那是我攒了三年的, 我妈的养老钱: what the money was for, and nothing of who moved it.
_DEAR: Final = re.compile(
    "攒|存了|积蓄|养老|血汗|救命|辛苦|辛辛苦苦|挣|嫁妆|彩礼|学费|看病|治病|手术|医药费|家当|棺材本|省吃俭用|活命|生活费"
)
_MONEY: Final = re.compile("钱|费|家当|积蓄|本|彩礼|嫁妆|的$")
_TOLD: Final = re.compile(
    "[转骗盗刷登谁报冻查退追付买交汇笔]|不是|操作|怎么(?![会这那])|(?<![这那])么|[吗?\uff1f]|\\d|能|什么|密码|验证"
)


def mourns(text: str) -> bool:
    """Whether the text says only how dear the lost money was."""
    folded = fold_with_places(text).text.lower()
    dear = len(folded) <= _LONGEST and _DEAR.search(folded) and _MONEY.search(folded)
    return bool(dear) and _TOLD.search(folded) is None


def sighs(text: str) -> bool:
    """Whether the whole text is a sigh."""
    folded = fold_with_places(text).text.lower()
    if mourns(text):
        return True
    if len(folded) > _LONGEST or _SIGHS.fullmatch(folded) is None:
        return False
    if _BLAMES.search(folded) and _OWN.search(folded) is None:
        return False  # 蠢货 is said to us
    return _CORE.search(folded) is not None
