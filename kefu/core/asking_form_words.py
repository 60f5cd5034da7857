"""Questions by their form alone: whether something should be, will be or is so, and what a word
means. None of them asks for it to be done. It must not know matters.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_OTHERS_WILL: Final = re.compile(
    r"(?:专员|客服|人工|你们|你们的人|有人|工作人员|坐席|人)(?:之后|到时候|后面|还|也|都)*(?:(?:会|要)[^,，。]{0,8}(?:吗|么|不)[\s?？啊呀]*$|(?:会不会|是不是会|要不要)(?:给我|主动|再)*(?:打|来|回|联系|通知|找))"
)
_WHETHER: Final = re.compile(
    r"(?:需不需要|有没有必要|该不该|用不用|要不要)(?!.{0,3}(?:帮|给)我)|会不会|是不是(?!已经|被)(?!.{0,2}[冻锁封])"
    r"|(?:又|到底|究竟)?(?:是)?(?:啥|什么|什么个?意思|啥意思|干嘛的|干什么的|做什么的)(?:来着|东西|意思|啊|呀|呢)*[\s?？]*$"
    rf"|{_OTHERS_WILL.pattern}"
)
_HOW: Final = re.compile("为什么|怎么|咋|如何|怎样")
_DONE: Final = re.compile(
    rf"{_HOW.pattern}|能不能|可不可以|帮我|给我(?:改|办|解|弄|退|冻)|快(?:点|给|帮|解|开|弄|办)|赶紧|马上|立刻|我要(?!不要)|我想(?!问|知道)"
)


def asks_whether(text: str) -> bool:
    """Whether the text asks if something is to be, or what it is: 要不要换密码, 挂失是啥."""
    plain = fold_with_places(text).text.lower()
    return _WHETHER.search(plain) is not None and _DONE.search(plain) is None


def asks_what_others_do(text: str) -> bool:
    """Whether the text asks what people will do of themselves: 专员会打电话给我吗."""
    return _OTHERS_WILL.search(fold_with_places(text).text.lower()) is not None


def wants_it_done(text: str) -> bool:
    """Whether the text asks how or why, or to have something done, whatever else it asks."""
    return _DONE.search(fold_with_places(text).text.lower()) is not None


_STRANGER: Final = "(?:骗子|小偷|黑客|坏人|人家|别人|对方|[他她](?:们)?)"
_OF_PEOPLE: Final = re.compile(
    f"{_STRANGER}(?:们)?(?:到底|究竟|又|都)?(?:是)?(?:怎么|咋|如何|从哪(?:里|儿)?|哪(?:里|儿)来)(?:会|能|就|样)?(?:知道|晓得|弄到|拿到|搞到|得到|破解|猜到|盗|骗|偷|得逞|做到)[^,，。]{{0,10}}"
    "|的(?:那个|那位)?(?:小哥|小姐姐|客服|专员|同事|师傅|坐席|人|姑娘|小伙子?)(?:叫|是|姓|名字)(?:啥|什么|谁|哪(?:个|位))[^,，。]{0,4}"
)


def asks_of_people(text: str) -> bool:
    """Whether the text asks about a person, or how another did it: 给我解冻的小哥叫啥, 骗子咋知道她密码的."""
    return _OF_PEOPLE.search(fold_with_places(text).text.lower()) is not None


_GENERAL: Final = re.compile(
    "(?:一般|通常|正常情况下?|平时|按理说?)(?:来说|情况下?|都|是|会|要|得|需要)*(?:怎么|怎样|咋|如何|啥|什么|多久|多长|几)|(?:怎么|咋|如何|啥|什么)[^,，。]{0,6}一般[?？]*$"
)


def asks_for_rule(text: str) -> bool:
    """Whether it is asked how things generally are or are done: 密码忘了一般怎么弄."""
    return _GENERAL.search(fold_with_places(text).text.lower()) is not None


_WAY: Final = re.compile("怎么|怎样|如何|咋|哪[里儿]|点样|步骤|流程")


def asks_the_way(text: str) -> bool:
    """Whether the text asks how or where something is done: 怎么解绑, 注销的流程."""
    return _WAY.search(fold_with_places(text).text.lower()) is not None
