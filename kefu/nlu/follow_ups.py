"""Questions that name no matter and speak of the last answer: 怎么关, 要多久, 要钱吗, 那怎么恢复.

They are made of a few words alone, so the whole text must be made of them: 怎么关 is one,
怎么关闭免密 is none. Pure, on folded text. Must not know what was answered.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class FollowUp(StrEnum):
    """What is asked about it."""

    HOW = "how"
    """How it is done, step by step."""
    WHERE = "where"
    """Where it is found."""
    OFF = "off"
    """How it is ended or taken back."""
    RESTORE = "restore"
    """How it is begun again."""
    TIME = "time"
    """How long it takes."""
    COST = "cost"
    """What it costs."""
    NEED = "need"
    """What is needed for it."""
    SAFE = "safe"
    """Whether it is safe."""
    EFFECT = "effect"
    """What follows from it."""
    REASON = "reason"
    """Why it is so."""


# What may stand around such a question without naming a matter.
_BEFORE: Final = (
    "(?:那么?|那个|这个|这种|这样|它|请问|想问|问下?|一下|顺便|再|还有|您好|你好|麻烦|具体|一般|大概|通常|大约"
    "|到底|现在|以后|之后|后面|我|要是|如果|哪天|不(?:想|再)?[要用]了?|的话|都|也|就|办理|操作|[弄办]完|哦|噢|嗯|好的?"
    "|知道了|明白了?|了解|谢谢|亲|[ ,.])*"
)
_AFTER: Final = (
    "(?:呢|啊|呀|吗|嘛|么|吧|的|了|哦|哈|一下|它|这个|来着|谢谢|多谢|麻烦|你们?|您|[ ,.?~])*"
)
_HOW: Final = (
    "(?:怎么(?:才能)?|咋个?|如何|怎样(?:才能)?|能不能|可不可以|(?:可以|能)(?=.*[吗么不]$)"
    "|去?哪里?|在哪[里儿]?)(?:把它|把这个|给它|给)?"
)
_DO: Final = "(?:弄|办理?|操作|搞|做|设置?|开通?|开启|用|申请|进去?|进入|找|看|查|点)"
_WHERE: Final = "(?:哪里?|哪儿|什么地方|哪个(?:页面|地方|位置|菜单))"
_WHEN: Final = (
    "(?:多久|多长时间|多少(?:天|时间|小时|分钟)|几(?:天|个?小时|个?工作日|分钟)"
    "|[什啥]么?时候|何时|几点)"
)
_DONE: Final = (
    "(?:到账?|收到|好|生效|完成|办好|处理好?|弄好|[有出]结果|搞定|成功|通过|[回答]复|恢复)"
)
_MONEY: Final = "(?:钱|手续费|费用?|费)"
_WORDS: Final = {
    FollowUp.RESTORE: (
        f"{_HOW}(?:再|重新)?(?:恢复|解开|[打开弄]回来|找回来?|重新(?:开通?|打开)|再(?:打?开))"
    ),
    FollowUp.OFF: (
        f"{_HOW}再?(?:关闭?|关掉|取消掉?|解除|停用?|停掉|撤销|撤回|退掉|去掉|不用|解(?:掉|除掉|绑)?)"
        "|(?:关(?:掉|闭)?|取消|停(?:掉|用)?|解(?:绑|除)?)(?=呢)"
    ),
    FollowUp.WHERE: f"入口?[去在从到]?{_WHERE}{_DO}?|[去在从到]?{_WHERE}{_DO}?",
    FollowUp.TIME: (
        f"(?:需?要|得|还要|会)?等?{_WHEN}(?:可以|才?能|才|会|之?内)?{_DONE}?|快吗"
        f"|(?:当天|马上|立刻|实时)能?{_DONE}"
    ),
    FollowUp.COST: (
        f"(?:需?要|会|得|用|还要)不?(?:收|花|交|付|扣)?(?:多少)?{_MONEY}|收不?收?{_MONEY}"
        f"|是?(?:免费|收费|付费)|费用是?多少|(?:要|收|花)?多少{_MONEY}"
    ),
    FollowUp.NEED: (
        "(?:需要?|得|要)(?:准备|提供|带|提交|满足|用)?[点些]?(?:什么|哪些|啥)"
        "(?:材料|资料|证件|东西|条件|手续|准备)?|有什么(?:要求|条件)"
    ),
    FollowUp.SAFE: (
        "(?:会不会|是不是|会|有没有|有)?不?(?:安全|靠谱|可靠|危险|什么风险|风险|泄露)(?:不(?:安全|靠谱))?"
    ),
    FollowUp.EFFECT: (
        "会?有?(?:什么|啥)?(?:影响|后果|坏处)(?:什么|啥)?|会(?:怎么样|怎样|咋样)|会不会有?影响.{0,4}"
    ),
    FollowUp.REASON: (
        "(?:为[什啥何]么?|怎么会|[什啥]么?原因|凭什么|原因是?什么|怎么回事)会?(?:要?这样)?"
    ),
    FollowUp.HOW: (
        f"{_HOW}{_DO}|(?:开(?:通|启)?|办)(?=呢)|(?:步骤|流程|方法)(?:是什么)?|怎么个流程|(?:怎么|如何)来"
    ),
}
_PATTERNS: Final = {
    asked: re.compile(f"{_BEFORE}(?:{words}){_AFTER}") for asked, words in _WORDS.items()
}
_LONGEST: Final = 20


def follow_up(folded: str) -> FollowUp | None:
    """What a text asks about the last answer; None where it may speak of something else."""
    text = folded.strip(" .,!~?")
    if not 1 < len(text) <= _LONGEST:
        return None
    return next((asked for asked, words in _PATTERNS.items() if words.fullmatch(text)), None)
