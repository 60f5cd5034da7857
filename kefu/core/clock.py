"""Time: aware UTC inside, Beijing time in words outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The current instant, aware, in UTC."""
    return datetime.now(UTC)


def spoken_time(at: datetime, now: datetime) -> str:
    """An instant as a customer would say it: ``今天 15:04``, ``昨天 15:04``, ``11月20日 15:04``."""
    local, today = at.astimezone(BEIJING), now.astimezone(BEIJING).date()
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return f"今天 {clock}"
    if local.date() == today - timedelta(days=1):
        return f"昨天 {clock}"
    day = f"{local.month}月{local.day}日"
    return f"{day} {clock}" if local.year == today.year else f"{local.year}年{day} {clock}"


def spoken_wait(seconds: float) -> str:
    """A waiting time in words: ``40 秒``, ``3 分钟``, ``2 小时``."""
    if seconds < 60:
        return f"{max(1, round(seconds))} 秒"
    if seconds < 3600:
        return f"{-(-int(seconds) // 60)} 分钟"
    return f"{-(-int(seconds) // 3600)} 小时"
