"""Which of the listed transactions a clause points at: 第二笔, 两笔五千, 22点25分那笔, 后面那笔.

Where it may be any of several, none is meant for certain. It must not know what is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final

from kefu.core.money import parse_yuan


@dataclass(frozen=True, slots=True)
class Listed:
    """A transaction as the customer sees it."""

    amount_fen: int
    name: str
    """Who got the money."""
    at: time | None = None
    """When, in the customer's own time."""


POINTS: Final = re.compile("[笔条]|两个|三个|全部|[这那]个")
"""Words for a transaction, or for several."""
REST: Final = re.compile("另外|另[一两二]|其[他它余]|剩[下余]|别的|余下|后面[的那]")
"""其他的: those that nothing else is said of."""
# 有一笔不是我: which one is not said.
SOME: Final = re.compile("有[一几两]?些?[笔个条]")
_ORDINAL: Final = re.compile(
    "第?([一二三四五六七八九1-9])(?=[、和跟及与]|笔|个|条|单)|第([一二三四五六七八九1-9])"
)
_COUNTED_FRONT: Final = re.compile(
    "(?:前|上)(?:面|边)?(?:的?[那这](?!一))?([一二两三四五六七八九1-9])(?:笔|个|条)"
)
_COUNTED_BACK: Final = re.compile(
    "(?:后|下)(?:面|边)?(?:的?[那这](?!一))?([一二两三四五六七八九1-9])(?:笔|个|条)"
)
# 两笔都是: of three listed, those two that went to one name, or the two that are left.
_COUNTED: Final = re.compile("(?<![前后上下另第头面边])([二两三四五六七八九2-9])(?:笔|个|条)")
# 后面那笔: by the list or by the time? 上面那笔 of two is by the list.
_RELATIVE: Final = re.compile("(?<![最第])(前|后|上|下)(?:面|边|头)?的?[那这]一?[笔个条]")
# 上面的是我转的, 后面的不是: no one and no number is named.
_SIDE: Final = re.compile("(?<![最第])(?:前|后|上|下)(?:面|边|头)的(?![那这一两二三四五六七八九])")
# 上下两笔 beside 中间那笔.
_BOTH_ENDS: Final = re.compile("(?:上下|前后|首尾|头尾)(?:的|那)?两[笔个条]")
_ONE_OF: Final = "(?<![第每])一[笔条]|其中一个"
_SINGLE: Final = re.compile(f"[那这]一?[笔条]|{_ONE_OF}")
_SINGLE_AMOUNT: Final = re.compile(f"[那这]一?[笔条个]|{_ONE_OF}")
_NUMERAL: Final = "零一二三四五六七八九"
_CLOCK: Final = re.compile(
    "(?<![\\d:\uff1a])(\\d{1,2}|[零一二两三四五六七八九十]{1,3})(?:[:\uff1a]|点|时)(?:(\\d{1,2}|[零一二三四五六七八九十]{1,3})分?|(半))(?![\\d:\uff1a])"
)
# 25那笔, of one at 22:25 and none of that amount.
_MINUTE: Final = re.compile("(?<![\\d:\uff1a.点时])(\\d{2})分?的?[那这]一?[笔个条]")
_OF_TIME: Final = re.compile("(?:转|付)?的(?!时候)")
_PRICED: Final = re.compile(
    r"(?<![\d.:\uff1a第])\d{2,7}(?:\.\d{1,2})?(?:块|元|钱|的|分){0,2}[那这]一?[笔个条]|[那这]一?[笔个条]?\d{2,7}(?![\d笔个条点])"
)
_OF_ALL: Final = re.compile("都|全|共")
# 另一笔5000也不是我: of two such, the one told before and this.
_ANOTHER_TOO: Final = re.compile("(?:另外?一?|还有一?)[笔个条].*也")
_FIRST: Final = re.compile("头一|最上|最新|最近")
_LAST: Final = re.compile("最后|末了|末尾|最下|最早")
_DIGITS: Final = "一二三四五六七八九"
_AMOUNT: Final = re.compile(r"(?<![第\d.])(\d{2,7}(?:\.\d{1,2})?)(?![\d个])")


# Nothing but what points, and how the payment is called: 2999那笔, 就第三笔转给李某的.
_AROUND: Final = re.compile(
    "第|[一二两三四五六七八九十\\d.:\uff1a点时分半]|[那这]|[笔个条单]|[前后上下]|面|边|头|最|末|中间|新|近|早|多|元|块|钱|姓|叫|某|先生|女士"
    "|昨天|前天|今天|晚上?|早上|上午|下午|的|了|和|跟|与|及|还有|另外?|其[他它余]|剩下?|只有?|就|仅|除了?|是|有|选|说|应该|嗯|呃|哦|啊|吧|呀|呢|[转付汇打]?[给账款走]|支付|金额|都|全部?"
)


def only_points(clause: str, listed: Sequence[Listed], amounts: Mapping[str, int]) -> bool:
    """Whether the clause says nothing of those at which it points: 2999那笔."""
    for words in (*(one.name.replace("*", "") for one in listed), *amounts):
        clause = clause.replace(words, "") if words else clause
    return not _AROUND.sub("", clause).strip()


def fits_some(clause: str, named: Collection[int]) -> bool:
    """Whether 有一笔5000 points at as many as there are of them."""
    found = SOME.search(clause)
    return found is None or len(named) == (2 if "两" in found[0] else 1)


def prices(clause: str, amounts: Mapping[str, int]) -> bool:
    """Whether a clause points by a number that stands for an amount or a minute: 88那个."""
    if _OF_ALL.search(clause):
        return False
    return _PRICED.search(clause) is not None or any(said in clause for said in amounts)


def orders(clause: str) -> bool:
    """Whether a clause points by the order of a list: 第一笔, 后面那笔, 最后."""
    by_place = (_ORDINAL, _COUNTED_FRONT, _COUNTED_BACK, _RELATIVE, _SIDE, _FIRST, _LAST)
    return any(words.search(clause) for words in by_place)


def named_in(
    clause: str, listed: Sequence[Listed], amounts: Mapping[str, int], open_ones: Sequence[int]
) -> set[int] | None:
    """Those that a clause points at; None where it points at one that may be any of several."""
    whole, (clause, named) = clause, _at_times(clause, listed)
    named = named or _at_places(clause, len(listed))
    said = {parse_yuan(found) for found in _AMOUNT.findall(clause)}
    said |= {fen for written, fen in amounts.items() if written in clause}
    # 第二笔5000的 and 第二笔是转给李某的 describe the one that is pointed at.
    said -= {listed[place].amount_fen for place in named}
    priced = {place for place, one in enumerate(listed) if one.amount_fen in said}
    if named:
        return named | priced
    called = {place for place, one in enumerate(listed) if _is_called(one, clause)}
    if relative := _RELATIVE.search(clause):
        return _in_order(relative[1], priced or called or set(range(len(listed))), open_ones)
    meant = priced or called
    if not meant and _SIDE.search(clause):
        # 第一笔不是, 后面的是我: what is left.
        behind = "后" in clause and 0 < len(open_ones) < len(listed)
        return set() if behind else None
    if not meant and clause != whole and _points_at_time(whole):
        return None  # at a time at which there was none
    if not meant and prices(clause, amounts):
        return None  # 88那个: none of these
    single = _SINGLE_AMOUNT if priced else _SINGLE
    if len(meant) == 2 and meant.issubset(open_ones) and _ANOTHER_TOO.search(clause):
        return meant
    if len(meant) > 1 and (single.search(clause) or _ANOTHER_TOO.search(clause)):
        left = meant.intersection(open_ones)
        return left if len(left) == 1 else None
    return meant


def _in_order(way: str, meant: set[int], open_ones: Sequence[int]) -> set[int] | None:
    """The one that is left, or the upper or lower of two in the list; None where it may be any."""
    left = meant.intersection(open_ones)
    if len(left) == 1:
        return left
    if len(meant) == 2 and way in "上下":
        return {min(meant) if way == "上" else max(meant)}
    return None


def _at_times(clause: str, listed: Sequence[Listed]) -> tuple[str, set[int]]:
    """The clause without times of day, and those that it points at by them: 22点25分那笔."""
    named: set[int] = set()
    if _points_at_time(clause):
        for found in _CLOCK.finditer(clause):
            hour, minute = _number(found[1]), 30 if found[3] else _number(found[2])
            for place, one in enumerate(listed):
                hours = set() if one.at is None else {one.at.hour, one.at.hour % 12 or 12}
                if one.at is not None and hour in hours and one.at.minute == minute:
                    named.add(place)
    rest = _CLOCK.sub("", clause)
    alone = None if named else _MINUTE.search(rest)
    if alone is not None and (at := _at_minute(int(alone[1]), listed)) is not None:
        return rest[: alone.start(1)] + rest[alone.end(1) :], {at}
    return rest, named


def names_minute(text: str) -> bool:
    """Whether a minute alone may point at a transaction: 25那笔."""
    return _MINUTE.search(text) is not None


def minutes_in(text: str, listed: Sequence[Listed]) -> list[int]:
    """Where minutes stand in the text by which listed transactions are pointed at: 25那笔."""
    return [
        found.start(1)
        for found in _MINUTE.finditer(text)
        if _at_minute(int(found[1]), listed) is not None
    ]


def _at_minute(minute: int, listed: Sequence[Listed]) -> int | None:
    """The only one at this minute, unless there is one of as many yuan."""
    if any(one.amount_fen == minute * 100 for one in listed):
        return None
    at = [p for p, one in enumerate(listed) if one.at is not None and one.at.minute == minute]
    return at[0] if len(at) == 1 else None


def _points_at_time(clause: str) -> bool:
    return any(
        POINTS.search(clause) or _OF_TIME.match(clause, found.end())
        for found in _CLOCK.finditer(clause)
    )


def _number(numeral: str) -> int:
    """Of two figures at most: 25, 二十五, 零五."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.replace("两", "二").rpartition("十")
    value = _NUMERAL.index(ones[-1]) if ones else 0
    return value + (10 * (_NUMERAL.index(tens[-1]) if tens else 1) if ten else 0)


def _at_places(clause: str, count: int) -> set[int]:
    if count == 3 and _BOTH_ENDS.search(clause):
        return {0, 2}
    named: set[int] = set()
    if front := _COUNTED_FRONT.search(clause):
        named |= set(range(min(count, _value(front[1]))))
    if back := _COUNTED_BACK.search(clause):
        named |= set(range(max(0, count - _value(back[1])), count))
    if not named and not REST.search(clause):
        for found in _ORDINAL.finditer(clause):
            place = _value(found[1] or found[2]) - 1
            # 一笔 alone counts; 第一笔 points.
            if place < count and (found[0].startswith("第") or "第" in clause):
                named.add(place)
    return named | _at_ends(clause, count)


def counted_in(clause: str, listed: Sequence[Listed], unsettled: Sequence[int]) -> set[int] | None:
    """Those that a mere number means, none where it may mean any; None where none is said."""
    found = _COUNTED.search(clause)
    if found is None or REST.search(clause) or SOME.search(clause):
        return None
    count = _value(found[1])
    if count == len(unsettled):
        return set(unsettled)
    places: dict[str, set[int]] = {}
    for place, one in enumerate(listed):
        places.setdefault(one.name, set()).add(place)
    fitting = [group for group in places.values() if len(group) == count]
    if count == len(listed):
        return set(range(count))
    return fitting[0] if len(fitting) == 1 else set()


def _is_called(one: Listed, clause: str) -> bool:
    name = one.name.replace("*", "")
    # 王某, 那个姓王的: as much as is shown of 王某某.
    short = re.sub("某+$", "某", name)
    return len(name) > 1 and (short in clause or f"姓{name[0]}" in clause)


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
