"""How customers speak of the bank cards that they have bound: which there are, which is meant, and
that one shall be taken off the account.

Whether it is a question or a wish, the acts tell. It must not know the dialogue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from kefu.core.arrival_words import bank_in
from kefu.core.card import BankCard, CardKind, CardStatus
from kefu.core.folding import fold_with_places, squeezed

_OFF: Final = (
    "解(?:绑|榜|邦|梆|除(?:绑|关联)|卡|掉|下来|了(?!解))|姐绑|取消[^,.，。]{0,6}绑|(?:删|移|去|拿|撤|摘|清|弄|取|拆|踢|退)"
    "(?:除|掉|走|开|出去?|下来?|了|干净)|不(?:想|要|用)再?绑(?!.*(?:吗|么|行))|脱绑|拆绑|(?<![a-z])(?:unbind|unlink|jie ?bang)"
    "|(?<![a-z])(?:remove|delete)(?= (?:my|this|the|bank|card))"
)
_REMOVES: Final = re.compile(_OFF)
_OF_CARDS: Final = re.compile("卡|绑|榜|邦|梆|尾号|(?<![a-z])card|jie ?bang|unbind|那张|这张|两张")
# Another card in its place, another service's, or something else that is bound.
_ELSE: Final = re.compile(
    "换|更改|变更|改成|改绑|花呗|借呗|白条|月付|微粒贷|金条|贷|微信|支付宝|余额宝|零钱通|京东|滴滴|淘宝|云闪付|apple|etc"
    "|三方存管|存管|证券|股票|基金|银证|结算|快捷|代扣|签约|解约|自动|免密|续费|亲情|公交|加油|停车|保险|手机号|邮箱|账单|记录"
)
_OF_OTHERS: Final = re.compile(
    "(?:别人|他人|陌生|前夫|前妻|前任|前男友|前女友|朋友|同事|老公|老婆|爸|妈|儿子|女儿|孩子|弟|哥|姐|妹|房东|旧|老|以前|之前|小|原来)"
    "[^,.，。]{0,8}(?:账[号户]|帐[号户]|号|那边|手机|名下|微信)[^,.，。]{0,8}(?:绑|挂|解|里|上)"
    "|绑[在到了][^,.，。]{0,6}(?:别人|他人|陌生|他|她|前|朋友|同事|老公|老婆|爸|妈|儿子|女儿|旧|老|以前)[^,.，。]{0,8}(?:账|帐|号|那|手机|名下)"
    "|(?:账[号户]|帐[号户]|号)[^,.，。]{0,4}绑(?:了|着)我的?卡|不记得|忘了?哪个|登不[上进]"
)
_FAILS: Final = re.compile(
    "(?:解|删|移|去|拿|撤|摘|取)[绑除掉]?[^,.，。]{0,4}(?:不了|不掉|不下来|不成|失败|不动)|(?:不能|无法|不让|不给|没法)[^,.，。]{0,3}(?:解|删|移|去掉|拿掉)"
)
_WHICH: Final = re.compile(
    "(?:绑|榜|存|加|添加)定?(?:了|过|着|的|上)?(?:有)?(?:哪些|哪几|几|多少|什么|哪)(?:张)?(?:银行|储蓄|信用)?的?卡"
    "|(?:查|看|列|显示|告诉我|说说)[^,.，。]{0,6}我?(?:的|名下)?(?:已经?)?(?:绑定?(?:了|好|着)?的?|名下的?)(?:全部|所有)?(?:银行|储蓄|信用)?卡(?!.*(?:怎|流水|余额|限额))"
    "|我?(?:名下|账户|帐户|钱包)?里?(?:现在|目前|一共|总共|都|到底)*(?:绑定?|有)(?:了|着)?(?:哪些|哪几张|几张|多少张|什么)(?:银行|储蓄|信用)?卡"
    "|(?:绑定?(?:了)?的?|名下的?)(?:银行|储蓄|信用)?卡(?:都|一共|现在)?(?:有|是)(?:哪|几|多少|什么)"
    "|(?:我的)?(?:银行)?卡(?:的)?状态|绑(?:定?(?:了|的))?卡(?:清单|列表)"
)
_WHAT_IS_POSSIBLE: Final = re.compile(
    "支持|能绑|可以绑|能不能|最多|可不可以|能加|限制|上限|哪些银行(?!卡)"
)
_ALL: Final = re.compile("全部?|所有|一次性|统统|都(?:解|删|去|撤|拿|给我)|[两三四五几]张")
_TAIL: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_EXPIRED: Final = re.compile("过期|到期")
_CLOSED: Final = re.compile("注销|销户|销了|作废|停用|剪")
_LAST: Final = re.compile("最后(?:一|那)?张|最下面")


def wants_unbound(text: str) -> bool:
    """Whether a card is to be taken off the own account: 把农行那张删了. Another card in its place
    is no such thing, and neither is one that hangs on somebody else's account.
    """
    said = fold_with_places(text).text.lower()
    return (
        _REMOVES.search(said) is not None
        and _OF_CARDS.search(said) is not None
        and _ELSE.search(said) is None
        and not hangs_elsewhere(text)
    )


def hangs_elsewhere(text: str) -> bool:
    """Whether the card is bound to an account that is not this one: 前夫的账户绑了我的卡."""
    return _OF_OTHERS.search(fold_with_places(text).text) is not None


def cannot_unbind(text: str) -> bool:
    """Whether it was tried and failed: 解绑不了, 删不掉."""
    return _FAILS.search(squeezed(text)) is not None


def asks_which_cards(text: str) -> bool:
    """Whether the text asks which cards are bound: 我绑了哪些卡."""
    said = squeezed(text)
    return _WHICH.search(said) is not None and _WHAT_IS_POSSIBLE.search(said) is None


def means_several(text: str) -> bool:
    """Whether more than one card is to go: 全部解绑."""
    return _ALL.search(squeezed(text)) is not None


def named_in(text: str, cards: Sequence[BankCard]) -> list[BankCard] | None:
    """The cards that a text describes, by bank, last digits, kind or state; None where it describes
    none at all.
    """
    said = fold_with_places(text).text
    left, describes = list(cards), False
    if (tail := _TAIL.search(said)) is not None:
        left, describes = [card for card in left if card.last4 == tail[1]], True
    bank = bank_in(said) or next((card.bank for card in cards if card.bank in said), None)
    if bank is not None:
        left, describes = [card for card in left if card.bank == bank], True
    for words, fits in _TRAITS:
        if words.search(said) and any(fits(card) for card in cards):
            left, describes = [card for card in left if fits(card)], True
    if _LAST.search(said) and cards:
        left, describes = [card for card in left if card is cards[-1]], True
    return left if describes else None


_TRAITS: Final[tuple[tuple[re.Pattern[str], Callable[[BankCard], bool]], ...]] = (
    (re.compile("信用卡|贷记卡"), lambda card: card.kind is CardKind.CREDIT),
    (re.compile("储蓄卡|借记卡"), lambda card: card.kind is CardKind.DEBIT),
    (_EXPIRED, lambda card: card.status is CardStatus.EXPIRED),
    (_CLOSED, lambda card: card.status is CardStatus.CLOSED),
)
