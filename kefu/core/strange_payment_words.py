"""The words by which a customer finds money gone, or payments, that they know nothing of: 收到扣款短信
但我没买东西.

What has an ordinary explanation beside it (a subscription, a shop that took too much) is a dispute
instead. It must not know what is done about it.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places, squeezed

# One of these stands in all of them, in either script.
_UNFOLDED: Final = re.compile("[没沒未无無睡]|不[是认認记記知]|陌生")
_PAYMENT: Final = "(?:转账|交易|消费|支出|扣款|付款|支付|订单|记录|账单|流水|笔)"
_UNKNOWN: Final = re.compile(
    "(?:没|无)(?:有)?(?:任何|什么|啥|半点|一点)?印象的?.{0,6}" + _PAYMENT + f"|{_PAYMENT}.{{0,8}}?"
    "(?:我)?(?:完全|根本|都|也|一点)*(?:没(?:有)?(?:任何|什么|啥|半点|一点)?印象|没见过|不记得(?:有)?(?:转|付|买|花|刷|弄))"
    f"|(?:不认识|没见过|陌生|不明)的?{_PAYMENT}(?:账|记录)?"
    f"|{_PAYMENT}.{{0,10}}(?:收款(?:人|方)?|对方|名字|人).{{0,4}}(?:我)?(?:完全|根本|都|也|一个)*(?:不认识|没听过|没见过|不知道是谁)"
)
# 没付成功, 没转到 tell of a payment that failed, which is the customer's own.
_FAILED: Final = "(?!.{0,3}(?:成|上|到|完|出去|掉|起来|通过|失败|了$))"
_NOT_DONE: Final = (
    "(?:我|明明|从来|压根|可是?|但是?)(?:又|也|根本|明明|都|并|压根|可|自己|本人|啥|什么|从来|这边|一分钱?|完全|就|确实|真的?)*"
    "(?:没有?|未|不曾)(?:有)?(?:在|去|过)?(?:转|付|买|刷|操作|消费|花|动|弄|支付|下单|点|做|干|用(?=过|它|手机|钱包|卡))"
    + _FAILED
    + "|(?:一分钱?|啥|什么|什么都|啥都|啥也)(?:都|也)?没(?:花|买|动|干|做|点|转)|(?<!是)不是我(?:本人|自己)?(?:花|转|付|买|刷|用|弄|操作|消费|取|提|点|下|充)"
    "|我(?:当时|那时|那会|正|可|都|还)*(?:在)?(?:睡觉|睡着|开车|上班)"
)
_GONE: Final = "(?:少了?|扣了|被扣|扣款|没了|不见|转[出走]|转了|支出|消费|付款成功|支付成功|付款通知|支付通知|划[走了]|刷了|空了|跑了|出去|[这那几多两三有]笔)"
_DISOWNED: Final = re.compile(
    f"(?:{_GONE}).{{0,20}}?(?:{_NOT_DONE})|(?:{_NOT_DONE}).{{0,16}}?(?:{_GONE})"
)
_ORDINARY: Final = re.compile(
    "会员|续费|订阅|自动扣|代扣|免密|商家|商户|店|超市|多[扣收付]|重复|两[次遍]|订单|下单|退[款货]|收到货|发货|外卖|取消|手续费|服务费|年费|月租|话费|保险|分期"
    "|[花借]呗|还款|打车|停车|优惠|红包|失败|没成功|不成功|没到|未到|到账|游戏|孩子|小孩|儿子|女儿|老婆|老公|家里?人|充值|提现|转错|付错|余额不足|没用上"
)

# 这笔扣款不是我买的: of one charge, and no more said, an objection to it.
_OBJECTION: Final = re.compile(
    f"[这那此][个一]?(?:笔|条|个)?(?:{_PAYMENT})(?:根本|明明|真的?)*不是我买的[,.!]*"
)


def disowns_payment(text: str) -> bool:
    """Whether the text says that money went, or a payment stands there, which the customer never
    made, and gives no ordinary reason for it.
    """
    if not _UNFOLDED.search(text):
        return False
    folded = squeezed(text)
    if _is_ordinary(folded):
        return False
    return _UNKNOWN.search(folded) is not None or _DISOWNED.search(folded) is not None


def is_ordinary(text: str) -> bool:
    """Whether the text names what money is taken for, or by whom, in the ordinary way of things, or
    objects to one charge and tells no more.
    """
    return _is_ordinary(fold_with_places(text).text)


def _is_ordinary(folded: str) -> bool:
    return _ORDINARY.search(folded) is not None or _OBJECTION.fullmatch(folded) is not None
