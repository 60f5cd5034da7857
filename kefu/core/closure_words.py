"""How customers say that their account shall be closed for good, or kept after all.

Other things are closed as well: a card, a membership, a service of others, a charge. Those words are
none of these. It must not know the dialogue.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places, squeezed

_ACCOUNT: Final = "(?:账[户号]|帐[户号]|钱包|号(?!码)|户|会员号)"
_CLOSE: Final = (
    f"注销|销户|销号|消户|消号|销掉|关户|(?:关闭|关掉|关了|停用|删除?|删掉|取消|退|不要|清空)(?:我?的?|这个?|整个)?{_ACCOUNT}"
    f"|(?:把|将)?(?:我?的?|这个?|整个)?{_ACCOUNT}(?:给?我?)?(?:彻底|永久|直接|都){{0,8}}(?:关闭|关掉|删除|删掉|删了|销了|注掉)"
    "|(?<![a-z])(?:close|delete|deactivate) (?:my |the )?account|zhuxiao"
)
_CLOSES: Final = re.compile(_CLOSE)
_ELSE: Final = re.compile(
    "(?:信用|银行|储蓄|借记|工资|电话|手机|这张|那张|张|社保|校园|会员)卡|花呗|借呗|白条|月付|微粒贷|贷|理财|基金|证券|股票|保险|余额宝|零钱通"
    "|自动|免密|代扣|扣费|续费|会员|服务|功能|通知|短信|提醒|营销|推送|签约|协议|授权|指纹|刷脸|二次验证|微信|支付宝|抖音|京东|淘宝|小程序"
    "|手机号|号码|订单|工单|投诉|店|商户|公司|营业执照|执照"
)
# 那张卡好像注销了, of a card whose money is on its way
_CARD_IS_CLOSED: Final = re.compile(
    "(?:(?:[这那]|我的?)张?[^,.，。]{0,6}|银行|储蓄|信用)卡[^,.，。吗?？]{0,6}(?:注销|销户|销卡|停用|作废)[^,.，。吗?？户账]{0,4}了"
)


def tells_closed_card(text: str) -> bool:
    """Whether the text tells that a card was closed, and names no account: 那张卡好像注销了."""
    said = squeezed(text)
    return _CARD_IS_CLOSED.search(said) is not None and re.search(_ACCOUNT, said) is None


_OTHERS: Final = re.compile(
    "(?:我?(?:妈|爸|老公|老婆|儿子|女儿|孩子|朋友|爷爷|奶奶|父亲|母亲|爱人|哥|姐|弟|妹)|别人|他|她|去世|过世|走了的)[^,.，。]{0,6}(?:账|帐|钱包|号)"
    "|被[^,.，。]{0,6}(?:注销|销户)|(?:给|让)(?:你们|人|别人|骗子|他)[^,.，。]{0,4}(?:注销|销户)|(?:叫|让|要|说)我[^,.，。]{0,8}(?:注销|销户)|不注销[^,.，。]{0,4}(?:影响|征信)"
)
_TAKES_BACK: Final = re.compile(
    "(?:撤销|撤回|取消|停止|终止|收回|停掉|撤掉)(?:我?的?|这个?|那个?|掉|刚才的?|之前的?){0,8}(?:注销|销户)"
    "|(?:注销|销户)(?:的)?(?:申请)?(?:我)?(?:想|要|能|可以|给我|帮我|那个|先){0,8}(?:撤|取消|停掉|收回)"
    "|(?:后悔|反悔)[^,.，。]{0,4}(?:注销|销户)|(?:注销|销户)[^,.，。]{0,4}(?:后悔|反悔)"
)
_NOT: Final = re.compile("(?:不|不想|不要|不用|别|先不|暂时不)(?:给我|帮我)?(?:注销|销户)了?")
_STATE: Final = re.compile(
    "(?:注销|销户)(?:申请)?(?:到哪|怎么样了|办好|好了|成功|完成|生效|处理|通过|进度|进展|什么时候|哪天|几号|还要几|还有几)"
    "|(?:申请|提交)(?:了|过)(?:注销|销户)|(?:什么时候|哪天|几号|多久)(?:才|会|能)?(?:真正|正式)?(?:注销|销户)"
)


_NAMED: Final = re.compile(f"{_CLOSE}|{_ACCOUNT}|[账帐号户销]|account|close|delete")


def names_account(text: str) -> bool:
    """Whether the text names an account, or its end, at all: 关一个另一个不会受影响吧 does not."""
    return _NAMED.search(fold_with_places(text).text.lower()) is not None


def wants_closed(text: str) -> bool:
    """Whether the words are about closing the whole own account, be it as a question."""
    said = fold_with_places(text).text.lower()
    return (
        _CLOSES.search(said) is not None
        and _ELSE.search(said) is None
        and _OTHERS.search(said) is None
        and not wants_kept(text)
    )


def takes_request_back(text: str) -> bool:
    """Whether a request to close shall be taken back: 撤销注销."""
    return _TAKES_BACK.search(squeezed(text)) is not None


def wants_kept(text: str) -> bool:
    """The same, or that closing is said no to: 不注销了."""
    return takes_request_back(text) or _NOT.search(squeezed(text)) is not None


_LEFT: Final = re.compile(
    "(?:那么?|请问|现在|我|嗯|好的?|这边|注销){0,8}(?:还有|还差|还剩|还缺|还需要?|还要|剩下|差|缺)(?:下)?(?:什么|哪些|哪几[样项个]|啥|多少|几[样项个])(?:东西|事情?|步骤|手续|条件)?"
    "(?:没有?|未|要|需要|得|我){0,8}(?:处理|办|弄|搞|解决|完成|满足|做|清)?(?:好|完|掉|理)?(?:的|了|呢|啊|呀|吗){0,8}"
    "|(?:那么?|请问|现在|我|注销){0,8}还(?:要|得|需要?)(?:处理|办理?|弄|搞|做|准备)(?:什么|哪些|啥|哪几[样项个])(?:呢|啊|呀|吗){0,8}"
    "|(?:那么?|请问|现在|我){0,8}(?:都|全部?)(?:处理|办|弄|搞)(?:好|完|掉)了(?:吗|没有?|么)"
    "|(?:那么?|请问)?(?:现在|这下|这样)(?:能|可以)(?:注销|办|销户)了?(?:吗|没有?|么|不)"
)


def asks_whats_left(text: str) -> bool:
    """Whether nothing is asked but what still stands in the way: 还有什么没处理完的."""
    return _LEFT.fullmatch(squeezed(text).rstrip("?？.。!！~ ")) is not None


def asks_of_request(text: str) -> bool:
    """Whether it is asked how a request to close stands: 注销办好了吗."""
    return _STATE.search(squeezed(text)) is not None
