"""Where a text may pass from one matter to another: at marks, gaps, line breaks, at words such as
另外, 顺便, 但是, and where it counts (1. 2., 第一 第二, 一个是 另一个是).

Pure, on folded text (`kefu.nlu.normalise.fold`), so every place is one in the customer's own. Must
not know intents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

# Masks of personal data, addresses and decimals are no place to pause.
_WHOLE: Final = r"\[[^\[\]\n]{1,40}\]|(?:https?://|www\.)[!-~]+|[a-z0-9]+(?:[.:@_+*-]+[a-z0-9]+)+"
_MARK: Final = (
    r"[,.;!?~:|…—\n\r\t\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u200b-\u200f\ufe0f]"
    r"|(?<![a-z0-9])[^\S\n]|[^\S\n](?![a-z0-9])"
)
_LINK: Final = (
    "(?:还有(?!没有|多少|几|多久|钱|一[点些])|另外|此外|除此之外|顺便|顺带|顺手|以及|与此同时|同时|并且|而且|然后|接着|其次|再者"
    "|再就是|再有|再一个|(?<![哪每这那有第另])一[个件]是|对了|还要|还想|还得|还需要|另一个|另有|再(?=帮|问|查|看|给|教|麻烦|请|说一)"
    "|和(?![谐平解气尚好])|一是(?=.*二是)|(?<![期周十])[二三四]是"
    "|第[一二三四五](?:是|个?问题是?|件事是?|(?![笔个次张条天种件步])))"
    r"|(?:(?<=^)|(?<=[^\da-z¥.]))[1-9][.,):](?!\d)|\([1-9]\)|[\u2460-\u2468]"
    # 两件事, 问题1; 1查余额 2看账单, but not 1笔 or 3天
    r"|[两2三3](?:件事|个(?:事|问题))情?(?:[想要]?(?:咨询|请教|办|问)(?:一下)?)?|问题[1-9]"
    r"|(?:(?<=^)|(?<=[\s,;]))[1-9](?![笔块元个天次点分年月日号张种条件万千百十小秒周岁折成级位层遍人家名些多来几毛角星])(?=[\u4e00-\u9fff])"
)
# 过不过 and 是不是 turn nothing: a word that does stands where a clause begins, or is plain.
_TURN: Final = (
    "但是|可是|而是|只不过|(?:(?<=[ ,.!?\\n])|(?<=^))不过|就是(?=[刷登收付转提充绑打查退用进])"
)
# Speech without marks: a question is over, a request begins.
_TONE: Final = (
    "(?<=[吗呢嘛])(?=[\u4e00-\u9fff]{3})"
    "|(?<=[啊呀吧了])(?=我要|我想|帮我|给我|能不能|还有|怎么[^办回弄])"
)
_BREAK: Final = re.compile(
    f"(?P<whole>{_WHOLE})|(?P<link>{_LINK})|(?P<turn>{_TURN})|(?P<mark>{_MARK})|(?P<tone>{_TONE})"
)
_BEGINS: Final = re.compile(
    "[还也和跟并](?!有)|(?=怎么|如何|咋|能不能|能否|可以|有没有|是不是|要不要|多少|几点|什么|哪"
    "|帮我|给我|我要|我想|我的|想|把|转人工|人工|[一每]天|每日|你们|查|改|收不收|要钱|在哪"
    "|收费|收多少|收手续费|限额|手续费|余额|账单|密码|手机号|绑卡|提现|充值|退款|换|赶[紧快]|投诉|叫人|叫客服|找个?人)"
)
_STOPS: Final = frozenset(".?!;\n")
# Shorter than any word that is a matter by itself.
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a text that says something: ``text[start:end]``."""

    start: int
    end: int
    is_linked: bool
    """A word or number that leads to a further matter stands before it."""
    is_opening: bool = False
    """A sentence ends before it."""


def parts(folded: str) -> list[Clause]:
    """What stands between the marks and linking words of a text, in order."""
    return list(_parts(folded))


def clauses(parts: Iterable[Clause]) -> list[Clause]:
    """Those parts that can say something."""
    return [part for part in parts if part.end - part.start >= _SHORTEST]


def halves(folded: str, clause: Clause) -> Iterator[tuple[Clause, Clause]]:
    """A clause in two, wherever a question or a request may begin without a pause."""
    for match in _BEGINS.finditer(folded, clause.start + _SHORTEST, clause.end):
        if clause.end - match.end() >= _SHORTEST:
            yield (
                replace(clause, end=match.start()),
                Clause(match.end(), clause.end, is_linked=False),
            )


def _parts(folded: str) -> Iterator[Clause]:
    start, is_linked, is_opening = 0, False, False
    for match in _BREAK.finditer(folded):
        if match.lastgroup == "whole":
            continue
        if match.start() > start:
            yield Clause(start, match.start(), is_linked, is_opening)
            is_linked = is_opening = False
        start = match.end()
        is_linked |= match.lastgroup == "link"
        is_opening |= match[0] in _STOPS
    if len(folded) > start:
        yield Clause(start, len(folded), is_linked, is_opening)
