"""What is said of money that shall come back: whether it is asked for or asked after, why, what is
wrong with a payment, and who paid it. Must not know the dialogue, nor what the wallet has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from kefu.core.folding import squeezed
from kefu.core.refund import DisputeMatter, RefundReason

_GOODS: Final = "(?:货物?|东西|商品|快递|包裹|外卖|餐|票|件|衣服|鞋|会员|服务|权益)"
_WHEN: Final = "(?:什么时候|啥时候?|几时|何时|多久|多长时间|几天|哪天|哪一天|几号|多少天|什么时间)"
_NOT_YET: Final = (
    "(?:没(?!货|发|错|问题|法|理|有用)有?|未|冇|木有|不(?=[到见]账?))(?:人|给|帮)?我?"
    f"(?:退|到|收到|见|看|动静|消息|影|给|来|回|下来|出来|处理|拿到|音)(?!{_GOODS})"
)
_STATE: Final = re.compile(
    f"退.{{0,16}}?(?:进度|进展|状态|到哪|哪一步|到账了?[吗没]|[到下回]来?了[吗没]|到没到?|{_NOT_YET}|(?:处理|审核|退款)中"
    "|怎么样了|查询|被拒|被驳|驳回|未通过|没通过|不通过|失败|不?成功了?[吗没但]|卡住|动静|少了|少退|一半)"
    f"|退了(?:没有?|吗|多少|几[天块])|退没退|退(?:回|给)(?:来|我|到?卡里?){{0,8}}(?:了(?:没有?|吗|多少)|没有?|多少)|退(?:到|回)(?:了)?(?:哪|什么)"
    f"|(?:查|看|问)(?:一?下|看|询|问)?(?:我的?|那笔|这笔)?退款|{_WHEN}(?:能|可以|才能?|会)?(?:把钱|给我)?(?:退|回来|返还)"
    "|(?:取消|退货|退回去|寄回去|货退|钱|退票|退订)了?[^,.?!，。？！]{0,8}(?:还|都|也|一直){0,8}没(?:有)?退|退.{0,10}?(?:到现在|至今)都?(?:还)?没|(?:我|那笔?|的)[^,.?!，。？！]{0,8}退款(?:呢|怎么了)"
    f"|退.{{0,8}}?{_WHEN}|{_WHEN}.{{0,4}}(?:到账|到卡|收到|拿到).{{0,4}}退|refund ?status|(?:拒绝|拒|驳回)了?我?的?退款"
    "|说(?:好|是)?.{0,6}退.{0,8}(?:第?[一二两三四五六七八九十0-9]+天|还没)"
)
# 卖家拒绝退款, 商家不给退: the shop, not the wallet's request.
_SHOP_REFUSES: Final = re.compile(
    "(?:商家|卖家|店家|店铺|老板|商户|客服|对方|平台|他们?|店里)[^,.?!，。？！]{0,4}(?:不|拒|没同意|死活)[^,.?!，。？！]{0,4}退"
)
_OF_ONES_OWN: Final = re.compile(
    "我[的那这]|退回来|退给我|(?<!的)[那这](?:笔|单|个|次)|还没|怎么还|到哪|进度|状态|了[吗没]|没[退到有见]|到现在|一直|已经|上周|昨天|前天|之前|申请(?:了|的)"
    r"|刚才|[0-9]{2,}|被拒|驳回|哪一步|动静|处理中|审核中|(?:查|看)(?:一?下|询)?退"
)
_IN_GENERAL: Final = re.compile(
    "一般|通常|正常情况|大概要|流程|条件|规则|规定|怎么申请|如何申请|要是|如果|假如|万一"
)


def asks_progress(text: str) -> bool:
    """Whether it is asked how far a refund is, rather than for one: 退款到哪了, 钱退了没."""
    said = squeezed(text)
    return _STATE.search(said) is not None and _SHOP_REFUSES.search(said) is None


def of_own_refund(text: str) -> bool:
    """Whether what is asked of refunds is asked of the customer's own: not 退款一般要几天."""
    said = squeezed(text)
    return _OF_ONES_OWN.search(said) is not None and _IN_GENERAL.search(said) is None


def asks_in_general(text: str) -> bool:
    """Whether the rule is asked for, and no refund of one's own."""
    return _IN_GENERAL.search(squeezed(text)) is not None


_NOT_COME: Final = re.compile(
    "没(?:有)?(?:收到|到账|见到|看到|进账?|到)|不见|没有(?:钱|到)|查不到|找不到|没显示"
)
_SAID_BACK: Final = re.compile(
    "(?:显示|提示|说|已经|写着?)[^,.?!，。？！]{0,6}退|退(?:款)?成功|退了"
)


def misses_refunded(text: str) -> bool:
    """Whether money that is said to be back is missed: 显示退款成功没收到."""
    said = squeezed(text)
    return _NOT_COME.search(said) is not None and _SAID_BACK.search(said) is not None


_TWICE: Final = (
    "重复|(?:扣|付|刷|收|划|支付|买|交|charge)[了过]?(?:款|钱|我)?(?:[两二俩2])[次笔遍份回单]|[两二俩2][次笔遍](?:都|钱|扣)|多(?:扣|付|收|刷|划)了?(?:我)?一[次笔遍回单]"
    "|(?:买|付|扣|交|刷)重|又扣了?一[次笔遍]|扣我[两二俩2][次笔遍]|twice|一模一样"
)
_NOT_RECEIVED: Final = (
    f"没(?:有)?(?:收到|送到|到|拿到)(?:过)?(?:我)?(?:的|买)?.{{0,4}}?{_GOODS}|{_GOODS}.{{0,4}}(?:一直|还|都|也){{0,8}}(?:没(?:有)?(?:收到|到|送到|送|发|来)|丢了?|未到)"
    "|(?:不|没|未|没有)(?:给我?)?(?:发货|出票|送货|配送|发东西)|发货.{0,4}没|收钱不发|没开通会员"
)
_NOT_AS: Final = "(?<!摔)坏(?:了|的)?|破损?|假货|是假的|假的|高仿|山寨|盗版|质量|不符|货不对板|瑕疵|发错|开胶|色差|有问题|少件|缺件|过期"
_AMOUNT: Final = "金额(?:不对|错|有误|不符)|(?:多|乱)(?:扣|收|付|刷|算|划)|[付扣收刷算]多|多(?:按|打|输)了?一?个?(?:零|0)|价格不[对一]|算错|扣错|收错|对不上"
_UNWANTED: Final = "不想?要了?|不想买|[买拍下点选]错|不需要|不合[适脚身]|尺码|尺寸|后悔|误(?:点|操作|付|触|买)|取消了?|不喜欢|手滑|手快|退货|货退|退回去|不去了|用不[上着]|大了|小了"
_OTHER: Final = "^(?:其[他它](?:原因)?|别的(?:原因)?|都不是|不想说|没有?原因|说不清)[吧的啊]?$"
_REASONS: Final[Mapping[RefundReason, re.Pattern[str]]] = {
    reason: re.compile(words)
    for reason, words in (
        (RefundReason.DUPLICATE, _TWICE),
        (RefundReason.NOT_RECEIVED, _NOT_RECEIVED),
        (RefundReason.NOT_AS_DESCRIBED, _NOT_AS),
        (RefundReason.WRONG_AMOUNT, _AMOUNT),
        (RefundReason.UNWANTED, _UNWANTED),
        (RefundReason.OTHER, _OTHER),
    )
}
_SUBSCRIPTION: Final = (
    "会员|续费|订阅|订购|自动[扣续]|免密|代扣|试用|包[月年]|[年月]费|增值|subscri"
)
_NOT_MINE: Final = (
    "(?:不是|非)我(?:本人|自己)?(?:买|付|操作|弄|点|花)|没(?:有)?(?:买|用|订|开|签|投保|坐|消费|下单|购买)过?|未曾|从未"
    "|不认识|莫名|没印象|谁(?:扣|让)|凭空|不知道.{0,6}(?:扣|什么|是啥)"
)
_MATTERS: Final[Mapping[DisputeMatter, re.Pattern[str]]] = {
    matter: re.compile(words)
    for matter, words in (
        (DisputeMatter.DUPLICATE, _TWICE),
        (DisputeMatter.NOT_RECEIVED, _NOT_RECEIVED),
        (DisputeMatter.NOT_AS_DESCRIBED, _NOT_AS),
        (DisputeMatter.SUBSCRIPTION, _SUBSCRIPTION),
        (DisputeMatter.WRONG_AMOUNT, _AMOUNT),
        (DisputeMatter.NOT_MINE, _NOT_MINE),
        (DisputeMatter.OTHER, _OTHER),
    )
}


def reason_in(text: str) -> RefundReason | None:
    """Why a payment is wanted back, where the words tell."""
    said = squeezed(text)
    return next((reason for reason, words in _REASONS.items() if words.search(said)), None)


def matter_in(text: str) -> DisputeMatter | None:
    """What is wrong with a payment, where the words tell."""
    said = squeezed(text)
    return next((matter for matter, words in _MATTERS.items() if words.search(said)), None)


_WRONG_PAYEE: Final = re.compile(
    "(?<!没)(?<!没有)[转打汇](?:账|帐|款)?(?:的时候|时)?(?:转|打|汇)?错(?!误)|错转|转(?:账|帐)?(?:钱)?(?:给|到)了?(?:别人|陌生人|不认识|同名|另一个|人家)"
    "|(?:账号|卡号|账户|手机号)(?:输|填|写)错.{0,6}转|转.{0,8}(?:账号|卡号|账户)?(?:输|填|写)错|(?:手滑|手一?抖|不小心).{0,6}[转打汇]|转到别人"
    "|(?<![会怕能])(?:重复转|多转)(?:账|钱)?(?:了|出去)|(?<![会怕能])转(?:账)?重复?了"
)


def names_wrong_payee(text: str) -> bool:
    """Whether a transfer went to somebody for whom it was not meant: 转错人了."""
    return _WRONG_PAYEE.search(squeezed(text)) is not None


_CHILD: Final = "(?<![陪带接送哄等])(?:孩子|小孩|小朋友|娃娃?|儿子|女儿|闺女|孙子|孙女|宝宝|未成年人?|弟弟|妹妹|外甥女?|侄子|侄女)"
_PLAYS: Final = "(?:[充冲]了?(?!饭卡|话费|电)|打赏|礼物|皮肤|氪|玩游戏|游戏|直播|主播|抽卡|点券|装备|误付|误(?:点|触|操作)|乱(?:点|买|付)|偷偷|盲盒)"
_CHILD_PAID: Final = re.compile(
    f"{_CHILD}(?!没|不会|未曾|生病).{{0,20}}?{_PLAYS}|{_PLAYS}.{{0,14}}?(?:是|都是|让|被|给)?(?:我|我家|家里)?的?{_CHILD}(?:拿|用|弄|玩|充|干|点|搞|买|付|花|误|自己|偷)"
    "|我(?:今年|才|还|是|只有){0,8}(?:[789]|1[0-7]|[七八九]|十[一二三四五六七]?)岁"
)
# 给儿子充值英语课: it was the parent who paid.
_FOR_CHILD: Final = re.compile(
    f"给(?:我|我家|老家|家里)?的?{_CHILD}.{{0,4}}(?:充|买|报|交|付|转|订)"
)
_GAMES: Final = re.compile("游戏|手游|网游|直播|娱乐|互娱|电竞|点券|网络科技")


def tells_of_child(text: str) -> bool:
    """Whether a child is said to have paid: 孩子玩游戏充了648."""
    said = squeezed(text)
    return _CHILD_PAID.search(said) is not None and _FOR_CHILD.search(said) is None


def is_game(words: str) -> bool:
    """Whether a merchant, or what is told of a payment, has to do with games or live shows."""
    return _GAMES.search(words) is not None


_BARE: Final = re.compile(
    r"[¥￥]?(\d{1,7}(?:\.\d{1,2})?)(?:元|块钱?)?(?:的|那笔|那单|那个|吧|[,，.。!！]){0,8}"
)
# 退款T8-99, 退款单号是88123456789: nothing but which payment, by a number that is no amount.
_BY_NUMBER: Final = re.compile(
    "(?:不对|不是|我|要|想|申请|帮我|麻烦|请|把|应该|换成?|改成?|是|[,，。]){0,8}(?:退款?|退钱|退掉)?(?:的|这个|这笔|那笔|[:：,，#]){0,8}"
    "(?:订单|交易|流水|付款|支付|商户)?单?(?:号码?|编号)?(?:就?是|为|[:：,，#]){0,8}"
    r"(?P<number>[a-z]{1,4}[0-9][0-9a-z-]{2,31}|[0-9]{8,32})(?:的|这|那|笔|单|个|款|退款?|吧|啊|呢|[,，。.!！]){0,8}",
    re.IGNORECASE,
)
_NOT_LISTED: Final = re.compile("不是|没有?(?:这|那|我|一)|都没|不在|不对|找不到|看不到")
_NOT_THIS: Final = re.compile("(?:不是|不要|不选)(?:这|那)一?(?:笔|个|单|次)")


def bare_amount(text: str) -> str | None:
    """The amount that is all that is said: 259块那笔."""
    found = _BARE.fullmatch(squeezed(text))
    return found[1] if found is not None else None


def payment_number(text: str) -> str | None:
    """The number of a payment that is all that is said: 退款TX20260301000012."""
    found = _BY_NUMBER.fullmatch(squeezed(text))
    return found["number"].upper() if found is not None else None


def says_not_listed(text: str) -> bool:
    """Whether it is said that none of a list is meant, rather than that nothing is wanted."""
    return _NOT_LISTED.search(squeezed(text)) is not None


def says_not_this(text: str) -> bool:
    """Whether the one that was named is said not to be meant: 不是这笔."""
    return _NOT_THIS.search(squeezed(text)) is not None


_REMEMBERED: Final = re.compile(
    "(?:想|记|认)起?[来出](?:来)?了|(?:原来|应该|肯定|好像|那|其实)?是(?:我|我家|家里|俺)?(?:自己|女儿|儿子|闺女|孩子|老[公婆]|爱人|媳妇|[爸妈哥姐弟妹]{1,2}|家里?人|对象|朋友)(?:上个?[月周]|昨天|之前|当时|那天|给|帮|用|拿|自己){0,4}(?:买|付|充|订|开|续|花|用|弄|点|办|交)(?:的|了)"
)
_STRANGE_STILL: Final = re.compile("没|不是我|不认识|偷|盗|骗|怎么|但|可是|不过|退|[吗?？]")


def recognises(text: str) -> bool:
    """Whether the text says that a payment is known after all: 想起来了，是我女儿买的会员."""
    said = squeezed(text)
    return _REMEMBERED.search(said) is not None and _STRANGE_STILL.search(said) is None


_SHOP: Final = "(?:店家|商家|卖家|店里|店员|商户|老板|厂家|平台|对方|人家|[他她](?:们)?)"
# 店家说换, 她们给我补了一杯, 人家同意重发
_MADE_GOOD: Final = re.compile(
    f"{_SHOP}(?:那边)?(?:已经|刚|又|就|都|也|现在|后来){{0,4}}(?:说|答应|同意|愿意|肯|可以|能|会|要|帮|给){{0,4}}(?:我)?(?:免费)?(?:换(?!货太)|补(?:发|寄|了|一)|重(?:新)?(?:发|做|寄|送)|修好)(?:货|[一]?[个件杯份张双]|新的?|好|了|的|给我|过来|寄来){{0,4}}"
    "|(?:换|补发|重发|修)(?:好|到)?了?(?:个|一个|件|份|杯)?新的?(?:给我)?了"
)
_NOT_MADE_GOOD: Final = re.compile(
    "不|没|拒|但|可是|还是|还要|又坏|怎么|为什么|凭什么|骗|[吗么?？]|要我|让我|退(?!不退|了)"
    f"|(?:想|要|让|叫|请|求|希望|能){_SHOP}"
)


def made_good_otherwise(text: str) -> bool:
    """Whether the shop sets it right without money: 店家说换, 他们给我补了一杯."""
    said = squeezed(text)
    return _MADE_GOOD.search(said) is not None and _NOT_MADE_GOOD.search(said) is None


class Evidence(StrEnum):
    """What is said when a picture was asked for."""

    SENT = "sent"
    NONE = "none"


_SENT: Final = re.compile(
    "(?:我|已经?|都|刚刚?|图片?|截图|照片){0,8}(?:发|传|上传|提交)(?:好|完|过|上去|过去|出去)?了(?!吗|没|么).{0,4}|(?:都)?(?:好了|ok)(?:都?发了)?"
)
_NO_PICTURE: Final = re.compile(
    "(?:先|我|也|都|暂时|现在|这个|手上|目前|就){0,8}(?:没有?|木有|不(?:传|发|用|上传|提供|需要)了?|没(?:截|拍|存|保存|留)|跳过|以后再|晚点|等会儿?再?|找不到|算了)"
    "(?:截图|图片?|照片|凭证|证据|传|发|拍|留|保存|补|弄|小票){0,8}(?:了|的|啊|呀|吧|哦|先这样){0,8}"
)


def evidence_in(text: str) -> Evidence | None:
    """Whether a picture was sent, or there is none; None for words that tell something else."""
    said = squeezed(text).rstrip("。.!！?？~,")
    if _NO_PICTURE.fullmatch(said):
        return Evidence.NONE
    return Evidence.SENT if _SENT.fullmatch(said) else None


class RefundQuestion(StrEnum):
    """What is asked in few words about a refund that was just told."""

    TIME = "time"
    WHERE = "where"
    AMOUNT = "amount"
    REASON = "reason"
    SOONER = "sooner"
    """Whether it can be had before."""
    STATE = "state"


_BEFORE: Final = "(?:退款|退的?钱|那么?|是|现在|这|它|我|请问|想问|一?下|大概|到底|具体|还|要|得|会|需要|等|再|钱|这笔|那笔|[ ,，。]){0,8}"
_AFTER: Final = "(?:呢|啊|呀|吗|嘛|的|了|吧|哦|给我|谢谢|钱|[ ,，。.?？!！~]){0,8}"
_QUESTIONS: Final = {
    question: re.compile(f"{_BEFORE}(?:{words}){_AFTER}")
    for question, words in (
        (
            RefundQuestion.TIME,
            f"(?:到)?{_WHEN}(?:之?前|以?后)?(?:才?能|可以|会|才)?(?:退回?来?|到账?|收到|到卡|完成|给|好|回来|拿到)?|退?.{{0,2}}{_WHEN}|快吗|今天能到",
        ),
        (
            RefundQuestion.WHERE,
            "(?:退|回)(?:到|回|去|给)?了?(?:哪里?|哪儿|哪张卡|什么地方|哪个(?:账户|卡))|(?:退|回)(?:到|回|去)?(?:余额|零钱|(?:银行|原来的)?卡[里上]?).{0,4}还是.{1,5}|原路(?:退回)?|去哪(?:里|儿)?",
        ),
        (
            RefundQuestion.SOONER,
            "(?:能不能|可不可以|能否|能|可以)?(?:帮我|麻烦)?(?:先|提前|快点?|催|加急|马上|尽快|早点?)(?:点|些|一?下){0,8}(?:给|退|打|到|处理|办|弄|回)?.{0,3}",
        ),
        (RefundQuestion.AMOUNT, "(?:能|会)?退(?:回来?)?了?(?:多少|几块|几元)|多少|全额|全退"),
        (RefundQuestion.REASON, "(?:为什么|为啥|为何|怎么会|凭什么|什么原因|怎么回事).{0,8}"),
        (
            RefundQuestion.STATE,
            "(?:退款)?(?:到哪(?:里|儿|一步)?|进度|怎么样|退了没有?|退了|到了没有?|到了|退没退|状态|现在呢|有结果)",
        ),
    )
}
_SHORT: Final = 14
_NEEDS: Final = re.compile(
    f"{_BEFORE}(?:申请)?(?:退(?:款|钱)?)?的话.{{0,3}}(?:我)?(?:要|得|需要|该|应该)?(?:我)?(?:自己)?"
    f"(?:干啥|干什么|干嘛|做什么|做啥|怎么(?:弄|办|操作)|咋[弄办]|准备什么|准备啥|提供什么|提供啥|什么(?:材料|东西|凭证|资料)|啥(?:材料|东西)){_AFTER}"
)


def asks_what_it_takes(text: str) -> bool:
    """Whether it is asked what one has to do or show for a refund: 退的话要我干啥."""
    return _NEEDS.fullmatch(squeezed(text)) is not None


def refund_question(text: str) -> RefundQuestion | None:
    """What is asked about the refund that was just told; None where more is said."""
    said = squeezed(text)
    if len(said) > _SHORT:
        return None
    return next((asked for asked, words in _QUESTIONS.items() if words.fullmatch(said)), None)


_FILLER: Final = re.compile(
    "(?:[这那]笔的?|也?是|那么?|还有|还|在?处理中?|另外|另|再|也|和|的|这|笔|单|个|退款|款|钱|呢|到哪|到了?|退了?|没有?|怎么样?|怎样|进度|看看?|查|一?下|问|我|在|是"
    "|啊|呀|吗|嘛|吧|了|元|块|多少|什么时候|情况|[ ,，。.?？!！~¥￥]){0,8}"
)


def names_only(text: str, name: str, amount: str) -> bool:
    """Whether nothing is said but the name, or the amount, of another refund: 那唯品会的呢."""
    said = squeezed(text)
    for length in range(len(name), 1, -1):
        if name[:length] in said:
            return _FILLER.fullmatch(said.replace(name[:length], "", 1)) is not None
    return amount in said and _FILLER.fullmatch(said.replace(amount, "", 1)) is not None


_BACK: Final = re.compile(
    "(?:帮我|替我|给我|麻烦|请你?们?|我(?:就|现在|也)?[要想]|要求|必须|赶紧|快点?|[把将]|申请)[^,.?!，。？！不没]{0,12}?退(?!出|休|货|款到)"
    "|^退(?:掉|款|下|一下)?(?!出|休|货|款到|税|役)[^,.?!，。？！不没了\\d]{1,8}\\d+(?:块|元)?(?:那笔|的)?(?:$|[,，.。 ]|不)"
    "|退(?:还|回来?)?给?我(?!了)|退(?:了|掉|款|一下|回来?|回去){0,2}吧|[还赔]给?我钱|(?:拿|要|追|讨)回来?"
)
# 商家已经给我退了: it is back, or others give it.
_GIVEN_BACK: Final = re.compile(
    "(?:商家|店家|卖家|对方|人家|[他她它]们?|平台|银行|已经|后来)[^,.?!，。？！]{0,8}退"
)


def wants_back(text: str) -> bool:
    """Whether the text demands money back, rather than that it tells of it: 多扣的给我退了."""
    said = squeezed(text)
    return _BACK.search(said) is not None and _GIVEN_BACK.search(said) is None


_WITHDRAWN: Final = re.compile(
    "(?:取消|撤回|撤销|撤掉|终止|停掉)(?:掉|了)?[^,.?!，。单要]{0,8}退款|退款[^,.?!，。]{0,6}(?:取消|撤回|撤销|撤掉|撤了|作废|不要了|不退了)"
)

# 退款被取消了, 商家取消了我的退款
_BY_OTHERS: Final = re.compile(
    "被|(?:商家|店家|卖家|对方|人家|[你您]们|平台|系统).{0,4}(?:取消|撤|终止)|为什么|怎么|凭什么"
)


def withdraws_request(text: str) -> bool:
    """Whether a request for a refund is to be taken back: 把当当的退款取消掉."""
    said = squeezed(text)
    return _WITHDRAWN.search(said) is not None and _BY_OTHERS.search(said) is None
