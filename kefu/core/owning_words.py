"""Which of the listed transactions a customer calls their own, and which not: 2999那笔是我转的,
另外两笔不是.

Pure reading; who is listed, and what follows, is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kefu.core.folding import fold_with_places
from kefu.core.money import parse_yuan


@dataclass(frozen=True, slots=True)
class Listed:
    """A transaction as the customer sees it."""

    amount_fen: int
    name: str
    """Who got the money."""


_MARK: Final = "[,;!.~\\s\uff0c\uff1b\uff01。、]"
_CLAUSES: Final = re.compile(
    # 2,999.00 is one number.
    f"(?<!\\d){_MARK}|{_MARK}(?!\\d)|但是?|不过|可是|而(?!且)"
    "|(?=另外|另[一两二]|其[他它余]|剩[下余]|别的|余下|后面[的那])"
)
_NOT_MINE: Final = re.compile(
    "不是|非本人|没(?:有)?(?:转|操作|付|买|刷|花|弄|做|印象|见)|不(?:认识|知道(?!怎么|为什么|咋)|清楚是)|陌生|被盗|盗|骗|别人"
)
_MINE: Final = re.compile(
    "是(?:我|俺|本人|自己)|我(?:自己|本人)?(?:亲自)?(?:转|操作|付|买|刷|花|弄|做|打|汇)|我的|我自己|本人(?:的|操作|转)|没(?:问题|事)|正常|是的|(?:也|都)是$|^是$"
)
_REST: Final = re.compile("另外|另[一两二]|其[他它余]|剩[下余]|别的|余下|后面[的那]")
_ALL: Final = re.compile("都|全|这些|[三3]笔")
_ONLY: Final = re.compile("只有|仅|就(?=.{0,12}(?:不是|是我))|唯一")
_EXCEPT: Final = re.compile("除了|除开|除")
_ORDINAL: Final = re.compile(
    "第?([一二三四五六七八九1-9])(?=[、和跟及与]|笔|个|条|单)|第([一二三四五六七八九1-9])"
)
_COUNTED_FRONT: Final = re.compile("(?:前|上)(?:面|边)?([一二两三四五六七八九1-9])(?:笔|个|条)")
_COUNTED_BACK: Final = re.compile("(?:后|下)(?:面|边)?([一二两三四五六七八九1-9])(?:笔|个|条)")
_FIRST: Final = re.compile("头一|最上|最新|最近")
_LAST: Final = re.compile("最后|最下|最早")
_DIGITS: Final = "一二三四五六七八九"
_AMOUNT: Final = re.compile(r"(?<![第\d.])(\d{2,7}(?:\.\d{1,2})?)(?![\d个])")


def owned_in(
    text: str,
    listed: Sequence[Listed],
    amounts: Mapping[str, int] | None = None,
    settled: Collection[int] = (),
) -> dict[int, bool]:
    """For each listed transaction that the text speaks of, by its place, whether it is the
    customer's own. `amounts` are those said in words, as they are written, in fen; `settled` are
    those that 其他的 and 都 mean no more.
    """
    folded = fold_with_places(text).text.lower()
    reading = _Reading()
    for clause in filter(None, _CLAUSES.split(folded)):
        reading.take(clause, _named(clause, listed, amounts or {}), _judged(clause))
    return reading.of(place for place in range(len(listed)) if place not in settled)


@dataclass(slots=True)
class _Reading:
    """What was understood, clause by clause."""

    found: dict[int, bool] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)
    """Pointed at, and not judged yet: 2999那笔,是我转的."""
    rest: bool | None = None
    """Whether those of which nothing else is said are the customer's own."""
    excepted: bool = False
    only: bool = False

    def take(self, clause: str, named: set[int], mine: bool | None) -> None:
        self.excepted |= _EXCEPT.search(clause) is not None
        self.only |= _ONLY.search(clause) is not None
        self.named |= named
        if mine is None:
            return
        pointed, self.named = self.named, set()
        if pointed and self.excepted:
            self.found |= dict.fromkeys(pointed, not mine)
            self.rest, self.excepted = mine, False
        elif pointed:
            self.found |= dict.fromkeys(pointed, mine)
            self.rest = (not mine) if self.only else self.rest
        elif _REST.search(clause) or (self.rest is None and not self.found):
            self.rest = mine

    def of(self, unsettled: Iterable[int]) -> dict[int, bool]:
        # Asked which are not theirs, somebody just names them.
        found = self.found | dict.fromkeys(self.named, False)
        if self.rest is None:
            return found
        return dict.fromkeys(unsettled, self.rest) | found


def _judged(clause: str) -> bool | None:
    if _NOT_MINE.search(clause):
        return False
    return True if _MINE.search(clause) else None


def _named(clause: str, listed: Sequence[Listed], amounts: Mapping[str, int]) -> set[int]:
    named: set[int] = set()
    count = len(listed)
    if front := _COUNTED_FRONT.search(clause):
        named |= set(range(min(count, _value(front[1]))))
    if back := _COUNTED_BACK.search(clause):
        named |= set(range(max(0, count - _value(back[1])), count))
    if not named and not _REST.search(clause):
        for found in _ORDINAL.finditer(clause):
            place = _value(found[1] or found[2]) - 1
            # 一笔 alone counts; 第一笔 points.
            if place < count and (found[0].startswith("第") or "第" in clause):
                named.add(place)
    named |= _at_ends(clause, count)
    said = {parse_yuan(found) for found in _AMOUNT.findall(clause)}
    said |= {fen for written, fen in amounts.items() if written in clause}
    for place, one in enumerate(listed):
        names = one.name.replace("*", "")
        if one.amount_fen in said or (len(names) > 1 and names in clause):
            named.add(place)
    return named


def _at_ends(clause: str, count: int) -> set[int]:
    """The first, the last, or the one in the middle."""
    named = {0} if _FIRST.search(clause) else set()
    if _LAST.search(clause):
        named.add(count - 1)
    if count % 2 and "中间" in clause:
        named.add(count // 2)
    return named


def _value(numeral: str) -> int:
    if numeral == "两":
        return 2
    return int(numeral) if numeral.isdigit() else _DIGITS.index(numeral) + 1
