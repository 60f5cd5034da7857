"""What takes the wish out of words that name a matter: it is put off, only asked about, given up or
only supposed; or it has settled itself. Such words begin nothing. It must not know the dialogue.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.arrival_words import says_arrived
from kefu.core.folding import fold_with_places
from kefu.core.later_words import plans_for_later
from kefu.core.telling_words import only_tells


class Reserve(StrEnum):
    """Why a matter that is named is not wanted now."""

    LATER = "later"
    """锁了的话我晚上回家弄, 现在没空解冻."""
    ONLY_ASKED = "only_asked"
    """我不是要退，就问问."""
    SUPPOSED = "supposed"
    """我要是被冻了就投诉, 如果我说冻结呢."""
    TOLD = "told"
    """上次被锁过,两分钟就解了; 账号锁了我知道."""


_LONGEST: Final = 30
_EDGES: Final = r"(?:[\s,.!~，。！…]|吧|啊|呢|哈|呀|啦|哦|喔|的|而已|罢了|咯){0,8}"
_DOING: Final = "(?:弄|办|说|来|搞|处理|解|改|重置|看|操作|提|找|联系|退|交|登记|绑|设)"
_LATER: Final = re.compile(
    r"(?:晚上|今晚|晚点|晚些|晚一点|回头|明天|明早|后天|改天|改日|下次|有空|有时间|空了|下班|到家|回家|回去|待会儿?|等会儿?|过会儿?|过一会|一会儿?|等下|过几天|以后|之后)"
    rf"(?:了|的时候|我|就|再|才|回家|回去|到家|自己|能|会|来|找你们?|[\s,]){{0,8}}{_DOING}"
    r"|(?:下个?[月周]|下(?:个)?星期|过阵子|过段时间|年底|年后|明年|以后)[^,，。]{0,4}(?:可能|打算|准备|也许|说不定)[^,，。]{0,4}(?:换|改|注销|退|解|办|开|关)"
    r"|(?:现在|今天|暂时|目前|我|这会儿?)(?:也|真的|实在|还)?没(?:有)?(?:空|时间|功夫|工夫)"
    r"|没(?:有)?(?:空|时间|功夫)(?:解|弄|办|改|搞|处理|操作)|先不(?:急|办|弄|解|改|处理)|不(?:着)?急(?:着)?(?:办|弄|解|改|处理)"
    r"|([锁冻])(?:着|了)?就\1着|(?:就这样|让它|先)[锁冻]着"
)
_NOW: Final = re.compile(
    r"快|赶紧|马上|立刻|尽快|现在就|急用|着急(?!办)|帮我|给我|麻烦|请|能不能|可不可以|可以(?=.*吗)|怎么|来不及|已经|但是?现在|还是现在|[?？吗]|为什么|没到|失败"
)
_ONLY_ASKED: Final = re.compile(
    r"(?:^|[\s,，。]|我|不(?:是|办|弄|改|退|解)[^,，。]{0,6})(?:就|只|只是|就是|仅仅|不过是|随便|随口|先){1,8}(?:是|想)?(?:一?问|了解|咨询|打听|问一问|知道|好奇)(?:问|一下|下|个|一声|一句|而已|看|看看|情况|清楚|流程){0,8}"
    + _EDGES
    + "$"
)
_SUPPOSED: Final = re.compile(
    r"(?:如果|要是|假如|假设|万一|哪天|倘若)[^,，。]{0,10}?(?:被(?:你们)?)?(?:冻|锁|封)(?:结|住|了|掉|号){0,8}[^,，。]{0,4}(?:就|我就|的话|呢|怎么说)|(?:如果|要是|假如|假设)我(?:说|讲|回答|选|点)"
)
_HAS: Final = re.compile(r"已经|现在|刚才|刚刚|昨天|今天|被冻结了$|登不|用不了")
_OVER: Final = (
    r"(?:太好了|好了|谢天谢地|嘿|诶|哎|咦|哦|啊|[\s,.!~，。！]){0,8}"
    r"(?:哦|噢|喔|啊|嗯|诶|哎|咦|哈|等等|等下|不好意思|抱歉|那个|我|好像|应该|原来|已经|早就|刚刚|刚才|刚|现在|又|都|钱|款|终于|它|自己|是|不用(?:交|提交)?了?|算了|看到了|一看|查了下?|[\s,.!~，。！]){0,8}"
    r"(?:到账?|收到|来|进来|到手|解决|处理好|弄好|搞定|退回来|退|恢复|找到|找着|(?:想|记)(?:起来?|得)(?:我?的?(?:登录|支付)?密码)?(?:是啥|是多少|是什么)?|(?:登录|支付)?密码(?:我)?(?:想|记)起来|能用|能登(?:上|进去)?|登上|能进(?:去)?)(?:了|啦|咯|喽){1,8}"
    r"(?:哦|啊|呀|哈|嗯|谢谢|多谢|不用了|没事了?|不好意思|虚惊一场|[你您]|[\s,.!~，。！]){0,8}"
)
_SETTLED: Final = re.compile(
    f"(?>{_OVER}){{1,8}}"
    r"|(?:哦|那|就|应该|都|好像|[\s,，]){0,8}没(?:什么)?事(?:了|啦|儿)?(?:吧|啊|哈)?(?:[\s,，。](?:没(?:给|点|转|信|说|理)[^,，。]{0,6}|那?就(?:这样|算了|好))(?:吧|了|没事){0,8})?[\s,.!~，。！]*"
)
_NOT_OVER: Final = re.compile(
    r"[?？吗]|(?<!什)么|没(?:有)?(?:到|收到|解决|好)(?!.*[到好]了)|还没|但|可是|不对"
)


_FACT: Final = re.compile(
    r"(?:可是|但|但是|反正|我|他|她|也|都|就|还|根本|真的|当时|[\s,，]){0,8}(?:没(?:有)?(?:点|给|转|付|说|告诉|填|输|扫|下载|买|碰|理|回|打开|扫码)(?:他|她|它|他们|过|钱|开|进去|那个|这个|任何|什么|里面的|的|了|啊|呀|哈|链接|验证码|密码){0,8}"
    r"|(?:没(?:有)?|不记得|忘了|不知道|找不到)(?:什么)?(?:编号|单号|订单号|流水号?|截图|凭证|记录|交易号|工单号|小票)(?:了|啊|呀|的){0,8}"
    r"|(?:是)?我(?:自己|本人|亲自|亲手)(?:转|付|买|点|弄|操作|输|给|打|扫|下单|充|提)(?:的|了|过去|过去的|啊|呀){0,8})[\s,.!~，。！]*"
)


def tells_fact(text: str) -> bool:
    """Whether the whole text is a fact that only sounds like a no: 没点, 我自己转的, 没有编号."""
    return _FACT.fullmatch(fold_with_places(text).text) is not None


_SCENE: Final = re.compile("(?:的时候|期间|以后|之后|状态下?|的话|[冻锁]着)[,，\\s]*$")


def sets_scene(text: str) -> bool:
    """Whether the words only say when something else is asked about: 冻着的时候, 改了密码之后."""
    return _SCENE.search(fold_with_places(text).text) is not None


_LOST: Final = re.compile("丢|偷|盗|骗|不见|捡|抢|可疑|陌生|别人|有人|没动|莫名")


def tells_of_loss(text: str) -> bool:
    """Whether the text has any word of something lost or taken."""
    return _LOST.search(fold_with_places(text).text) is not None


_TIME: Final = re.compile(
    r"(?:那|就|要不|还是|我想|能不能|可以|可不可以|能|帮我|麻烦|请|把?时间|改|换|约|调|挪|推|到|成|在|吧|[\s,，]){0,8}"
    r"(?:(?:今|明|后|大后)[天早晚]|周[一二三四五六日天]|星期[一二三四五六日天]|下周[一二三四五六日天]?|\d{1,2}[号日])?的?(?:早上|上午|中午|下午|傍晚|晚上|凌晨)?"
    r"(?:(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点(?:半|多|钟|一刻|\d{1,2}分?)?|[:：]\d{2}))?(?:左右|前后|以后|之后|以前|之前|再|后){0,8}"
    r"(?:打|吧|行吗|可以吗|行不行|好吗|行|可以|好|啊|哈|再弄|再办|再说|[\s,.，。?？]){0,8}"
)
_HOUR: Final = re.compile(r"[点:：]|[天早晚周]|星期|[号日]")


def only_names_time(text: str) -> bool:
    """Whether the whole text is a time: 改成四点, 明天下午三点, 四点以后行吗."""
    plain = fold_with_places(text).text.lower()
    return _HOUR.search(plain) is not None and _TIME.fullmatch(plain) is not None


def reserve_in(text: str) -> Reserve | None:
    """Why a matter in a text is not wanted now; None where it may well be."""
    plain = fold_with_places(text).text.lower()
    if len(plain) <= _LONGEST and (found := _reserve_in(plain)) is not None:
        return found
    if only_tells(text):
        return Reserve.TOLD
    return Reserve.LATER if plans_for_later(text) else None


def _reserve_in(plain: str) -> Reserve | None:
    if _ONLY_ASKED.search(plain):
        return Reserve.ONLY_ASKED
    if _SUPPOSED.search(plain) and not _HAS.search(plain):
        return Reserve.SUPPOSED
    if _LATER.search(plain) and not _NOW.search(plain):
        return Reserve.LATER
    return None


def is_settled(text: str) -> bool:
    """Whether the whole text says that the trouble is over: 刚刚到了, 没事 没给."""
    plain = fold_with_places(text).text.lower()
    if len(plain) > _LONGEST or _NOT_OVER.search(plain):
        return False
    return _SETTLED.fullmatch(plain) is not None or says_arrived(text)


_CAME: Final = re.compile("到了|收到|(?<!起)来了|进来|到账|到手")


def needs_nothing_more(text: str) -> bool:
    """Whether what a code was wanted for has settled itself: 想起来了, 能登上了; 收到了 may speak of
    the code."""
    return is_settled(text) and _CAME.search(fold_with_places(text).text) is None


_LAST_CLAUSE: Final = re.compile(r"[^\s,.!~，。！…]+[\s,.!~，。！…]*$")
_NOT_TO_CHANGE: Final = re.compile(
    r"(?:但是?|(?:登录|支付)?密码|不过|可是?|也|又|就|那|我|先|还|真|其实|暂时|现在|目前|倒){0,8}(?:不想|不要|不用|不打算|没打算|没想|不准备|不愿意?|懒得|别|先不|不需要|没必要|唔想|唔使)(?:再|去|给我|帮我|急着|现在|着){0,8}"
    r"(?:改|换|重置|重设|重新设置?|找回|找|设|弄|办|搞)(?:它|密码|了|的|掉|这个|啊|呀|啦|哈){0,8}[\s,.!~，。！…]*"
)


def wants_no_change(text: str) -> bool:
    """Whether the text ends by saying that nothing shall be changed: 密码不记得了 也不想改."""
    last = _LAST_CLAUSE.search(fold_with_places(text).text)
    return last is not None and _NOT_TO_CHANGE.fullmatch(last.group()) is not None
