"""Words at a distance from their matter: an opinion on it, what others say or have, what is over, a
guess that asks to be confirmed. Whoever speaks so wants nothing done yet.

It must not know the dialogue.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.folding import squeezed


class Distance(StrEnum):
    """How a matter is spoken of that nobody wants seen to."""

    TOLD = "told"
    """密码要求太变态了, 网上好多人说你们扣两次, 上周刚改过密码."""
    GUESSED = "guessed"
    """我账户是冻着的吧, 支付密码和登录密码是一个东西不."""


_LONGEST: Final = 32
_MARKS: Final = str.maketrans("，。！？；、…：", ",.!?;,.:")
_END: Final = "(?:[~.!,]|哈|呵|啦|啊|呀|哦|呢|嘛)*$"
_PEOPLE: Final = "(?:好多|很多|不少|有(?:些|的)?|别的?|其他|那些)(?:人|用户|网友|客户)|网上|群里|抖音|小红书|微博|论坛|贴吧|新闻"
# 听我闺蜜说她被扣了两回; 网上好多人投诉你们; 上次客服说会退
_SAID: Final = (
    f"(?:{_PEOPLE})(?:都|在|也|总)*[^,!?]{{0,3}}(?:说|投诉|吐槽|讲|骂|反映|遇到|被|碰到|有)"
    "|(?:听|据)(?:[^,!?]{0,6})(?:说|讲)|(?:上次|上回|之前|昨天|前天|那天)(?:的|那个|那位|有个|有位)*(?:客服|人工|小姐姐|小哥|专员|你们)(?:已经|都|就)?(?:跟我)?(?:说|讲|答应|告诉|帮我|给我)"
)
# 上周我刚改过登录密码; 我姐密码忘了,弄了半天才弄好; 喜茶也重新下单了; 卡已经补办了
_OVER: Final = (
    "(?:刚刚?|已经|早就?|上周|上个?月|昨天|前天|之前)[^,!?没不]{0,4}(?:改|换|设|重置|绑|开|关|退|解|办|补办|登记|注销|认证)(?:过|好|完|掉|开|通)(?:了)?(?!之?后|以后|的|就|但|可|还|又)"
    "|(?:才|总算|终于|后来|最后|已经|自己)[^,!?没不]{0,4}(?:弄|搞|办|改|解|处理|登|退|付|买|补|重新下单|重买|解决)(?:好|定|完|成|上|办|单|掉|开)*了?(?=[,.!~]|$)"
    "|(?:重新|另外|又|换(?:了)?(?:张)?卡|换了?个?方式)(?:下单|付|买|支付|下|拍|点)(?:成功|过|好|完|上)?了(?=[,.!~]|$)"
)
# 密码要求太变态了; 就是觉得你们退款页面太难找了
_OPINION: Final = (
    "(?:太|真|也太|真是?|有点|挺|好|实在)(?:是)?(?:变态|麻烦|复杂|难找|难用|烦人?|啰嗦|繁琐|严格?|高级|方便|贴心|人性化|坑|离谱|奇怪|慢)(?:了|的)?(?:吧)?"
    "|(?:界面|页面|流程|设计|要求|规则|提示)[^,!?]{0,6}(?:难找|难用|变态|复杂|麻烦|难看|看不懂|不人性|不合理)"
)
# 退回来就好; 开着就好别人进不来; 那就不动了
_CONTENT: Final = (
    "(?:回来|到了?|开着|关着|锁着|冻着|在|还在|安全|知道|没事|有)(?:就|便)(?:好|行|够)(?:了)?"
    "|那就(?:不动|不管|这样|先这样|放着|不弄|不改)(?:了|吧)?"
)
# 哦退了是吧; 哦网络问题啊
_ECHO: Final = "^(?:哦++|噢++|喔++|原来(?:是)?(?:这样)?|这样(?:啊|子)?|怪不得|难怪)[^,!?]{0,8}(?:啊|呀|是吧|哈|的|了)$"
# 我室友账户被冻了，他急得团团转; 我妈说她那个账户锁住了: whoever wants help for them says so.
_OF_OTHERS: Final = "(?:室友|舍友|同事|同学|朋友|邻居|闺蜜|哥们|网友|老[公婆]|媳妇|男朋友|女朋友|对象|表[哥姐弟妹]|[爸妈哥姐弟妹]{1,2}|儿子|女儿|爷爷|奶奶|亲戚)(?:说|讲)?(?:[他她]|自己)?(?:的|那个|这个|那)?(?:账户|账号|号|钱包|密码)[^,!?]{0,4}(?:冻|锁|封|限制)(?:结|定)?(?:了|住了?|着)[^,!?]{0,2}(?:,[他她][^,!?]{0,4}急[^,!?]*)?"
# 账户是我自己冻的，出国前冻的
_OWN_DOING: Final = (
    "(?:是)?我(?:自己|本人|上回|上次|之前){1,2}(?:主动)?(?:冻|锁|关|停)的?(?=[,.!~]|$)"
)
# 银行回头给我打电话
_OTHERS_CALL: Final = "(?<![让叫请求])(?<!麻烦)(?<!安排)(?:银行|商家|卖家|店家|对方|快递|外卖|骑手|送货|师傅|老师|物业|中介|房东|朋友|同事)(?:员|小哥|的人)?(?:说|回头|待会儿?|一会儿?|明天|晚点|等下|会|要|再|刚刚?|刚才|已经|又|正|在|昨天|早上|上午|下午){0,4}(?:给|跟)我(?:打|回|来)(?:了|过|个|过来|着){0,2}电话"
# 换密码他也能看到
_USELESS: Final = "(?:改|换|设|重置|开|关|解|退|锁|冻)[^,!?]{0,8}(?:[他她它](?:们)?|别人|人家|孩子|小孩|儿子|女儿|骗子)(?:也|还是|还|照样|照旧|一样|都|就){1,3}(?:能|会|可以|要)(?:看|知道|猜|拿|学|偷|记|用|扣|买)[^,!?]{0,4}(?=[,.!~]|$)"
_CALLED: Final = re.compile(_OTHERS_CALL)
_TOLD: Final = re.compile(
    "|".join(
        f"(?:{one})"
        for one in (
            _SAID,
            _OVER,
            _OPINION,
            _CONTENT,
            _ECHO,
            _OF_OTHERS,
            _OWN_DOING,
            _OTHERS_CALL,
            _USELESS,
        )
    )
)
# 我账户是冻着的吧; 十五号扣的吧; 那些自动扣费会照扣吧
_GUESSED: Final = re.compile(
    f"(?:(?:是|会|能|该|还|都|得|的|了是)[^,!?]{{0,8}}吧|是吧|对吧)[?]*{_END}"
    # 是一个东西不; 收钱不
    "|(?:东西|一样|一回事|一个|通用)(?:不|吗|么)[?]*$"
    "|(?:收钱|要钱|花钱|安全|有用|麻烦|影响|算数|准|管用)不[?]*$"
    "|岂不是|难道|莫非|是不是(?:每|都|就(?!是)|得|还得|以后|所有)"
    # 那开二次验证安全点?
    "|^那?[^,!?]{2,10}(?:安全|方便|保险|快|好|划算)(?:一?点|一些|吧|些)[?]+$"
    # 要是六号没到呢
    "|^(?:那)?(?:要是|如果|万一|假如)[^,!?]{1,10}呢[?]*$"
    # 超过几天就不给退了
    "|(?:超过|过了)[^,!?]{1,6}(?:就)?(?:不给|不能|不可以|没法)[^,!?]{1,4}了?(?:吧|啊|吗)?[?]*$"
)
# 滴滴的免密关了吧, 把那张卡解绑了吧: an order, where nothing before it only guesses.
_ORDERED: Final = re.compile(
    f"^(?!.*(?:已经|应该|可能|肯定|估计|大概|是|会|能|都|早|自动|被|不|没|吗|[?]))[^,!?]{{1,14}}(?:关|解绑|取消|停|退|删|撤)(?:掉)?了?吧{_END}"
)
# Whatever else is said, this is wanted or troubles them now.
_WANTED: Final = re.compile(
    "帮(?:我|忙|下|她|他)|(?:给|替)(?:我|她|他)(?!(?:扣|说|讲|登记|弄|打))|麻烦[你您帮给]|请(?!假)|我(?:就|现在|也|还|都)?(?:想|要)(?![起是])|想(?:要|把|改|退|办|开|关|解|换)|急|赶紧|快(?:点|帮|给|解|退|改)|怎么|怎样|如何|咋|什么原因|为(?:什么|啥|何)"
    "|登不|进不|用不了|付不|转不|收不到|提不|查不|找不(?!着人)|打不开|不了|不行|失败|还(?:是|没|不)|一直|忘了?$|又(?:被|锁|扣|失败)|没(?:到|收到|退|解|动静|人|反应)|不(?:对|见|认识|是我)|能不能|可不可以|可以(?!吧)[^,]{0,8}吗|重新(?:设|弄|改|来)"
)


def distance_of(text: str) -> Distance | None:
    """How far from its matter a text keeps; None where it may well want something done."""
    plain = squeezed(text).translate(_MARKS)
    if len(plain) > _LONGEST:
        return None
    told, rest = _found(_TOLD, plain)
    if told and _WANTED.search(rest) is None:
        return Distance.TOLD
    guessed = None if _ORDERED.search(plain) else _GUESSED.search(plain)
    if guessed is not None and _WANTED.search(plain[: guessed.start()]) is None:
        return Distance.GUESSED
    return None


_ECHOED: Final = re.compile(
    "^(?:[哦噢喔]++|原来|这样(?:啊|子)?,)(?:是|还|要|得|那|就|这|,)?[^!?,]{1,14}(?:啊|呀|哈|哦|噢|嘛)[~.,]*$"
)


def echoes(text: str) -> bool:
    """Whether the text only says back what was just heard: 哦要审核啊."""
    return _ECHOED.search(squeezed(text).translate(_MARKS)) is not None


def tells_of_call(text: str) -> bool:
    """Whether the text tells that somebody else called, or will: 快递刚给我打电话说到了."""
    return _CALLED.search(squeezed(text).translate(_MARKS)) is not None


def _found(pattern: re.Pattern[str], plain: str) -> tuple[bool, str]:
    rest, times = pattern.subn(",", plain)
    return times > 0, rest
