"""Times in Chinese text: 刚才, 昨晚, 昨天下午三点, 上周五晚上, 11月20号14:30, 半小时前, 明早九点.

Pure: takes ``now``; expects text folded by ``kefu.nlu.normalise.fold``. Customers tell what has
happened, so a date or weekday without a direction is the latest one that is not in the future.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from kefu.core.clock import BEIJING
from kefu.nlu.dates import DATE, MONTH, NUM, SHORT_DAY, Groups, day_of, month_of, months_before
from kefu.nlu.numerals import CHINESE, to_number
from kefu.nlu.spans import Span

KIND: Final = "time"

# Middle of each part of the day in hours: three hours either side is the part.
_PARTS: Final = {
    "凌晨": 3.0,
    "清晨": 6.5,
    "清早": 6.5,
    "早上": 8.0,
    "早晨": 8.0,
    "大早上": 8.0,
    "上午": 9.5,
    "中午": 12.5,
    "午后": 15.0,
    "下午": 15.0,
    "傍晚": 18.0,
    "晚上": 21.0,
    "夜里": 22.5,
    "夜间": 22.5,
    "半夜": 2.0,
    "深夜": 23.0,
    "午夜": 0.5,
    "一大早": 8.0,
    "一早": 8.0,
    "大清早": 6.5,
    "朝早": 8.0,
    "晌午": 12.5,
    "下昼": 15.0,
    "夜晚": 21.0,
    "大半夜": 2.0,
    "后半夜": 3.0,
    "早": 8.0,
    "晚": 21.0,
    "夜": 22.5,
}
_MORNING: Final = frozenset(
    {
        "凌晨",
        "清晨",
        "清早",
        "早上",
        "早晨",
        "大早上",
        "上午",
        "早",
        "一大早",
        "一早",
        "大清早",
        "朝早",
    }
)
_NIGHT: Final = frozenset(
    {"晚上", "晚", "夜", "夜里", "夜间", "半夜", "深夜", "午夜", "夜晚", "大半夜", "后半夜"}
)

_PART: Final = "|".join(sorted((part for part in _PARTS if len(part) > 1), key=len, reverse=True))
_CLOCK: Final = (
    rf"(?:(?P<colon>(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    rf"|(?P<hour>(?:(?<![\d.{CHINESE}])|(?<=[周期拜][一二三四五六])){NUM})(?:点钟?|时(?!间|候|常|段|长|效|刻))(?![{CHINESE}\d]+(?:[元块成折]|(?<=[万亿])))"
    rf"(?P<minute>半|一刻|三刻|[零〇]?{NUM}分?(?![\d个笔次块元百千万成折]))?)"
)
_MOMENT: Final = re.compile(
    rf"(?:(?:{DATE})(?:\s*(?:的|,)?\s*(?P<part>{_PART}|[早晚]))?"
    rf"|{SHORT_DAY}(?P<short_part>晚上|早上|天?夜里|天?半夜|晚|早|夜)"
    rf"|(?P<part_alone>{_PART})(?!好|茶))"
    rf"(?:\s*(?:的|大概|大约|约|快|差不多)?\s*{_CLOCK})?"
    rf"|{_CLOCK.replace('(?P<', '(?P<bare_')}"
)
# 一点 is an hour only where nothing or a counting word follows; else it means "a little".
_A_LITTLE: Final = re.compile(r"一点(?![半钟多左的,.]|\d|零|二十|三十|四十|五十|十|$)")
_AGO: Final = re.compile(
    r"(?P<count>半|\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<half>个半)?个?"
    r"(?P<unit>分钟|刻钟|小时|钟头|天|日|周|星期|礼拜|月|年)多?[以之]?前"
)
_JUST_NOW: Final = re.compile("刚才|刚刚|方才")
_MONTH: Final = re.compile(MONTH)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    at: datetime
    grain: str

    def span(self) -> Span:
        value = self.at.isoformat(timespec="seconds")
        return Span(self.start, self.end, KIND, value, (("grain", self.grain),))


def find_times(text: str, now: datetime) -> list[Span]:
    """The times in the text, none overlapping.

    ``value`` is ISO 8601 in Asia/Shanghai and ``extra`` tells its grain: ``minute``, ``hour``,
    ``part`` (the middle of a part of the day), ``day``, ``month`` (the beginning). ``now`` is
    aware.
    """
    now = now.astimezone(BEIJING).replace(second=0, microsecond=0)
    found: list[_Found] = []
    for pattern, read in (
        (_AGO, _ago),
        (_MOMENT, _moment),
        (_MONTH, _month),
        (_JUST_NOW, _just_now),
    ):
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if (result := read(match, now)) is not None:
                at, grain = result
                found.append(_Found(match.start(), match.end(), at, grain))
    return [item.span() for item in sorted(found, key=lambda item: item.start)]


def _just_now(match: re.Match[str], now: datetime) -> tuple[datetime, str]:
    return now, "minute"


def _ago(match: re.Match[str], now: datetime) -> tuple[datetime, str] | None:
    count = 0.5 if match["count"] == "半" else float(to_number(match["count"]))
    count += 0.5 if match["half"] else 0
    unit = match["unit"]
    if unit in ("分钟", "刻钟", "小时", "钟头"):
        minutes = count * {"分钟": 1, "刻钟": 15}.get(unit, 60)
        return now - timedelta(minutes=minutes), "minute" if unit == "分钟" else "hour"
    if unit in ("月", "年") and count >= 1:
        months = int(count * (12 if unit == "年" else 1))
        return _midnight(months_before(now.date(), months)), "month"
    days = count * {"天": 1, "日": 1, "月": 30, "年": 365}.get(unit, 7)
    return _midnight(now.date() - timedelta(days=int(days))), "day"


def _month(match: re.Match[str], now: datetime) -> tuple[datetime, str] | None:
    try:
        return _midnight(month_of(match.groupdict(), now.date())), "month"
    except ValueError:
        return None


def _moment(match: re.Match[str], now: datetime) -> tuple[datetime, str] | None:
    groups = match.groupdict()
    if groups["bare_hour"] and _A_LITTLE.match(match.string, match.start()):
        return None
    try:
        day = day_of(groups, match.string[match.end() :], now.date())
        clock = _clock(groups)
    except ValueError:
        return None
    part = groups["part"] or groups["part_alone"] or (groups["short_part"] or "").lstrip("天")
    explicit = day is not None
    if day is None:
        day = now.date()
    if clock is None:
        if not part:
            return _midnight(day), "day"
        # 昨天半夜 is the night that began yesterday.
        shift = (
            explicit and part in ("半夜", "午夜", "大半夜", "后半夜") and not groups["part_alone"]
        )
        at = _midnight(day + timedelta(days=int(shift))) + timedelta(hours=_PARTS[part])
        return at, "part"
    hour, minute = clock
    exact = bool(groups["colon"] or groups["bare_colon"])
    hours = hour if exact and not part else _on_24_hours(hour, part, explicit, now, day)
    at = _midnight(day) + timedelta(hours=hours, minutes=minute)
    if not part and not exact and day == now.date() and at > now and hours >= 12 > hour:
        at -= timedelta(hours=12)
    grain = "minute" if minute or exact else "hour"
    return at, grain


def _on_24_hours(hour: int, part: str, explicit: bool, now: datetime, day: date) -> int:
    """The hour counted from the day's midnight; above 23 it is the night after."""
    if hour > 12 or (hour == 0 and part not in _NIGHT):
        return hour
    if part in _NIGHT:
        if hour == 12:
            return 24 if explicit or part in ("晚上", "晚") else 0
        if hour >= 6:
            return hour + 12
        return hour + 24 if explicit else hour
    if part in _MORNING:
        return 0 if hour == 12 and part == "凌晨" else hour
    if part == "中午":
        return hour if hour >= 10 else hour + 12
    if part:
        return hour if hour == 12 else hour + 12
    if explicit and day != now.date():
        return hour + 12 if hour <= 6 else hour
    afternoon = hour % 12 + 12
    return afternoon if afternoon <= now.hour else hour


def _clock(groups: Groups) -> tuple[int, int] | None:
    """Hour and minute that were said, None when none were. Raises ValueError beyond 24:59."""
    if colon := groups["colon"] or groups["bare_colon"]:
        hour, minute = colon.split(":")[:2]
        return int(hour), int(minute)
    if not (spoken := groups["hour"] or groups["bare_hour"]):
        return None
    minutes = groups["minute"] or groups["bare_minute"]
    hour_number = int(to_number(spoken))
    quarters = {"半": 30, "一刻": 15, "三刻": 45}
    minute_number = 0
    if minutes:
        minute_number = quarters.get(minutes) or int(to_number(minutes.rstrip("分")))
    if hour_number > 24 or minute_number > 59:
        raise ValueError("no time of day")
    return hour_number, minute_number


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)
