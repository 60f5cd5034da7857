"""The words of somebody whose relative has died, and who asks what becomes of the wallet.

It must not know what is answered.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

# One of these stands in all of them, in either script.
_UNFOLDED: Final = re.compile("[世逝亡死故殁丧喪继繼遗遺走在没沒]")
_RELATIVE: Final = (
    "(?:爸|妈|父亲|母亲|家父|家母|父母|爹|娘|爷爷|奶奶|姥姥|姥爷|外公|外婆|公公|婆婆|岳父|岳母|老公|老婆|丈夫|妻子|爱人|老伴|先生|太太|儿子|女儿|孩子|哥哥?|姐姐?|弟弟?|妹妹?"
    "|亲人|家人|老人家?|长辈|亲属|家属|亲戚|叔叔?|阿姨|舅舅?|姑姑?|伯伯?|大伯|姨妈?|朋友|机主|户主|本人)"
)
_DIED: Final = re.compile(
    f"(?:去|过|离|逝)世|辞世|病逝|离逝|身故|身亡|亡故|病故|已故|故去|逝者|死者|遗产|遗属|继承|{_RELATIVE}.{{0,10}}(?:死了|没命|牺牲|死亡|走(?:得|的)突然|车祸走|病走|意外走)"
    f"|(?:人|他|她)(?:都|已经|也)?死了|^人(?:都|已经)?(?:没了|不在了).{{0,8}}(?:账|钱包|余额)|{_RELATIVE}.{{0,6}}(?:不在了|没了|走了).{{0,6}}(?:[他她](?:的|手机|账|钱|微|里)|账户|钱包|余额)"
)
_WALLET: Final = re.compile("钱|账|户|余额|取|提|转|继承|遗产|密码|注销|手机|号|卡|怎么|处理|手续")
# 机器人去世, 余额走了 and what is played or told.
_NONE: Final = re.compile(
    "小说|电影|游戏|新闻|手机死|死机|笑死|气死|累死|急死|烦死|死贵|卡死|我自己的(?:号|账|钱包|卡)"
)


def speaks_of_estate(text: str) -> bool:
    """Whether somebody has died and their wallet is spoken of."""
    if not _UNFOLDED.search(text):
        return False
    folded = squeezed(text)
    return (
        _DIED.search(folded) is not None
        and _WALLET.search(folded) is not None
        and _NONE.search(folded) is None
    )
