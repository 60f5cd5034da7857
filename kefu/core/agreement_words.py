"""What is said of agreements by which merchants charge by themselves: 自动续费, 免密支付, 自动扣款.
Whether one is to be ended, which are asked about, and whether all are meant.

It must not know the dialogue, nor which agreements there are.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.folding import squeezed


class AgreementWish(StrEnum):
    """What is wanted."""

    END = "end"
    HOW = "how"
    """Nothing yet: how one is ended is asked."""
    LIST = "list"
    """Which there are."""
    TERMS = "terms"
    """When and how much is charged next."""
    SAFE = "safe"
    """What such a payment is, and whether it is safe."""


_NAMED: Final = re.compile(
    "(?<!没)(?<!没有)(?<!手)续[费订]|(?:不想|不要|不用|别|不再|不打算)再?(?:让它)?(?:自动)?续(?!航|保)|自动(?:续费|续订|续期|扣[款费钱]?|付[款费]?|缴费|支付|划[款扣])|连续包[月季年周]|[包续][月年]|代扣|委托扣|免密|(?:扣款|签约)(?:协议|商户|授权|服务|项目)|签约"
    "|订阅|自动[^,.!?]{0,6}?[扣续划]|偷偷扣|(?:每[个]?[月年周]|定期|按月)(?:都|会|要|自动|被|在)*(?:扣|划)"
)
_BARE: Final = re.compile("(?:小额)?免密(?:支付|付款)?|自动(?:续费|扣款|扣费)(?:的事|功能)?|代扣")
_OF_ONE: Final = re.compile("(?:会员|套餐|vip|SVIP|超级会员)", re.IGNORECASE)
_END: Final = (
    "(?:关(?!于|系|心|键|注|联|我)|取消|停(?!车|机|电)|终止|终结|解除|解约|解掉|退订|退掉|断[掉开了]|去掉|撤销|中止|不续"
    "|(?:不(?:想|要|许|准|用|让)|别(?![的人家处])|不再)(?:让|给|叫)?[^,.!?]{0,8}?(?:扣|续|付|划))"
)
_ENDS: Final = re.compile(_END)
_ASKS_HOW: Final = re.compile(
    "怎么(?!又|还|老|就|会|可能)|怎样|如何|咋(?!又|还|老)|在哪|哪[里儿](?!扣)|什么地方|步骤|流程|教程|入口|方法|途径|可不可以|能不能(?!帮)|(?:可以|能)(?!帮)[^,.!?]{0,8}(?:吗|么|不)$"
    "|会怎|会不会|影响|后果|的话|如果|要是|以后会|之后会|后会|后还|要钱|收费|违约|多久|什么时候生效|为什么|为何"
)
_HELP_ME: Final = re.compile(
    "帮我|帮忙|给我|替我|请(?!问)|麻烦(?!问)|我要|我想(?!问|知道)|能不能帮|可以帮"
)
_LEAVES: Final = re.compile(
    f"(?:不(?:想|要|用|需要|必)?|先?别|没(?:有)?(?:说|让|要|想)?(?:要)?|不是(?:要|想)?|谁(?:说|让)(?:我)?要?){_END}"
    "|(?:不(?:想|要|用|需要|必)?|先?别|没(?:有)?(?:说|让|要|想)?(?:要)?|不是(?:要|想)?|谁(?:说|让))(?:我)?(?:给我|把它|把他|帮我)?(?:关|取消|停|解约|退订)"
)
_WAS_ENDED: Final = re.compile(
    "(?:已经?|早就?|明明|刚刚?|昨天|上(?:个)?月|之前|以前)[^,.!?]{0,8}(?:关|取消|停|解约|退订)(?:掉|闭|用|止)?了?[^,.!?]{0,4}(?:还|又|怎么|为什么|仍|,|$)"
    "|(?:关|取消|停|解约|退订)(?:掉|闭|用|止)?[^,.!?]{0,3}(?:不了|不掉|不成|失败|不上)|被(?:人|别人|盗)"
    "|(?:关|取消|停|解约|退订)(?:了|掉|闭|成功|过|用)*[^!?]{0,8}?(?:还是|还在|还|又|照|仍)[^,.!?]{0,6}(?:扣|划|免密|不用?输|开了)"
)
_LIST: Final = re.compile(
    "哪些|哪几|什么(?:在|商户|商家|软件|服务|自动|免密|签约|东西)|几个|几项|多少个|有没有|都有(?:什么|啥|谁)|查(?:一?下|一查|询|看|查)?|看(?:一?下|看|一看)|列(?:一?下|出)|清单|列表|谁[^,.!?]{0,8}(?:扣|划)|(?:开|签|办|绑)(?:过|了)[^,.!?]{0,6}(?:吗|没有?|么)$|还有(?:吗|没有|哪)|是不是(?:开|签|有)"
)
_NEXT: Final = re.compile(
    "(?:下(?:一)?次|下(?:个)?月|下回|下(?:一)?期|什么时候|啥时候|几号|哪[天日]|何时|什么时间)[^,.!?]{0,10}?(?:扣|续|划)|(?:扣|续|划)[^,.!?]{0,6}(?:是|在)?(?:什么时候|啥时候|几号|哪天|何时)"
)
_UNNAMED: Final = re.compile(
    "(?:那|它|你们|钱)?(?:什么时候|啥时候|几号|哪天|何时)(?:会|才|要)?扣(?:款|钱|费|的)?"
)
_HOW_MUCH: Final = re.compile(
    "(?:每(?:个)?[月年周次]|一个月|一年|按月|自动|续费|下(?:个)?[次月])[^,.!?]{0,10}?(?:扣|收|要|付)?[^,.!?]{0,4}(?:多少|几块|几[元钱])|免密[^,.!?]{0,6}(?:额度|限额|上限|最多)[^,.!?]{0,4}(?:多少|几|是)"
)
_SAFE: Final = re.compile("安全|风险|隐患|靠谱|是什么|啥意思|什么意思|干嘛|有什么用|什么用|好处")
_EACH_TIME: Final = re.compile("每(?:个)?[月年周][^,.!?]{0,6}(?:扣|划)")
_WHY: Final = re.compile(
    "(?:为什么|为啥|为何|怎么|咋|凭什么)[^,.!?]{0,8}(?:自动|每(?:个)?[月年周])[^,.!?]{0,6}(?:扣|划)"
)
_SIGN: Final = re.compile(
    "(?:想|要|怎么|如何|能|可以|给我|帮我)(?:再|重新)?(?:开(?!了|着|的|过)|办|签|设置|申请)(?:通|启|个|一个|下)?"
)
_ALL: Final = re.compile(
    "全部|全都|所有|一键|统统|通通|全关|全停|全取消|都(?:给我|帮我|一起)?(?:关|停|取消|解|退|不要|要)|两个都|[二三两]个(?:一起)?都|一起(?:关|停|取消)|都要"
)
_CLEAR: Final = re.compile(
    "自动(?:[^,.!?]{0,6}?[扣续划]|付[款费])|续[费订]|连续包|包[月季年]|代扣|免密|签约|订阅|会员|不(?:想|要|用|再)再?续"
)
_OF_OTHERS: Final = re.compile(
    "还款|续借|借款|贷|花呗|白条|分期|先用后付|结清|信用卡|理财|基金|定投|社保|个税|医保|保险|保费|车险|还清|销户|销号|注销|退出|绑|骗|转空|年费|管理费|收款码|会不会哪"
)
_LONGEST: Final = 40
_RECORDS: Final = re.compile("记录|账单|流水|明细")
_MONEY_BACK: Final = re.compile(
    "退(?!订|掉|出)|赔|追回|还我|没同意|不知情|投诉|举报|被盗|盗刷|多扣|重复|两次|扣了[我两]"
)

# 关掉自动续费钱会退么: of what is paid for already.
_WHETHER_BACK: Final = re.compile(
    "(?:已经扣的|剩下的|剩的)?(?:钱|费)?(?:会不会|能不能|会|能|还能|还会)(?:退(?!订)(?:钱|款|还|给我)?)(?:吗|么|不|吧)$"
)


def wish_in(text: str) -> AgreementWish | None:
    """What is wanted with such agreements; None where they are not meant, or where it is about what
    was charged already, which is a dispute.
    """
    said = squeezed(text).rstrip("。.!！?？~ ,，")
    terms = _NEXT.search(said) is not None or _HOW_MUCH.search(said) is not None
    named = _NAMED.search(said) is not None
    one = _OF_ONE.search(said) is not None
    if not (named or (one and _ENDS.search(said)) or (terms and re.search("扣|续", said))):
        return None
    charged = _WHETHER_BACK.sub("", said)
    if any(words.search(charged) for words in (_MONEY_BACK, _WAS_ENDED, _RECORDS)):
        return None
    if terms and not named and _UNNAMED.fullmatch(said):
        return None
    if terms and not _HELP_ME.search(said):
        return (
            None
            if re.search("手续费|提现|退款|到账|还款|花呗|借呗|信用卡|贷", said)
            else AgreementWish.TERMS
        )
    if _LEAVES.search(said):
        return None
    if _ENDS.search(said):
        asks = bool(_ASKS_HOW.search(said) or _WHETHER_BACK.search(said)) and not _HELP_ME.search(
            said
        )
        return AgreementWish.HOW if asks else AgreementWish.END
    if _WHY.search(said) or (_EACH_TIME.search(said) and _SAFE.search(said)):
        return AgreementWish.LIST
    if _BARE.fullmatch(said):
        return AgreementWish.SAFE
    if _SAFE.search(said) or _SIGN.search(said):
        return AgreementWish.SAFE if _SAFE.search(said) else None
    return AgreementWish.LIST if _LIST.search(said) else None


def asks_whether_refunded(text: str) -> bool:
    """Whether it is asked if ending one brings money back: 关掉自动续费 钱会退么."""
    said = squeezed(text).rstrip("。.!！?？~ ,，")
    return wish_in(text) is AgreementWish.HOW and _WHETHER_BACK.search(said) is not None


_AFTER_END: Final = re.compile(
    "(?:那|要是|如果|万一|我|现在|[,，]){0,8}(?:关|停|取消|解约)(?:了|掉|闭)?(?:的话|之后|以后|了)?[^,.?!，。？！]{0,8}(?:还能|能不能|还可以|会不会|还会|影响)[^.?!。？！]{0,8}[吗么不?？]"
)


def asks_after_end(text: str) -> bool:
    """Whether the whole text asks what would be once an agreement is ended: 关的话当月还能看吗."""
    return _AFTER_END.fullmatch(squeezed(text)) is not None


def is_clear(text: str) -> bool:
    """Whether they are named by a name of their own, in few words, and nothing of loans, insurance or
    an account's end beside them.
    """
    said = squeezed(text)
    return len(said) <= _LONGEST and _CLEAR.search(said) is not None and not is_of_others(text)


def is_of_others(text: str) -> bool:
    """Whether it is about charges that no merchant's agreement here is behind: loans, insurance."""
    return _OF_OTHERS.search(squeezed(text)) is not None


def means_all(text: str) -> bool:
    """Whether all of them are meant: 全部关掉."""
    return _ALL.search(squeezed(text)) is not None
