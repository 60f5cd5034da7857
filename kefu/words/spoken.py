"""Instants and waits as people say them, in Beijing time."""

from __future__ import annotations

from datetime import datetime, timedelta

from kefu.core.clock import BEIJING
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


def spoken_wait(seconds: float) -> str:
    """A waiting time in words: ``40 秒``, ``3 分钟``, ``2 小时``."""
    words = texts().time
    if seconds < 60:
        return words.seconds.format(count=max(1, round(seconds)))
    if seconds < 3600:
        return words.minutes.format(count=-(-int(seconds) // 60))
    return words.hours.format(count=-(-int(seconds) // 3600))
