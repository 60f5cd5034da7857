"""The words of somebody who thinks of ending their life, or fears it for somebody near.

Errs towards hearing it: a needless kind word costs nothing. What is only a manner of speaking
(累死了, 想死你们了, 笑死) is none. It must not know what is answered.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

# One of these stands in all of them, in either script: the rest of a chat costs next to nothing.
_UNFOLDED: Final = re.compile(
    "[死活杀殺尽盡残殘轻輕短腕吊投结結断斷跳药藥遗遺想百楼樓天台窗桥橋]|kill|suicid|die|life",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile("[,.!?;~\uff0c\uff01\uff1f\uff1b。…]+")

_DANGER: Final = re.compile(
    "|".join(
        (
            # 我想死, 真想死了算了; not 想死你们了, 不想死
            "(?<!不)(?<!谁)(?<!你)(?:想|寻|求|(?:我就?|想|要|不如|只能|只有|干脆)去)死(?!你|您|他|她|我|机|人|大家|妈|掉的|角|循环|磕|扣|亡|心塌|板|党|忠)(?=$|[了算的在给吧啊呀我们好,]|一了|去|掉)",
            "不如死|还不如死|死了(?:算|得|好|拉倒|一了|干净|才)|(?:一|我)死了之|让我(?:去)?死|死给你|死在你|以死|一了百了",
            "(?:不想|不愿|不要|没法|无法|不能)(?:再)?活(?!动|跃|期|力|着的)|(?<![激笑])活不(?:下去|下|成|了(?!动))|(?<!笑)不活了|活够了|没(?:有)?活路|没(?:有)?法活|活着.{0,6}(?:没(?:有|什么|啥)?(?:意思|意义|用)|有什么(?:意思|意义|用)|还有啥(?:意思|意义)|太?累|痛苦|干嘛|干什么)",
            "自杀(?!式)|自尽|自残|轻生|寻短见|割腕|上吊|投河|投江|结束(?:自己的?|我的?|这条)?(?:生命|性命|一生)|了结(?:自己|此生|一生|生命)|了断(?:自己|残生)|跳(?:楼|河|江|桥|海|崖|轨)(?!价|甩|大|机|清|促)|喝农药|喝药(?:死|自|算|了断)|吞(?:安眠)?药|吃(?:了)?(?:一?[瓶把])?安眠药|遗书|遗言",
            "(?<!别)(?<!不要)(?<!什么)(?<!么)(?<!没)(?:我|他|她|妈|爸|公|婆|子|儿|友|人|真的?|一时|会|要|有点)想不开|^想不开|从.{0,4}(?:楼|桥|窗|阳台).{0,4}跳|(?:站|坐|走|爬)(?:在|上|到)了?.{0,3}(?:天台|楼顶|窗台)|在(?:天台|楼顶)上",
            "killmyself|suicid|wanttodie|wannadie|endmylife|endingmylife",
        )
    )
)
_NONE: Final = re.compile(
    # 改密码改得想死: only how tiresome it is
    "[改等登输弄玩虐卡热困忙吵挤堵催排查填扫绕背考肝刷][得到](?:我)?(?:都|真|简直|快|也)?(?:想死|不想活)|"
    "(?:没有?|不|不会|不是|别|未)(?:想|要|打算|会|曾)?(?:过)?(?:自杀|轻生|寻短见|跳楼|去死|想死|死)|不想死|想死(?:你|您|他|她)|跳楼价|你们?(?:都|怎么不|还不|给我)?(?:快)?去死|祝你"
    "|(?:手机|软件|系统|电脑|网络?|账[户号]|帐[户号]|号|程序|app|平台|公司|客服|页面|接口|服务器|电池|猫|狗|鱼|花|树|游戏|角色|进程)(?:都|就|又|也|怎么|是|要|快|真)*(?:想|要|去|死|活不|不活)"
    "|自杀(?:险|式)|小说|电影|电视剧|剧情|歌"
)
# 钱被骗光了 beside it is a matter that goes on.
_AROUND: Final = re.compile(
    "我|真的?|好|很|都|就|只|也|已经|现在|了|啊|呀|吧|呢|的|是|想|要|有点|实在|感觉|觉得|算|不如|还|救命|呜+|唉+|哎+"
    r"|你好|您好|谢谢|[\s\W]"
)
_MATTER_LENGTH: Final = 3


def in_danger(text: str) -> bool:
    """Whether the text says that somebody may take their life."""
    if not _UNFOLDED.search(text):
        return False
    return any(_DANGER.search(clause) and not _NONE.search(clause) for clause in _clauses(text))


def speaks_of_nothing_else(text: str) -> bool:
    """Whether a text in which somebody is `in_danger` holds no other matter."""
    rest = "".join(_AROUND.sub("", _DANGER.sub("", clause)) for clause in _clauses(text))
    return len(rest) < _MATTER_LENGTH


def _clauses(text: str) -> list[str]:
    folded = "".join(fold_with_places(text).text.lower().split())
    return _CLAUSE.split(folded)
