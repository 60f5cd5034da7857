"""The words of somebody whose bank card is lost, swallowed or blocked by now: 银行卡找不到了.

A bank's card is not the wallet. Any word of a phone, a theft or of money that is gone makes it
something else. It must not know what is answered.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

_BANK: Final = "(?:银行|信用|储蓄|借记|工资|社保|[工农中建交招]行|招商|建设|农业|工商|交通|邮储|浦发|民生|中信|光大)(?:银行)?"
_CARD: Final = f"(?:{_BANK}(?:的|那张|这张|一张){{0,8}}卡|(?<![a-z话机证通费员值公饭房禁购点油])卡(?![住号里]|在里))"
_BETWEEN: Final = "(?:我|被我|给我|让我|叫我|好像|可能|应该|不小心|昨[天晚]|今[天早]|前天|早上|上午|下午|晚上|刚刚?|刚才|也|都|又|突然|不知道|估计|怕是|哪|去|,){0,8}"
_LOST: Final = re.compile(
    f"{_CARD}{_BETWEEN}(?:丢(?:了|哪|在|失|.{1, 6}[上里下]了)|掉(?:了|在|哪|到|.{1, 6}[上里下]了)|弄丢|搞丢|不见了?|找不(?:到|着)|遗失|没找(?:到|着)|落(?:在|下|家|哪)|忘(?:在|拿)|[被让给](?:atm|机器|取款机|柜员机)?(?:给)?吞|挂失|补办)"
    f"|(?:丢了?|弄丢了?|搞丢了?|遗失了?|掉了|找不到)(?:我)?(?:的)?(?:一)?(?:张)?{_CARD}"
)
_SETTLED: Final = re.compile(
    "(?:挂失|补办|补卡|换(?:新|了|张){0,8}卡|止付|停用|注销)(?:了|过|好|完|掉)|(?:已经|早就?|都|刚刚?|也)[^,，。]{0,8}?(?:挂失|补办|补卡|换新卡|止付)"
)
_FOUND: Final = re.compile("(?<!没)(?<!没有)(?<!能)找(?:到|着|回来?)了(?![吗么?？])")
_OTHERWISE: Final = re.compile(
    "手机|电话|sim|盗|骗|偷|抢|刷[走了卡]|转走|少了|钱.{0,2}(?:没|不见)|扣|陌生|密码|验证码|如果|要是|万一|的话|[他她]的|冻|锁|钱包.{0,3}(?:丢|掉|不见)|解绑|绑定"
)
_OF_WALLET: Final = re.compile(
    "(?:钱包|余额|账户|里面的钱|k豆).{0,10}?(?:事|安全|危险|影响|能|照常|照样|继续|用|动|会|少)"
)


def loses_card(text: str) -> bool:
    """Whether the text tells that a bank card is lost, and of nothing worse."""
    folded = squeezed(text)
    return _LOST.search(folded) is not None and _OTHERWISE.search(folded) is None


def settles_card(text: str) -> bool:
    """Whether the bank has blocked the card or makes a new one by now: 我已经挂失了."""
    return _SETTLED.search(squeezed(text)) is not None


def finds_card(text: str) -> bool:
    """Whether what was lost is found again: 找到了找到了 在裤兜里."""
    return _FOUND.search(squeezed(text)) is not None


def asks_of_wallet(text: str) -> bool:
    """Whether the text asks what becomes of the wallet's money: 那钱包里的钱有事没."""
    return _OF_WALLET.search(squeezed(text)) is not None
