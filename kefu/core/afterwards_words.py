"""What is said when a matter is just over: whether it is done now (好了没, 能付了吗), or that it is
wanted after all (诶还是现在弄吧).

The whole text must be made of it. It must not know which matter it was.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_LONGEST: Final = 18
_PASSWORD: Final = "密码"
_THING: Final = "(?:账[户号]|钱包|号|新?密码|钱|资金|卡|[这那]个?|我的?)"
_AROUND: Final = f"(?:请问|问一?下|那么?|[诶哎嗯哦亲它]|[你您]好|这下|[这那]样|现在|目前|应该|到底|究竟|已经|真的?|都|就算?|帮我|给我|[你您]们?|{_THING}){{0,8}}"
_WHETHER: Final = "(?:是不是|有没有|是否)"
_WORKS: Final = (
    "(?:可以|能|可不可以|能不能|能够)?(?:正常|重新|继续|再|随便){0,8}"
    "(?:使?用|登[录陆]?|进去?|付款?|支付|转账?|提现?|花|刷|收款?|操作|动)[钱款账]?"
)
_DEED: Final = (
    "(?:解[开锁除封冻]?|打?开|恢复|修?改|重置|设置?|换|更新|冻结?|锁|封|停|办|弄|搞|处理|操作|保护)"
)
_STATE: Final = f"{_DEED}(?:好|上|住|成功?|完|掉|开|正常){{0,8}}|好使?|行|可以|成功?|生效|搞定|完[成事]?|正常|安全|没事|没问题|有用|起效"
_ASKS: Final = "(?:了?(?:吗|么|嘛|没有?|不|是吧|对吧|对吗|是吗|对不对|是不是)|了吧)[呀啊呢哦亲]*"
_IS: Final = f"(?:{_WHETHER}|是|算不算)?(?:已经|就|都|真的?|给我|帮我){{0,8}}"
_DONE: Final = re.compile(
    f"{_AROUND}(?:{_IS}(?:{_WORKS}|{_STATE})了?{_THING}?{_ASKS}"
    f"|{_WHETHER}(?:已经|就|都|真的?){{0,8}}(?:{_WORKS}|{_STATE})了[呀啊呢]?"
    "|还?是?[锁冻封]着的?[吗么嘛呢没])"
)
# Without 了 these ask whether something is possible at all: 能用吗, but also 能转账吗.
_NOW: Final = re.compile("了|没|现在|已经|是不是|生效|还|正常|成功|是吧|对吧")

_AFTER_ALL: Final = (
    "(?:诶|哎呀?|唉|嗯|哦|噢|呃|额|啊|算[了啦]|等等|等一?下|不对|不|那就?|要不|我|想了?想|想了?一下|后悔了?|改主意了?|不行|先?别取消){0,8}"
    "(?:还是|要不然?我?|又想|又要)(?:是|我|想|要|现在|这会儿?|马上|继续|接着|给我|帮我|麻烦[你您]?|先|再|把[它这]个?|一起|尽快|早点|赶紧){0,8}"
)
_ANY_DEED: Final = "弄|办理?|搞|做|继续|接着来?|来|处理|走|进行|试"
_DEEDS: Final = {
    "password": "改|重[置设]|设置?|换|找回",
    "password_payment": "改|重[置设]|设置?|换|找回",
    "security_two_factor": "开启?|打开|关闭?|取消",
    "security_agreement": "关闭?|取消|停|解约|退订",
    "account_lock": "解[锁开冻封]?|开",
    "theft": "冻[结上住]?|锁|封|停",
    "transaction": "查|看|问",
    "refund": "退款?|退钱|申请退款|登记|提交?|申请|要",
    "service": "退款?|报|登记|提交?|申请|投诉|建|约|要",
}
_END: Final = "(?:一?下|了|掉|完|好|它|工单|密码|一?个|得了|比较好|[吧呗啦罢嘛呀啊]){0,8}"


def asks_whether_done(text: str, *, of_password: bool = False) -> bool:
    """Whether the text asks if what was wanted is done now, and nothing else; of a password only
    where it was about one.
    """
    plain = _plain(text)
    if not 2 <= len(plain) <= _LONGEST or not _NOW.search(plain):
        return False
    if _PASSWORD in plain and not of_password:
        return False
    return _DONE.fullmatch(plain) is not None


def wants_after_all(text: str, topic: str) -> bool:
    """Whether the text wants what was just left, of this topic, after all."""
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return False
    deeds = "|".join((_ANY_DEED, *([_DEEDS[topic]] if topic in _DEEDS else ())))
    return re.fullmatch(f"{_AFTER_ALL}(?:{deeds}){_END}", plain) is not None


def _plain(text: str) -> str:
    """Without marks; a question mark at the end asks as 吗 does."""
    folded = fold_with_places(text).text.lower()
    return re.sub(r"\W+", "", re.sub(r"(?<=了)[?\uff1f]\W*$", "吗", folded))
