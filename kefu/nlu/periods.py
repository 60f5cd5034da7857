"""Stretches of time in Chinese text: 上个月, 这周, 近三天, 3号到5号, 今年; how many: 最近十笔.

Pure; takes ``now``, expects text folded by ``kefu.nlu.normalise.fold``. Days, months and parts of
the day are read by ``kefu.nlu.times``. Must not know what is looked for in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from kefu.core.clock import BEIJING
from kefu.core.history import TimeSpan
from kefu.nlu.dates import months_before
from kefu.nlu.numerals import CHINESE, to_number
from kefu.nlu.spans import Span
from kefu.nlu.times import find_times

_COUNT: Final = rf"(?P<count>\d{{1,3}}|[{CHINESE}]{{1,3}}|半|几)"
_WEEK: Final = re.compile(
    r"(?P<which>上上个?|上个?|这个?|本|当)(?:周|星期|礼拜)(?![一二三四五六日天末1-7])"
)
_MONTH: Final = re.compile(
    r"(?P<which>上上个?|上个?|这个?|本|当)月(?![初末底中]|\d{1,2}[号日]|[一二三四五六七八九十]{1,3}[号日])"
)
_LATELY: Final = re.compile(
    rf"(?:最近|近|过去|前|这)(?:的|这)?{_COUNT}个?(?P<unit>天|日|周|星期|礼拜|月|年)(?![前以之底初])"
)
_YEAR: Final = re.compile(
    r"(?P<year>今年|本年|去年|前年|(?<!\d)20\d\d年)(?!的?(?:\d|[一二三四五六七八九十]+月))"
)
_SHORTLY: Final = re.compile(r"最近(?:这)?(?:一段时间|一阵子?|这段时间)|这段时间|这阵子?")
_LAST: Final = re.compile(
    rf"(?:最近|最新|最后|前|近|上|后)的?(?P<count>\d{{1,3}}|[{CHINESE}]{{1,3}}|几)(?:笔|条|次|单)"
)
_BETWEEN: Final = re.compile("[一二两三四五六七八九]{2}")
_UNTIL: Final = re.compile(r"\s*(?:到|至|-|~|和|跟)\s*")
_LONGEST: Final = 12 * 20
_A_FEW: Final = 5
_VAGUE: Final = {"半": 0.5, "几": 3.0}
_A_WHILE: Final = timedelta(days=30)
# A moment is looked for around it.
_AROUND: Final = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class SaidPeriod:
    """A period, and the place of its words."""

    period: TimeSpan
    start: int
    end: int


def period_in(text: str, now: datetime) -> SaidPeriod | None:
    """The stretch of time that a text speaks of; from the first of two dates to the second."""
    now = now.astimezone(BEIJING)
    text = text.replace("一共", "总共")  # 上周一共: no Monday
    for pattern, read in _STRETCHES:
        if match := pattern.search(text):
            try:
                return SaidPeriod(read(match, now), *match.span())
            except ValueError:  # 近四五个月 names no number, 近999年 no year
                continue
    times = find_times(text, now)
    if not times:
        return None
    first, *others = times
    if others and _UNTIL.fullmatch(text[first.end : others[0].start]):
        begun, ended = _of(first), _of(others[0])
        if begun.start < ended.end:
            return SaidPeriod(TimeSpan(begun.start, ended.end), first.start, others[0].end)
    return SaidPeriod(_of(first), first.start, first.end)


def count_in(text: str) -> int | None:
    """How many of the last ones are asked for: 最近十笔."""
    match = _LAST.search(text)
    if match is None:
        return None
    if match["count"] == "几":
        return _A_FEW
    try:
        return int(to_number(match["count"])) or None
    except ValueError:
        return None


def count_place(text: str) -> tuple[int, int] | None:
    """Where the words stand that say how many."""
    match = _LAST.search(text)
    return None if match is None else match.span()


def _week(match: re.Match[str], now: datetime) -> TimeSpan:
    back = {"上上": 2, "上": 1}.get(match["which"].rstrip("个"), 0)
    monday = now.date() - timedelta(days=now.weekday() + 7 * back)
    return _days(monday, monday + timedelta(days=7))


def _month(match: re.Match[str], now: datetime) -> TimeSpan:
    back = {"上上": 2, "上": 1}.get(match["which"].rstrip("个"), 0)
    return _days(months_before(now.date(), back), months_before(now.date(), back - 1))


def _lately(match: re.Match[str], now: datetime) -> TimeSpan:
    count, unit = _number(match["count"]), match["unit"]
    today = now.date()
    if unit in ("月", "年"):
        months = int(count * (12 if unit == "年" else 1))
        if months > _LONGEST:
            raise ValueError("nobody has records of so long ago")
        start = months_before(today, months) if months else today - timedelta(days=15)
        if months:
            last = months_before(today, months - 1) - timedelta(days=1)
            start = start.replace(day=min(today.day, last.day))
    else:
        days = int(count * (1 if unit in ("天", "日") else 7))
        start = today - timedelta(days=max(0, days - 1))
    return _days(start, today + timedelta(days=1))


def _year(match: re.Match[str], now: datetime) -> TimeSpan:
    said = match["year"]
    back = {"今年": 0, "本年": 0, "去年": 1, "前年": 2}.get(said)
    year = now.year - back if back is not None else int(said[:4])
    return _days(date(year, 1, 1), date(year + 1, 1, 1))


def _shortly(match: re.Match[str], now: datetime) -> TimeSpan:
    return _days((now - _A_WHILE).date(), now.date() + timedelta(days=1))


_STRETCHES: Final[
    tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime], TimeSpan]], ...]
] = (
    (_WEEK, _week),
    (_MONTH, _month),
    (_LATELY, _lately),
    (_YEAR, _year),
    (_SHORTLY, _shortly),
)


def _of(span: Span) -> TimeSpan:
    at, grain = datetime.fromisoformat(span.value), dict(span.extra)["grain"]
    if grain == "month":
        return _days(at.date(), months_before(at.date(), -1))
    if grain == "day":
        return _days(at.date(), at.date() + timedelta(days=1))
    return TimeSpan(at - _AROUND, at + _AROUND)


def _days(first: date, behind: date) -> TimeSpan:
    midnight = time(tzinfo=BEIJING)
    return TimeSpan(datetime.combine(first, midnight), datetime.combine(behind, midnight))


def _number(said: str) -> float:
    if _BETWEEN.fullmatch(said):  # 四五个: the longer
        said = said[1]
    return _VAGUE.get(said) or float(to_number(said))
