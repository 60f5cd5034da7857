"""Times as customers say them, on Sunday 22 November 2026, 16:10 in Beijing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu.core.clock import BEIJING
from kefu.nlu.normalise import fold
from kefu.nlu.times import find_times

NOW = datetime(2026, 11, 22, 16, 10, tzinfo=BEIJING)


def times(text: str, now: datetime = NOW) -> list[tuple[str, str, str]]:
    return [
        (text[span.start : span.end], span.value[:16], dict(span.extra)["grain"])
        for span in find_times(fold(text), now)
    ]


@pytest.mark.parametrize(
    ("text", "at", "grain"),
    [
        ("刚才", "2026-11-22T16:10", "minute"),
        ("今天", "2026-11-22T00:00", "day"),
        ("昨天", "2026-11-21T00:00", "day"),
        ("前天", "2026-11-20T00:00", "day"),
        ("大前天", "2026-11-19T00:00", "day"),
        ("昨晚", "2026-11-21T21:00", "part"),
        ("昨天下午", "2026-11-21T15:00", "part"),
        ("昨天半夜", "2026-11-22T02:00", "part"),
        ("昨天下午三点", "2026-11-21T15:00", "hour"),
        ("昨天下午3点20", "2026-11-21T15:20", "minute"),
        ("昨天三点", "2026-11-21T15:00", "hour"),
        ("昨天14:05", "2026-11-21T14:05", "minute"),
        ("昨天中午12点半", "2026-11-21T12:30", "minute"),
        ("昨天凌晨12点", "2026-11-21T00:00", "hour"),
        ("昨晚两点", "2026-11-22T02:00", "hour"),
        ("昨晚十点", "2026-11-21T22:00", "hour"),
        ("今早九点", "2026-11-22T09:00", "hour"),
        ("凌晨三点", "2026-11-22T03:00", "hour"),
        ("三点", "2026-11-22T15:00", "hour"),
        ("八点一刻", "2026-11-22T08:15", "minute"),
        ("晚上12点", "2026-11-23T00:00", "hour"),
        ("14:30", "2026-11-22T14:30", "minute"),
        ("上周五", "2026-11-13T00:00", "day"),
        ("上周五晚上八点半", "2026-11-13T20:30", "minute"),
        ("上周五3点", "2026-11-13T15:00", "hour"),
        ("上周五三点半", "2026-11-13T15:30", "minute"),
        ("周五十点", "2026-11-20T10:00", "hour"),
        ("上周日23:59", "2026-11-15T23:59", "minute"),
        ("这周一", "2026-11-16T00:00", "day"),
        ("星期六", "2026-11-21T00:00", "day"),
        ("上礼拜天", "2026-11-15T00:00", "day"),
        ("周三中午", "2026-11-18T12:30", "part"),
        ("下周一上午", "2026-11-23T09:30", "part"),
        ("明天下午两点", "2026-11-23T14:00", "hour"),
        ("11月20号晚上", "2026-11-20T21:00", "part"),
        ("11月20日14:30", "2026-11-20T14:30", "minute"),
        ("2026-11-20", "2026-11-20T00:00", "day"),
        ("2026年11月20日", "2026-11-20T00:00", "day"),
        ("11.20", "2026-11-20T00:00", "day"),
        ("12月25号", "2025-12-25T00:00", "day"),
        ("25号", "2026-10-25T00:00", "day"),
        ("二十号下午", "2026-11-20T15:00", "part"),
        ("上个月15号", "2026-10-15T00:00", "day"),
        ("上个月", "2026-10-01T00:00", "month"),
        ("三月份", "2026-03-01T00:00", "month"),
        ("12月", "2025-12-01T00:00", "month"),
        ("半小时前", "2026-11-22T15:40", "hour"),
        ("十分钟前", "2026-11-22T16:00", "minute"),
        ("一个半小时前", "2026-11-22T14:40", "hour"),
        ("两天前", "2026-11-20T00:00", "day"),
        ("昨天下午兩點", "2026-11-21T14:00", "hour"),
        ("四点", "2026-11-22T16:00", "hour"),
        ("四点半", "2026-11-22T04:30", "minute"),
        ("五点", "2026-11-22T05:00", "hour"),
        ("十点", "2026-11-22T10:00", "hour"),
        ("昨天六点", "2026-11-21T18:00", "hour"),
        ("昨天七点", "2026-11-21T07:00", "hour"),
        ("中午一点", "2026-11-22T13:00", "hour"),
        ("中午十一点", "2026-11-22T11:00", "hour"),
        ("下午12点半", "2026-11-22T12:30", "minute"),
        ("下午3:20", "2026-11-22T15:20", "minute"),
        ("昨天半夜12点", "2026-11-22T00:00", "hour"),
        ("昨天深夜一点", "2026-11-22T01:00", "hour"),
        ("昨天午夜12点", "2026-11-22T00:00", "hour"),
        ("昨天午夜", "2026-11-22T00:30", "part"),
        ("昨天后半夜", "2026-11-22T03:00", "part"),
        ("傍晚", "2026-11-22T18:00", "part"),
        ("一早九点", "2026-11-22T09:00", "hour"),
        ("清晨六点", "2026-11-22T06:00", "hour"),
        ("清早五点", "2026-11-22T05:00", "hour"),
        ("早晨七点", "2026-11-22T07:00", "hour"),
        ("一刻钟前", "2026-11-22T15:55", "hour"),
        ("半个月前", "2026-11-07T00:00", "day"),
        ("半年前", "2026-05-24T00:00", "day"),
        ("一年前", "2025-11-01T00:00", "month"),
        ("11月29号", "2026-11-29T00:00", "day"),
        ("11月30号", "2025-11-30T00:00", "day"),
        ("22号", "2026-11-22T00:00", "day"),
        ("23号", "2026-10-23T00:00", "day"),
        ("上月5号", "2026-10-05T00:00", "day"),
        ("上上个月", "2026-09-01T00:00", "month"),
        ("月底", "2026-10-01T00:00", "month"),
    ],
)
def test_what_a_time_means(text: str, at: str, grain: str) -> None:
    assert times(text) == [(text, at, grain)]


def test_several_times_in_a_sentence() -> None:
    assert times("我3号转的,昨天下午那笔,都6号了") == [
        ("3号", "2026-11-03T00:00", "day"),
        ("昨天下午", "2026-11-21T15:00", "part"),
        ("6号", "2026-11-06T00:00", "day"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "一点用都没有",
        "有一点贵",
        "几点上班",
        "第一时间",
        "30号楼",
        "地铁1号线",
        "手机号",
        "24小时",
        "扣了三点五元",
        "二月30号",
        "13月5号",
        "25:10",
        "早上好",
        "晚点再说",
        "1.5元",
        "尾号1234",
        "20日元",
        "20日期",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert times(text) == []


def test_day_is_beijings_when_now_is_utc() -> None:
    late = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # 01:00 on the 23rd in Beijing
    assert times("昨天", late) == [("昨天", "2026-11-22T00:00", "day")]


@pytest.mark.parametrize(("day", "month"), [(24, 10), (25, 11)])
def test_the_end_of_a_month_is_this_ones_when_it_is_near(day: int, month: int) -> None:
    late = datetime(2026, 11, day, 12, tzinfo=BEIJING)
    assert times("月底", late) == [("月底", f"2026-{month}-01T00:00", "month")]


def test_value_tells_beijings_offset() -> None:
    assert find_times("昨天", NOW)[0].value == "2026-11-21T00:00:00+08:00"


MOMENTS = st.datetimes(
    min_value=datetime(2024, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2030, 12, 31),  # noqa: DTZ001
    timezones=st.just(BEIJING),
)


@given(MOMENTS, st.sampled_from("一二三四五六日"))
def test_a_weekday_is_within_the_last_seven_days(now: datetime, weekday: str) -> None:
    at = datetime.fromisoformat(find_times(f"周{weekday}", now)[0].value)
    assert timedelta(0) <= now - at < timedelta(days=7)
    assert at.weekday() == "一二三四五六日".index(weekday)


@given(MOMENTS, st.integers(0, 23), st.integers(0, 59))
def test_a_clock_time_yesterday(now: datetime, hour: int, minute: int) -> None:
    at = datetime.fromisoformat(find_times(f"昨天{hour:02d}:{minute:02d}", now)[0].value)
    assert (at.hour, at.minute) == (hour, minute)
    assert at.date() == now.date() - timedelta(days=1)


@given(
    MOMENTS,
    st.text(
        alphabet="昨今前明天上下周星期一二三四五六日月号年点半刻晚早中午凌晨:.-0123456789前分钟小时 "
    ),
)
def test_any_mixture_gives_separate_aware_times(now: datetime, text: str) -> None:
    spans = find_times(text, now)
    assert all(datetime.fromisoformat(span.value).tzinfo is not None for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


PAST = st.integers(min_value=0, max_value=90 * 24 * 60).map(
    lambda minutes: NOW - timedelta(minutes=minutes)
)


def clock_forms(at: datetime) -> list[str]:
    """Ways to say a time of day to the minute."""
    hour = cn2an.an2cn(at.hour) if at.hour != 2 else "两"
    spoken = {0: "整", 15: "一刻", 30: "半"}.get(at.minute) or (
        f"零{cn2an.an2cn(at.minute)}分" if at.minute < 10 else f"{cn2an.an2cn(at.minute)}分"
    )
    part = "凌晨" if at.hour < 6 else "上午" if at.hour < 12 else "下午" if at.hour < 18 else "晚上"
    twelve = at.hour - 12 if at.hour > 12 else at.hour
    forms = [f"{at:%H:%M}", f"{at:%H:%M:%S}"]
    if at.hour != 12:
        forms.append(f"{part}{twelve}点{at.minute:02d}")
    # 三点 without a part of the day may be either half of it.
    if at.hour == 0 or at.hour > 12:
        forms += [f"{at.hour}点{at.minute:02d}分", f"{at.hour}点{at.minute}分"]
        forms.append(f"{hour}点{spoken}" if at.minute else f"{hour}点")
    return forms


def day_forms(at: datetime) -> list[str]:
    """Ways to say the day."""
    forms = [
        f"{at:%Y-%m-%d}",
        f"{at:%Y/%m/%d}",
        f"{at.year}年{at.month}月{at.day}日",
        f"{at.month}月{at.day}号",
        f"{cn2an.an2cn(at.month)}月{cn2an.an2cn(at.day)}号",
        f"{''.join('〇一二三四五六七八九'[int(digit)] for digit in str(at.year))}年{at.month}月{at.day}号",
    ]
    words = {0: "今天", 1: "昨天", 2: "前天", 3: "大前天"}
    ago = (NOW.date() - at.date()).days
    if ago in words:
        forms.append(words[ago])
    elif ago:
        forms.append(f"{ago}天前")
    monday = NOW.date() - timedelta(days=NOW.weekday())
    weeks = (monday - at.date() + timedelta(days=6)).days // 7
    if weeks in (0, 1, 2):
        forms.append(f"{['这周', '上周', '上上周'][weeks]}{'一二三四五六日'[at.weekday()]}")
    return forms


@given(PAST, st.data())
def test_a_day_is_found_however_it_is_said(at: datetime, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(day_forms(at)))
    assert times(f"我{form}") == [(form, f"{at:%Y-%m-%d}T00:00", "day")]


@given(PAST, st.data())
def test_a_minute_is_found_however_it_is_said(at: datetime, data: st.DataObject) -> None:
    # 3天前 is said without a time of day.
    day = data.draw(st.sampled_from([form for form in day_forms(at) if not form.endswith("前")]))
    clock = data.draw(st.sampled_from(clock_forms(at)))
    ((surface, value, grain),) = times(
        f"{day}{'' if day[-1] in '日号天一二三四五六' else ' '}{clock}转的"
    )
    assert surface.endswith(clock)
    assert value == f"{at:%Y-%m-%dT%H:%M}"
    assert grain in ("minute", "hour")


@given(PAST)
def test_minutes_and_hours_ago(at: datetime) -> None:
    minutes = int((NOW - at).total_seconds() // 60)
    if 0 < minutes < 1000:
        assert times(f"{minutes}分钟前") == [(f"{minutes}分钟前", f"{at:%Y-%m-%dT%H:%M}", "minute")]


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    spans = find_times(fold(text), NOW)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
