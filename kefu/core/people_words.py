"""How a human is spoken of without one being called: asked about, or wanted for later.

It must not know the dialogue.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

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
    f"|(?:搞|弄|办|解决|处理|答|说)不(?:定|了|好|出来|清楚)?[^,，。]{{0,4}}(?:再|才|就)(?:去|帮我|给我)?{_CALLED}"
    f"|(?:不了|不行|不好|没用|不到).{{0,3}}再(?:帮我|给我|去)?{_CALLED}"
)

# 人工客服是真人吗, 转人工的按钮在哪, 人工能解决吗; 我刚才跟人工聊过了, 上次人工说会处理
_SPOKEN_OF: Final = re.compile(
    f"{_PEOPLE}(?:客服|服务)?(?:都|到底|究竟)?(?:是|系)(?:不是)?(?:真的?人|机器人?|活人|人|骗子)|{_CALLED}的?(?:按钮|按键|入口|键)"
    f"|{_PEOPLE}(?:客服)?(?:来|接|接通|接起来|上线|在)了[^,，。?？]{{0,2}}(?:我)?(?:也|都|还)?(?:不知道|不晓得|不清楚|没啥|没什么)(?:该|要|可)?(?:说|讲|问|聊)"
    f"|^(?:哦|噢|喔|啊|这样|原来)++(?:那|这|还|就|是){{0,4}}(?:得|只能|非得?|要)(?:找|转|靠|要|等)?{_PEOPLE}(?:来|办|弄|审核?)?(?:啊|呀|才行|哦)"
    f"|{_PEOPLE}(?:客服)?(?:的)?态度(?:咋样|怎么?样|好不好|如何|好吗|行不行)"
    f"|{_PEOPLE}(?:客服)?(?:一共|总共|现在|那边)?(?:有)?(?:几个|多少个?)(?:人|位)"
    f"|{_PEOPLE}(?:客服)?(?:能|可以|会|能不能|会不会)(?:帮我|给我|马上|真的)*(?:解决|处理|搞定|退|解冻|解锁|办|弄)(?:得了|好|掉)?[^,.!，。！]{{0,3}}[吗么不?？]"
    f"|(?:跟|和|找|问|与)(?:过)?(?:你们)?的?{_PEOPLE}(?:客服)?(?:都|已经)?(?:聊|说|谈|讲|沟通|反映|联系|问|确认)过"
    f"|(?:上次|上回|之前|刚才|刚刚|昨天|前天)(?:的|那个|有个|你们)?(?:{_PEOPLE}){{1,2}}(?:就|都|已经)?(?:说|告诉|答应|让|叫)"
    f"|{_PEOPLE}(?:客服)?(?:就|都|已经|也)*(?:跟我|和我)?(?:说|讲|答应|回复)[过了]|(?:转|找|问|联系)过(?:你们)?的?{_PEOPLE}"
)
# Said of them without a wish: what they did, what others want of them, how they are.
_SOMEBODY: Final = "(?:我(?:家|们家)?(?:的)?(?:老?[公婆爸妈]|爸爸|妈妈|儿子|女儿|婆婆|岳[父母]|爷爷|奶奶|外公|外婆|朋友|同事|同学|室友|邻居|老板|领导|家里人|[哥姐弟妹]+)|老公|老婆|朋友|同事|网上|有人|别人|人家|陌生人|骗子|对方|那个?人|商家|卖家|银行(?:那边)?|[他她](?:们)?|[你您][妈爸])"
_WISHES: Final = re.compile(
    "(?:请|麻烦|帮|给)(?:我|他|她|忙|转|接|叫|找|安排)|重新|再(?:帮|给|转|接|叫)|(?:接|转)(?:回|给|通|过去|进来|一下)|我(?:就|还是|现在|真的?)?(?:要|想|需要)|让[^,，。]{0,6}(?:来|跟|教|和)|叫[^,，。]{0,6}(?:来|出来|跟)|换(?:个|一个|真|人)|来(?:个|一个)|快"
)
_PAST: Final = re.compile(
    f"(?:上次|上回|上一次|之前|以前|从前|昨天|前天|那次|那天|早上|上周)[^,，。]{{0,6}}(?:转|找|联系|打|问|聊|跟|和|那个|的)?[^,，。]{{0,4}}{_PEOPLE}"
)
_OF_OTHERS: Final = re.compile(
    f"{_SOMEBODY}(?:们)?(?:老是|总是|总|就|才|还|也|都|一直|说|讲|建议|劝|推荐|喜欢|让我|叫我|要我|要|想|会|去|得)+(?:要|帮我|给我|我|你|去|先)*(?:{_CALLED}|{_PEOPLE})"
    f"|{_SOMEBODY}[^,，。]{{1,8}}(?:是不是|要不要|用不用|需不需要|得)要?{_CALLED}"
)
# 人工客服打给我的, 拼多多的客服: no one of ours is wanted.
_ACTED: Final = re.compile(
    f"{_PEOPLE}{{1,2}}(?:刚才|昨天|就|都|也|还)*(?:打(?:给|电话)|给我打|发(?:给|短信|信息)|骗|加我|联系(?:过|了|的)我|把我|说我)"
    "|(?:拼多多|淘宝|天猫|京东|美团|抖音|快手|微信|支付宝|银行|游戏|商家|店家|卖家|运营商|移动|联通|电信|闲鱼|携程)的?(?:人工)?客服$"
)
_PRAISED: Final = re.compile(
    f"{_PEOPLE}[^,，。]{{0,6}}(?:人)?(?:很|真|挺|蛮|特别|非常|太|好)(?:好|棒|耐心|热情|负责|不错|给力|专业|快|贴心|辛苦)"
    f"|麻烦{_PEOPLE}{{1,2}}了|还是{_PEOPLE}(?:客服)?(?:更|比较)?(?:好|靠谱|强|亲切|懂)"
)
# 人工要排队吗, 转人工要验证吗, 现在转人工有人接吗, 解冻是不是非得人工
_ASKED_OF: Final = re.compile(
    f"{_PEOPLE}{{1,2}}(?:服务)?(?:的话|现在|那边|还|都|会|大概|一般)*(?:(?:要不要|用不用|需不需要|得不得|要|需要?|得|会|是不是要)(?:先)?(?:等|排队?|验证|认证|收费|花?钱|提供|登录|身份证|很久|多久)|有人接|多久|几点|好不好(?:打|接|转)|难不难)[^,，。]{{0,6}}[吗么不嘛?？久]?"
    f"|{_PEOPLE}{{1,2}}(?:服务)?(?:能|可以|会|能不能|会不会|可不可以)(?:马上|立[刻即马]|现在|直接|很快|当场){{0,4}}(?:接通|接上|接入|有人|排到|轮到)[^,，。]{{0,3}}[吗么不嘛?？]"
    f"|(?:是不是|难道|非得?|必须|一定|只能|还是|得)(?:要|得|就)*(?:{_CALLED}|{_PEOPLE})(?:才[^,，。]{{0,4}})?[吗么?？呢]*$"
)
# 要人工吗, 专员是干嘛的, 人工好还是你好, 客人
_NAMED: Final = re.compile(
    f"^(?:那|这个?|我)*(?:要不要(?:转|找|叫)?(?:你们|他们)?的?(?:{_PEOPLE}|专员|人)|(?:要|得|需要|用)(?:转|找|叫)?(?:你们|他们)?的?(?:{_PEOPLE}|专员|人)[吗么不?？])+[吗么?？]*$|(?:{_PEOPLE}|专员|坐席)是(?:干嘛|干什么|做什么|谁|什么人)的?"
    f"|{_PEOPLE}(?:能|可以|会)(?:直接|马上|现在)?(?:解|改|查|冻|退|办)[^,，。]{{0,4}}[吗么不]|{_PEOPLE}.{{0,6}}还是(?:你|机器)"
    "|^有(?:个|一个)?人(?:啊|呢|了)?$|客人"
)
# 人工客服那个算了我先问你吧
_LEFT: Final = re.compile(
    f"不是(?:要|想|说)?(?:转|找|叫)?(?:接)?{_PEOPLE}|{_PEOPLE}{{1,2}}(?:那个|的事|就|那边|的话)*(?:先)?(?:算了|不用了?|不要了?|免了|不转了|不找了|先不)"
    f"|(?:不|别|甭)(?:给我|帮我|把我|要|想|用|必|再)*(?:[转传专赚砖]|找|叫)(?:接|到)?(?:个)?{_PEOPLE}"
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
    if any(words.search(plain) for words in (_DOUBTED, _SPOKEN_OF, _ACTED, _ASKED_OF, _NAMED)):
        return True
    told = any(words.search(plain) for words in (_PAST, _OF_OTHERS, _PRAISED))
    return told and _WISHES.search(plain) is None


def leaves_people(text: str) -> bool:
    """Whether the text says that no human is wanted: 人工那个算了, 不专人工."""
    return _LEFT.search(_plain(text)) is not None


def wants_people_later(text: str) -> bool:
    """Whether a human is wanted only if something else does not help, or not yet."""
    plain = _plain(text)
    return _LATER.search(plain) is not None or _NOT_YET.search(plain) is not None


def _plain(text: str) -> str:
    return squeezed(text)
