"""Words by which the account that is locked, or that nobody gets into, is somebody else's, and by
which the speaker leaves it to them. It must not know what is answered.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

_KIN: Final = (
    "(?:老?[公婆爸妈]|爸爸|妈妈|父亲|母亲|儿子|女儿|闺女|孩子|孙[子女]|婆婆|岳[父母]|爷爷|奶奶|外公|外婆|姥姥|姥爷"
    "|[哥姐弟妹叔姑姨舅]{1,2}|媳妇|爱人|对象|男朋友|女朋友|朋友|同事|同学|室友|邻居|闺蜜|哥们|亲戚|老板|领导)"
)
_ACCOUNT: Final = "(?:账[户号]|帐[户号]|钱包|号(?!码))"
_THEIR_ACCOUNT: Final = f"(?<!不是)(?:{_KIN}|(?<!其)[他她])(?:他|她)?(?:自己)?(?:的|那个|这个|那边的?|登[录陆]的?){{0,2}}{_ACCOUNT}"
_HELD: Final = "锁|登不|登[录陆]不|进不|上不去|冻"
_LOCKED: Final = re.compile(f"{_THEIR_ACCOUNT}[^!?！？]{{0,14}}?(?:{_HELD})")
# 我妈的账户就是这个, 我和我妈的账户都锁了
_OWN_TOO: Final = re.compile(
    f"我(?:自己|本人)?(?:的|这个)?{_ACCOUNT}|(?:就是|用的是?|登的是?)(?:我|这个)|(?:我和|我跟|我们)|手机(?:号)?(?:在我|就在)|验证码(?:我|在)"
)
_DOING: Final = "(?:弄|办|看看?|搞|处理|解锁?|登|操作|试试?|联系(?:你们)?|说|来|改|问|找你们)"
_BEFORE: Final = "(?:那|就|还是|要不|算了|行|好|嗯|哦|我|回头|到时候?|晚点|先|[,，。!！~]){0,8}"
_AFTER: Final = "(?:吧|了|好了|算了|啊|呀|哈|就行|一下|[,，。!！~]){0,8}"
_LEFT_TO_THEM: Final = re.compile(
    f"{_BEFORE}(?:让|叫|喊|由|等)(?:我?{_KIN}|[他她])(?:本人|自己|亲自|回来|回头){{0,8}}(?:来|去|再|用[他她]的?手机){{0,8}}{_DOING}{_AFTER}"
    f"|{_BEFORE}(?:回去|回家|到家|周末|晚上|下班|见面)(?:了|再|就|我|去){{0,8}}(?:帮|给|替|教)(?:我?{_KIN}|[他她]){_DOING}{_AFTER}"
)


def locks_others(text: str) -> bool:
    """Whether the account that is locked is somebody else's alone: 我弟账户被锁了."""
    said = squeezed(text)
    return _LOCKED.search(said) is not None and _OWN_TOO.search(said) is None


def leaves_it_to_them(text: str) -> bool:
    """Whether the whole text leaves it to others, or to a visit to them: 我让他自己来弄吧."""
    return _LEFT_TO_THEM.fullmatch(squeezed(text)) is not None
