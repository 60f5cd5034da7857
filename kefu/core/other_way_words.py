"""The words by which a customer wants another way than the one before them: 换个方式, 还有别的办法吗.

Another wording (换个说法, 换个方式讲) is none. It must not know which ways there are.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from kefu.core.folding import fold_with_places


class OtherWay(Enum):
    """How another way is spoken of."""

    WANTED = auto()
    """换个方式吧, 能不能用别的途径."""
    ASKED_FOR = auto()
    """还有别的办法吗: whether there is one."""


_WAY: Final = "(?:方[式法]|办法|法子|途径|渠道|路子|通道|路|招)"
_OTHER: Final = "(?:(?:别|其[他它]|另外?|旁|不同)的?|另外?一?[个种条]|第二[个种条])(?:什么|啥)?"
_CHANGE: Final = "(?:换[成用]?|改[成用换]|更换)"
_TROUBLE: Final = (
    "(?:这|那|[个样种]|手机|短信|邮[箱件]|验证码|方式|我|都|也|实在|现在){0,8}"
    "(?:不行|不方便|不好用|不管用|不想用|[用登]不[了上]|进不去|行不通|收不[到了]|没收到|没用)"
)
_BEFORE: Final = (
    f"(?:{_TROUBLE}|除了(?:这[个种]?|短信|手机|邮[箱件]|验证码)?{_WAY}?(?:之外|以外)?|不好意思|[你您]好|请问|问一?下|麻烦|帮我|给我|能不能|可不可以|[能可]否|可以|要不|不如"
    "|有没有可能|这个?|一下|[那我咱你您们就还再都也得想要能啊呀了亲诶哎唉嗯]|还是){0,8}"
)
_PROVING: Final = "(?:来|去|再|给我|帮我|接?收|[拿取发]|获取|发送|验证码?|核[实验]|证明|认证|弄|办理?|搞|走|操作|试|解决|处理|码|身份|一?下|可[以行用]|能){0,8}"
_AFTER: Final = f"{_PROVING}(?:行不行|可不可以|好不好|成不成|可以|没有|谢谢|[行成好吗么嘛不没有吧呗呢啊呀了的哦哈你您我亲]){{0,8}}"
_WANTED: Final = re.compile(
    f"{_BEFORE}(?:{_CHANGE}(?:一下)?(?:一?[个种条])?(?:{_OTHER})?{_PROVING}的?{_WAY}"
    f"|(?:{_CHANGE}|用|走|选|通过){_OTHER}{_PROVING}的?{_WAY}?|{_CHANGE}一?[种条]){_AFTER}"
)
_ASKED_FOR: Final = re.compile(
    f"{_BEFORE}(?:(?:有没有?|有无|没?有|没)?(?:什么|啥)?{_OTHER}{_PROVING}的?{_WAY}"
    f"|(?<=[还再])有(?:没有)?(?:什么|啥|哪些)?{_WAY}"
    f"|(?<=[还再])能怎么{_PROVING}(?=[验收证核弄办操码])"
    f"|(?:只[有能]?|就)用?这(?:么?一|两)?[个种条样么]{_WAY}?{_PROVING}(?=[吗么嘛])){_AFTER}"
)
_MARKS: Final = re.compile(r"\W+")
_LONGEST: Final = 24


def other_way_in(text: str) -> OtherWay | None:
    """How the text speaks of another way; None where it speaks of anything else as well."""
    plain = _MARKS.sub("", fold_with_places(text).text.lower())
    if len(plain) > _LONGEST:
        return None
    if _WANTED.fullmatch(plain):
        return OtherWay.WANTED
    return OtherWay.ASKED_FOR if _ASKED_FOR.fullmatch(plain) else None
