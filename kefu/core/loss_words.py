"""How amounts that are told one after the other make up a loss: a total, a correction and the same
amount said again put right what was told before; anything else comes to it.

It must not know how an amount is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kefu.core.folding import fold_with_places


@dataclass(frozen=True, slots=True)
class SpokenAmount:
    """An amount and where it stands in the text."""

    start: int
    end: int
    fen: int


_TOTAL: Final = re.compile(
    "(?:一共|总共|共计|合计|总计|加起来|总数|前后|拢共|全部)[^,.;，。；笔]{0,6}$"
)
_MORE: Final = re.compile("还有|另外|另一|又|再|加上|以及|第[二三四五六]|也(?:被|转|刷|是)|后来")
_DENIED: Final = re.compile("不是(?:转了?|被转了?|损失)?$")
# 两笔五千, 三笔都是2000: each of them.
_TIMES: Final = re.compile(
    "(?<!第)([两二三四五六七八九2-9])[笔次](?:都|全|各|每笔|转了|是|的){0,8}$"
)
_NUMERALS: Final = "一二三四五六七八九"
# 是三千六, 大概5000吧: nothing but the amount itself.
_ALONE: Final = re.compile(
    "(?:不对|不|是|大概|大约|差不多|应该|可能|左右|多|块|元|钱|人民币|啊|呀|吧|哦|呢|嗯|有|就|了|我|说|被|[转盗刷骗]了?|,|，|。|\\.|!|！|~|\\s){0,8}"
)


# An amount without a unit, where the words before it say that it is one: 一笔199, 总共498.
_BARE: Final = re.compile(
    r"(?<!\d)(?=\d+(?:块|元)?[,，]?不是\d)(\d{2,6}(?:\.\d{1,2})?)|(?:[一两三]?[笔次](?:是|了|的)?|总共|一共|共计|合计|金额(?:是)?|[转刷扣盗]了|少了)\s?(\d{2,6}(?:\.\d{1,2})?)(?![\d.笔次号点时分月日年个位])"
)


def bare_amounts(text: str) -> list[SpokenAmount]:
    """The amounts that stand without a unit."""
    folded = fold_with_places(text).text
    return [
        SpokenAmount(*found.span(group), round(float(found[group]) * 100))
        for found in _BARE.finditer(folded)
        if (group := found.lastindex)
    ]


def loss_of(
    text: str, said: Sequence[SpokenAmount], known: Sequence[int], *, corrects: bool = False
) -> list[int]:
    """The parts of the loss in fen, once `said` of the text comes to those `known` before."""
    folded = fold_with_places(text).text
    real = [one for one in said if not is_denied(folded[: one.start])]
    if not real:
        return list(known)
    totals = [one for one in real if _TOTAL.search(folded[: one.start])]
    if totals:
        return [totals[-1].fen]
    if any(_times(folded, one) > 1 for one in real):
        known = [fen for fen in known if all(fen != one.fen for one in real)]
        real = [SpokenAmount(one.start, one.end, one.fen * _times(folded, one)) for one in real]
    parts = list(dict.fromkeys(one.fen for one in real))
    if len(real) > len(parts) and _MORE.search(folded):
        parts = [one.fen for one in real]
    if corrects or len(real) < len(said) or "共" in folded or _stands_alone(folded, said):
        return parts
    return list(dict.fromkeys([*known, *parts]))


def _times(folded: str, one: SpokenAmount) -> int:
    found = _TIMES.search(folded[: one.start])
    if found is None:
        return 1
    if found[1] == "两":
        return 2
    return int(found[1]) if found[1].isdigit() else _NUMERALS.index(found[1]) + 1


def is_denied(before: str) -> bool:
    """Whether what follows these words is said not to be so: 是2000不是200."""
    return _DENIED.search(before) is not None


def _stands_alone(folded: str, said: Sequence[SpokenAmount]) -> bool:
    rest, at = "", 0
    for one in sorted(said, key=lambda one: one.start):
        rest, at = rest + folded[at : one.start], one.end
    return _ALONE.fullmatch(rest + folded[at:]) is not None
