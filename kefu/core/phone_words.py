"""How customers say that the phone of their account shall be another one, and that the old one is
out of reach. It must not know the dialogue.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places, squeezed

_CHANGES: Final = re.compile(
    "(?:换|改|变更|更新|修改|替换)[^,.，。]{0,8}(?:手机号?码?|电话|号码?)|(?:手机号?码?|电话|号码?)[^,.，。]{0,8}(?:换|改|变更|更新|修改)"
    "|换号|改号|换绑(?!卡|银行)|[换改]成新(?:的|号)"
)
# The device, or a phone that others keep.
_ELSE: Final = re.compile(
    "银行预留|预留|银行(?:那边|留)|快递|收货|微信|支付宝|花呗|换了?(?:个|台|部|新)?手机(?!号|的?号)|手机(?:坏|屏|型号|系统)|卡号|账号|尾号|编号"
)
_NEW: Final = re.compile("换成|改成|换为|改为|新(?:的)?(?:手机)?号码?|换到|变更为|更新为")
_OLD: Final = (
    "(?:原来|原先|原|旧|老|之前|以前|先前|那个)(?:的)?(?:手机|电话|号码?|卡|sim)*(?:号码?)?"
)
_LOST: Final = re.compile(
    f"{_OLD}[^,.，。]{{0,8}}(?:不用|停机|停用|停了|注销|销[号了]|丢|没了|没有了|收不到|空号|回收|收回|别人在用|打不通|欠费|用不了|不在|作废|过期)"
    "|(?:收不到|接不到|没法收|不能收|收不了)[^,.，。]{0,6}(?:验证码|短信|码)|(?:sim|手机|电话)卡?[^,.，。]{0,4}(?:丢|被偷|没了|掉了|坏了)"
    "|(?:号码?|手机号)[^,.，。]{0,6}(?:停机|空号|被收回|被回收|注销了|销号|早就不用|不用了|已经不用)"
)


def wants_phone_changed(text: str) -> bool:
    """Whether the phone of the account is to be another one: 帮我换绑手机号."""
    said = squeezed(text)
    return _CHANGES.search(said) is not None and _ELSE.search(said) is None


def loses_old_phone(text: str) -> bool:
    """Whether the registered phone is out of reach: 原来的号停机了."""
    return _LOST.search(fold_with_places(text).text.lower()) is not None


def names_new_phone(text: str) -> bool:
    """Whether a number in the text is said to be the new one: 换成139…."""
    return _NEW.search(squeezed(text)) is not None
