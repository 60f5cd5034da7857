"""The words by which anger, or a single payment that was named, tells of a theft: 谁动了我的钱, 一万三
说没就没, 18块那杯不是我喝的.

It must not know what is done about it.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed
from kefu.core.strange_payment_words import is_ordinary

_SUM: Final = (
    "(?:[\\d.]{2,9}(?:块|元|万|千)?|[一二两三四五六七八九十几半好百千万]{2,6}(?:块|元|多)?)(?:钱)?"
)
_CURSED: Final = "(?:个|的|王八蛋|混蛋|龟孙子?|孙子|畜生|狗东西|杀千刀|天杀|挨千刀|缺德|不要脸|家伙|鬼|人|货){0,4}"
_TOUCHED: Final = re.compile(
    f"(?:哪{_CURSED}|谁|王八蛋|畜生|狗东西)(?:在|偷偷|把|又|他妈|给|特么){{0,3}}(?:动|拿|偷|花|转|刷|碰)(?:走|掉)?[了过](?:我|俺)(?:的|账户|钱包|卡|里|上){{0,4}}(?:钱|余额|零钱|存款)(?!包)"
    "|谁(?:在|偷偷|又)?[把将](?:我|俺)(?:的)?[^,\uff0c给]{0,6}钱(?!包)[^,\uff0c给]{0,4}(?:转|刷|拿|偷|花|弄|卷)(?:走|掉|光)?了"
    f"|(?:{_SUM}|钱|余额|存款|积蓄)(?:块|元|就|都|全|真是|这么){{0,3}}说(?:没|少|丢|不见)就(?:没|少|丢|不见)"
)
_FORM: Final = re.compile(
    "(?:绝对|肯定|根本|压根|真|可|都|也|又|明明){0,3}(?:不是|非)(?:我|本人|俺)(?:自己|本人)?(?:喝|吃|订|坐|住|叫|打|玩|看|加|洗|剪|下单|点|买|付|花|刷)的"
    "|我?(?:绝对|肯定|根本|压根|真|可|都|也|又|明明|从来){0,3}没(?:有)?(?:买|喝|吃|点|订|坐|花|刷|付|下单|消费|去)过"
)
_PRICE: Final = re.compile(
    "(?<![\\d.:点第])\\d{1,6}(?:\\.\\d{1,2})?(?:块|元)?(?:\\d{1,2})?(?![\\d号日月点次:折分岁级])"
)
_ASKS: Final = re.compile("[吗?\uff1f]|么$|是不是|会不会|怎么|为什么|多久|退")
_NO_MONEY: Final = re.compile("积分|优惠|红包|券|额度|活动|免费|信用|订单号|尾号|卡号|手机号")


def tells_vanished(text: str) -> bool:
    """Whether the text tells in anger that money is gone, or disowns a payment whose amount it
    names and for which it has no ordinary reason.
    """
    folded = squeezed(text)
    if _NO_MONEY.search(folded):
        return False
    if _TOUCHED.search(folded):
        return True
    if _FORM.search(folded) is None or _PRICE.search(folded) is None:
        return False
    return _ASKS.search(folded) is None and not is_ordinary(text)
