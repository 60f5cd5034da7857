"""What is said of money that has not arrived: from which bank, from whom, and whether it shall be
looked for. Must not know the dialogue, nor what the wallet has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kefu.core.folding import squeezed

_BANKS: Final[Mapping[str, str]] = {
    "工商银行": "工商|工行",
    "农业银行": "农业银行|农行",
    "中国银行": "中国银行|中行",
    "建设银行": "建设银行|建行",
    "交通银行": "交通银行|交行",
    "邮储银行": "邮储|邮政",
    "招商银行": "招商|招行",
    "中信银行": "中信",
    "浦发银行": "浦发",
    "兴业银行": "兴业银行|兴业卡",
    "民生银行": "民生",
    "光大银行": "光大",
    "平安银行": "平安银行|平安卡",
    "广发银行": "广发",
}
_FROM_OTHERS: Final = re.compile(
    "(?:转|打|汇|发|付|寄|充)[了过来到]*给(?:我|俺|咱)|给(?:我|俺|咱)(?:微信|账上|账户|钱包)?[又也先]?(?:转|打|汇|发|付|充)(?!不)"
    "|工资|薪水|红包|收款|收钱|扫(?:了)?我|货款|客[人户]|顾客|对方|朋友|老板|退款|借款|借的钱"
)
_LOOK: Final = re.compile(
    "(?:那|好的?|行|可以|嗯|请|麻烦|你|您|就|先|直接|赶紧|快|能不能|能|可不可以|帮我?|给我|替我|现在|马上|立刻|立马){0,8}"
    "(?:验证身份|确认身份|验证一?下?)?(?:马上|直接|现在|来|再){0,8}查(?:一?下|一查|查看|查|看|看看)?"
    "(?:这|那)?(?:一)?(?:笔|个|次)?(?:钱|款|充值|提现|付款)?(?:到哪里?儿?了|在哪里?|去哪了)?(?:吧|吗|呢|呗|啊|好吗|行吗)?"
)


_DEBITED: Final = re.compile("(?<![没不未])(?<!没有)扣(?:[了款钱走掉我]|[^,.!?]{0,2}\\d)")


def tells_debit(text: str) -> bool:
    """Whether money is said to have been debited: 钱被扣了."""
    return _DEBITED.search(squeezed(text)) is not None


def bank_in(text: str) -> str | None:
    """The one bank that is named, by its full name; None for none or several."""
    said = squeezed(text)
    named = [name for name, words in _BANKS.items() if re.search(words, said)]
    return named[0] if len(named) == 1 else None


def is_from_others(text: str) -> bool:
    """Whether somebody else sent the money: it is neither a top-up nor a withdrawal of one's own."""
    return _FROM_OTHERS.search(squeezed(text)) is not None


_ARRIVED: Final = re.compile(
    "(?:(?:已经|都|刚刚?|早就?|全部?){0,8}(?:收到|到账|进账|入账)(?:了|啦|咯|喽|嘞|的)|到(?:了)?(?:我|她|他|对方)?(?:的)?(?:卡|余额|账户|账)(?:里|上)(?:了|啦|咯)?|(?:钱|款|那笔)(?:已经|都|刚刚?|终于|总算){0,8}(?:到|进?来)(?:了|啦|咯)(?![^,.!~啊哈呀谢]))"
)
_OF_MONEY: Final = re.compile("钱|款|[提退充]的|[百千万]|转|充|提现|工资|红包|到账|进账|入账")
_NOT_WELL: Final = re.compile(
    "[没未不冇?吗么呢]|一半|[少才只却错扣骗盗假卡](?![里上])|退(?!款|的钱)|但|可是|然而|失败|怎么|为什么|为何|显示|提示|还|又|多|重复|帮|查|想|要|如何|请|能|可以|冻|异常|陌生|谁|截图|短信|之?后|再"
)
_LONGEST: Final = 24


def says_arrived(text: str) -> bool:
    """Whether nothing is told but that the money is there: 转给我妈的钱她说收到啦."""
    said = squeezed(text)
    told = len(said) <= _LONGEST and _OF_MONEY.search(said) and _ARRIVED.search(said)
    return bool(told) and _NOT_WELL.search(said) is None


# 另外那笔1000的也是在处理中吗
_PENDING: Final = re.compile(
    "(?:笔|充值|充的|提现|转账|退款|钱|款|\\d)[^,.!?]{0,8}?(?:处理中|在处理|处理着|没处理完|审核中|在途|在路上|到账|入账)(?:了|的|呢)?(?:吗|没有?|么|吧)[?\uff1f]*$"
)
_OF_THEFT: Final = re.compile("盗|骗|偷|不是我|转走|刷走|被|陌生|不认识|少了|没了|案")


def asks_whether_pending(text: str) -> bool:
    """Whether the text only asks whether some money is still under way, or has come."""
    said = squeezed(text)
    return _PENDING.search(said) is not None and _OF_THEFT.search(said) is None


def wants_look(text: str) -> bool:
    """Whether nothing is said but that the money shall be looked for: 帮我查一下."""
    return _LOOK.fullmatch(squeezed(text).rstrip("。.!！?？~")) is not None
