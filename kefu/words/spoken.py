"""Instants and waits as people say them, in Beijing time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kefu.core.clock import BEIJING
from kefu.core.history import TimeSpan
from kefu.words.texts import texts


def spoken_time(at: datetime, now: datetime) -> str:
    """An instant as a customer would say it: ``今天 15:04``, ``昨天 15:04``, ``11月20日 15:04``."""
    local, today = at.astimezone(BEIJING), now.astimezone(BEIJING).date()
    words = texts().time
    if local.date() == today:
        said = words.today
    elif local.date() == today - timedelta(days=1):
        said = words.yesterday
    else:
        said = words.this_year if local.year == today.year else words.other_year
    return said.format(year=local.year, month=local.month, day=local.day, clock=f"{local:%H:%M}")


def spoken_date(day: date, now: datetime) -> str:
    """A Beijing day: ``12月6日``, with its year where that is not the present one."""
    return _date(day, now.astimezone(BEIJING).date())


def spoken_wait(seconds: float) -> str:
    """A waiting time in words: ``40 秒``, ``3 分钟``, ``2 小时``."""
    words = texts().time
    if seconds < 60:
        return words.seconds.format(count=max(1, round(seconds)))
    if seconds < 3600:
        return words.minutes.format(count=-(-int(seconds) // 60))
    return words.hours.format(count=-(-int(seconds) // 3600))


def spoken_period(period: TimeSpan, now: datetime) -> str:
    """A stretch of time by its days: ``昨天（11月29日）``, ``10月``, ``11月23日至11月29日``."""
    words, today = texts().figures, now.astimezone(BEIJING).date()
    first = period.start.astimezone(BEIJING).date()
    last = (period.end.astimezone(BEIJING) - timedelta(microseconds=1)).date()
    behind = last + timedelta(days=1)
    if first == last:
        return _day(first, today)
    if (first.month, first.day, behind.month, behind.day) == (1, 1, 1, 1):
        if behind.year == first.year + 1:
            return words.year.format(year=first.year)
    elif first.day == 1 and behind == (first.replace(day=28) + timedelta(days=4)).replace(day=1):
        said = words.month if first.year == today.year else words.month_of_year
        return said.format(year=first.year, month=first.month)
    return words.range.format(first=_date(first, today), last=_date(last, today))


def _day(day: date, today: date) -> str:
    words = texts().figures
    name = {0: words.today, 1: words.yesterday}.get((today - day).days)
    if name is None:
        return _date(day, today)
    return words.day_named.format(name=name, month=day.month, day=day.day)


def _date(day: date, today: date) -> str:
    words = texts().figures
    said = words.day if day.year == today.year else words.day_of_year
    return said.format(year=day.year, month=day.month, day=day.day)
