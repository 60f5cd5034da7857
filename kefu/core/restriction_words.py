"""How customers speak of an account that somebody holds back: an authority, a paper that ran out,
or nothing more than that money does not leave it. It must not know the dialogue.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_AUTHORITY: Final = re.compile(
    "法院|司法|公安|警察|警方|派出所|经侦|反诈(?:中心)?|检察院|法官|执行局|刑警|协助执行|涉案|有权机关"
)
_PAPER: Final = (
    "(?:身份证件?|证件|护照|通行证|回乡证|台胞证|居住证|实名(?:认证|信息|资料)?|认证(?:信息|资料)?)"
)
_RUN_OUT: Final = re.compile(
    f"{_PAPER}[^,.，。?？!！]{{0,8}}(?:过期|到期|过了(?:有效)?期|失效|超期|逾期|不在有效期)"
    f"|(?:过期|到期|失效)[^,.，。?？!！]{{0,4}}{_PAPER}|有效期(?:过|到)了"
)
_OUT: Final = "(?:付|支付|转账|转|提现|提|取|汇|花|用)"
_WHAT: Final = "(?:钱|款|账|现|出去|出来|出)?"
_STUCK: Final = re.compile(
    f"{_OUT}{_WHAT}(?:都|也|又|一直|就|老是|总是|总)?(?:不了|不出|不成|不动|不走|不上)"
    f"|(?:不能|不让|无法|没法|不给|没办法|禁止|限制)(?:我)?(?:再)?{_OUT}"
    f"|{_OUT}(?:款|现|账|钱)?(?:功能)?(?:被)?(?:限制|禁止|停用|停)"
)
_MINE: Final = "我(?:的|钱包里的|账户里的)?(?:钱|余额)"
_JUST: Final = "(?:到底|现在|今天|突然|都|又|就){0,3}"
_HOW: Final = "(?:为什么|为啥|为何|怎么|咋|凭什么)"
_WHATS_WRONG: Final = re.compile(
    "(?:你好|您好|请问|麻烦|帮我|帮忙|看看|查查|查一下|看一下|查下|看下|[ ,，])*"
    "我?(?:的|这个?|那个?)?(?:钱包)?(?:账户|帐户|账号|帐号|号|钱包)(?:到底|现在|今天|突然|这)?(?:是|又)?"
    "(?:怎么(?:了|回事|搞的?|样了?)|咋(?:了|回事)|什么(?:情况|状态|问题)|出(?:了)?什么问题了?|有什么问题|为什么这样|正常[吗么不嘛])"
    "(?:啊|呀|呢|吗|嘛|啦|这是|这|[ ,.?!，。？！]){0,8}"
    # 为什么我的钱不能动, 我的钱怎么动不了
    f"|(?:你好|您好|请问|[ ,，]){{0,4}}(?:{_MINE}{_JUST}{_HOW}{_JUST}|{_HOW}{_MINE}{_JUST})"
    "(?:不能|不让|没法|不可以|动不了|用不了|取不出|转不出|被冻)(?:动|用|取|转|提|花|出来|去|了|住|结){0,3}"
    "(?:啊|呀|呢|吗|啦|[ ,.?!，。？！]){0,8}"
)


_FILLER: Final = "(?:那么?|请问|麻烦|到底|具体|我|要|该|应该|得|需要|可以|能|现在|就|是|去|跟|和|向|的|呢|啊|呀|吗|嘛|了|吧|谢谢|[ ,.?!，。？！])*"
_WHOM: Final = re.compile(
    f"{_FILLER}(?:"
    "(?:找|联系|问|咨询|打给|打电话给)(?:谁|哪里|哪儿|哪个(?:部门|单位|机关|法院|人)|哪家(?:法院|单位)?|什么(?:人|部门|单位))"
    "|哪(?:个|家|里的?|一个|一家)?(?:法院|机关|单位|部门|公安局?|派出所|执行局)|(?:被)?谁(?:冻|封|限制|决定|弄|下令|要求)(?:结|起来|的)*"
    "|(?:法院|机关|单位|对方)(?:叫什么|是哪[个家里]|在哪[里儿]?|是谁)|文号(?:是什么|是多少|多少)?"
    f"){_FILLER}(?:(?:找|联系|冻结?|限制|处理|解决){_FILLER})?"
)
_WHEN_LIFTED: Final = re.compile(
    f"{_FILLER}(?:什么时候|啥时候?|几时|何时|多久|哪天|几号|还要多久|多长时间)(?:才|可以|能|会|给我?|自动)*(?:解(?:冻|封|除|开|限|了)*|恢复|放开|能用)(?:正常)?{_FILLER}"
    f"|{_FILLER}(?:到|冻到|限制到|冻结到)(?:什么时候|啥时候|几时|何时|哪天|几号){_FILLER}"
)


def asks_whose_order(text: str) -> bool:
    """Whether nothing is asked but who holds the account back, or whom to turn to: 找谁, 哪个法院."""
    return _WHOM.fullmatch(fold_with_places(text).text) is not None


def asks_when_lifted(text: str) -> bool:
    """Whether nothing is asked but until when it is held back: 什么时候解."""
    return _WHEN_LIFTED.fullmatch(fold_with_places(text).text) is not None


def names_authority(text: str) -> bool:
    """Whether a court, the police or the like is named."""
    return _AUTHORITY.search(fold_with_places(text).text) is not None


def names_expired_paper(text: str) -> bool:
    """Whether a paper is said to have run out, or to be about to: 身份证过期了."""
    return _RUN_OUT.search(fold_with_places(text).text) is not None


def finds_money_stuck(text: str) -> bool:
    """Whether money cannot leave at all: 付不了款, 提现不了. 没到账 is no such thing."""
    return _STUCK.search(fold_with_places(text).text) is not None


def asks_whats_wrong(text: str) -> bool:
    """Whether the whole text only asks what is the matter with the own account: 我的账户怎么了."""
    return _WHATS_WRONG.fullmatch(fold_with_places(text).text) is not None
