"""Whether a text speaks of the customer's own account as locked or frozen, or of opening it again.

A sentence of something else (在沙发缝里找到了, 老公说把账户冻了安全) sounds like it to a classifier. It
must not know the dialogue.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

# Other scripts and spellings are left to the classifier.
_FOREIGN: Final = re.compile("[a-z]")
_LOCKED: Final = re.compile(
    "[锁封解开]|状态|账[户号]|帐[户号]|钱包|限制|限额|异常|风控|风险|禁|停用|停了|冻|恢复|登|进不|用不|上不|激活|申诉|打不开|黑名单|拉黑|所住|索定|洞结|动结|东结|失效|保护"
)
# 我看到你们写着冻结, 老公说把账户冻了安全: no state of an account, and no wish to open it.
_ONLY_FROZEN: Final = re.compile("冻")
_OWN: Final = re.compile(
    "解|开|被|账|帐|号|钱包|卡|余额|钱|恢复|取消|已|显示|状态|还在|一直|为什么|怎么|咋|多久|^冻结(?:了|中)?$|我.{0,2}冻"
)
_ADVISED: Final = re.compile(
    "[^我你您们,，。](?:也|都|老)?(?:说|叫|让|劝|建议|觉得|认为)[^,，。]{0,4}(?:把|先)[^,，。]{0,6}冻(?!.*[解被])"
)


def names_lock(text: str) -> bool:
    """Whether the text may be about an account that is locked or frozen."""
    plain = fold_with_places(text).text.lower()
    if _FOREIGN.search(plain):
        return True
    if _ADVISED.search(plain) or not _LOCKED.search(plain):
        return False
    return not _ONLY_FROZEN.search(plain) or _OWN.search(plain) is not None
