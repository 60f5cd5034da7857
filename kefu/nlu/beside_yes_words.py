"""What may stand beside a yes without taking it back: the deed itself, hurry, fear, a choice, trust.

好,我晚上问她 and 行,店家说换 have a yes in them and agree to something else, or to nothing yet; 好,帮我
提交 and 行,反正没多少钱 agree. Pure, on plain wording (`kefu.nlu.act_spelling.plain`). Must not know
the dialogue, nor which question stands.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.nlu.act_spelling import BREAK
from kefu.nlu.yes_no_words import DOING, is_deed, is_yes

_LEAD: Final = "(?:[嗯哦额那啊唉哎就都也先我]|那就|算了|这下){0,8}"
_END: Final = "[吧了啊呀嘛呢哈的呗啦哦好]{0,8}"
_SETTLED: Final = "(?:都|已经|也)?(?:想好|想通|想清楚|考虑好|考虑清楚|决定好?|定|商量好|看清楚|看好|准备好|核对好)了?"
_NO_MATTER: Final = (
    "没事|没关系|不要紧|不碍事|不怕|不介意|不影响|没什么说的|没什么好说的|没什么可说的|算了|无妨|没辙|没办法|认了|认栽"
    "|我?已阅读.{0,6}|(?:那|真是|太|就)?(?:麻烦|辛苦|拜托|有劳|劳驾|受累|费心)?(?:[你您]们?)?了?|求求?[你您]们?了?|美得很"
)
_ENOUGH: Final = "(?:不用|不必|别|不|也不|就别){1,2}(?:再|多|跟我)?(?:问|说|讲|解释|啰嗦|废话|磨叽|磨蹭|等|考虑|纠结|犹豫|犹豫|想|催|担心|提醒|客气).{0,2}"
_AS_TOLD: Final = "(?:就|都|那就)?(?:按|照|依|听|随|信|相信)(?:着)?[你您]们?.{0,5}"
_BY_YOU: Final = f"[你您]们?(?:那边|这边)?(?:先|来|就|去|尽管|赶紧|赶快|快点?|马上|直接|帮我|给我|看着){{0,8}}(?:{DOING}|操作|来|查).{{0,5}}"
_SO: Final = f"(?:就|是|就是|这|这个|那个|接着|继续|帮忙|我?(?:确认|确定|同意)){{1,8}}(?:意思|(?:{DOING}|申请){{1,3}})(?:[这那]个?|它)?"
_CHOICE: Final = (
    "(?:就|是|就是|要|选|我选|发|用|收|那|那就){0,8}"
    "(?:第n[个笔条张种]?|最[后近早新大小]的?那?[个笔条张]?|[这那][一]?[个笔张条次]|.{0,6}那[一]?[笔个张]|[nN](?:的|块|元)?|短信|邮箱|手机|邮件|电话)"
)
_HURRY: Final = "(?:请|要|能|你|您|给我|帮我|我|真的?|很|好|太|非常|特别|都快|快){0,8}(?:快|赶紧|赶快|马上|立[刻即马]|即刻|尽快|火速|速度|抓紧|越快越好|急|着急|十万火急|现在|救命)(?:点儿?|些|一点|死|疯|用|着|的|我|人){0,8}"
_FEAR: Final = (
    "(?:我|真的?|好|很|有点|实在|主要|就是|都){0,8}(?:怕|担心|害怕|吓|慌|心慌|不放心|没底).{0,10}"
)
_REASON: Final = "(?:反正|毕竟|不然|要不然|否则|免得|省得|以免|以防|为了|因为|主要是?|安全|保险|稳妥|钱要紧|保住|里面|卡里|账户里).{0,12}"
_SAME: Final = "(?:我|本人|自己|确实|就|是|都|的|没错|对|信息|号码?|账户){1,8}"
_BELONGS: Final = re.compile(
    f"{_LEAD}(?:{'|'.join((_SETTLED, _NO_MATTER, _ENOUGH, _AS_TOLD, _BY_YOU, _SO, _CHOICE, _HURRY, _FEAR, _REASON, _SAME))}){_END}"
)
# 关了, 删了: done already, and not asked for.
_DONE: Final = re.compile(f"(?:都|已经|刚|刚才|我|早就?){{0,8}}{DOING}[掉完好]?[了过]")
# 我联系他: what the customer does.
_OWN: Final = re.compile(
    "(?:那|就|嗯|哦){0,4}我(?:先|再|就|去|来|自己|这就|现在|回头|晚上|等下)*+(?!要|想|同意|确|需|授权|允许|愿意|的|是|也|都)"
)


def is_yes_alone(plain: str) -> bool:
    """Whether all that a plain wording says is a yes, or belongs to one.

    Only of a wording that has a yes in it: 快点 alone belongs to any.
    """
    clauses = [clause for clause in plain.split(BREAK) if clause]
    # 我爸说行,那就提交吧: told to be done, whatever else is told.
    return all(map(_belongs, clauses)) or any(is_yes(c) and is_deed(c) for c in clauses)


def _belongs(clause: str) -> bool:
    if is_yes(clause) or _BELONGS.fullmatch(clause):
        return True
    asked_for = is_deed(clause) and not _DONE.fullmatch(clause)
    return asked_for and not _OWN.match(clause)
