"""Which day or month is meant: 昨天, 上周五, 20号, 去年11月3日, 双11, 11/20, 上个月, 月底.

Pure: regular expressions for folded text and what their groups mean. Must not know times of day.
Customers tell what has happened, so a date without a direction is the latest one not in the future.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from kefu.nlu.numerals import CHINESE, to_number

Groups = Mapping[str, str | None]

NUM: Final = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_DAY_WORDS: Final = {
    **dict.fromkeys(["大前天", "大前日"], -3),
    **dict.fromkeys(["前天", "前日", "前儿个", "前儿"], -2),
    **dict.fromkeys(["昨天", "昨日", "昨儿个", "昨儿", "昨个", "寻日", "琴日"], -1),
    **dict.fromkeys(["今天", "今日", "今儿个", "今儿", "今个", "当天"], 0),
    **dict.fromkeys(["明天", "明日", "明儿个", "明儿", "听日"], 1),
    "后天": 2,
    "大后天": 3,
}
_SHORT_DAYS: Final = {"前": -2, "昨": -1, "今": 0, "当": 0, "明": 1}
_WEEKDAYS: Final = {char: index for index, char in enumerate("一二三四五六日")} | {
    **{str(index + 1): index for index in range(7)},
    "天": 6,
    "末": 5,
}
_FESTIVALS: Final = {
    **dict.fromkeys(["元旦节", "元旦"], (1, 1)),
    "情人节": (2, 14),
    **dict.fromkeys(["五一劳动节", "劳动节"], (5, 1)),
    "六一八": (6, 18),
    **dict.fromkeys(["国庆节", "国庆"], (10, 1)),
    **dict.fromkeys(["双11", "双十一"], (11, 11)),
    **dict.fromkeys(["双12", "双十二"], (12, 12)),
    **dict.fromkeys(["圣诞节", "圣诞"], (12, 25)),
}
_YEAR_WORDS: Final = {"前年": -2, "去年": -1, "今年": 0}
_YEAR: Final = (
    r"(?:去年|前年|今年|(?<!\d)(?:\d{4}|\d{2})年|[零〇一二三四五六七八九]{4}年|"
    r"(?<![零〇一二三四五六七八九])[二三][零〇一二三四五六七八九]年)的?"
)
# What a number after a month counts if it is no day.
_COUNTED: Final = rf"[\d.{CHINESE}个元块笔次条点分岁人张单天年月万w百千几多来余:%]|号码|,\d{{3}}"


def _either(words: Mapping[str, object]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


DATE: Final = (
    rf"(?P<iso>(?<!\d)\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)[日号]?)"
    rf"|(?P<year>{_YEAR})?(?<![\d{CHINESE}])(?:(?P<month>{NUM})月(?:份)?(?P<day>{NUM})(?:[号日](?!码)|(?!{_COUNTED}|[号日]))"
    rf"|(?P<festival>(?<!\d)(?:{_either(_FESTIVALS)})(?![\d元块])))"
    rf"|(?P<dotted>(?<![\d.])(?<![差扣付转充提退花少多收款额])(?<![差扣付转充提退花少多收][了我过是])"
    rf"(?:1[0-2]|[1-9])\.(?:3[01]|[12]\d|[1-9])(?=$|\s|[号日,]|[凌早上中下晚那的]))[号日]?"
    rf"|(?P<slash>(?<![\d/.])(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?=\s*(?:$|[,.那的日号凌早上中下傍晚夜到至]|\d{{1,2}}[:点])))[号日]?"
    rf"|(?:(?P<which>上个月|上月|这个月|本月|当月)|(?<![\d月.{CHINESE}]))(?P<day_only>(?:[12]\d|3[01]|[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]))(?:号(?!码|线|楼|店|店铺|钱包)|日(?!元|期|常|限))"
    rf"|(?<!每)(?<!每个)(?P<week>上上个?|上个?|这个?|本|下个?)?(?<![\d{CHINESE}])(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末]|[1-7](?!\d))(?!个)"
    rf"|(?P<word>{_either(_DAY_WORDS)})"
)
SHORT_DAY: Final = rf"(?P<short>[{''.join(_SHORT_DAYS)}])"
MONTH: Final = (
    rf"(?P<relative>上上个月|上个月|上月|这个月|本月|当月)(?:月?[初末底]|中旬)?(?![初末底中]?\d|[{CHINESE}]{{1,2}}[号日])"
    rf"|(?P<year>{_YEAR})?(?<![\d个{CHINESE}])(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|[初末底]|[上中下]旬)?(?![\d{CHINESE}]*[号日])(?!\d)"
    rf"|(?<![\d{CHINESE}个每])月(?P<edge>[初末底])"
)
# Said of every holiday or weekend, not of one.
_EVERY: Final = re.compile(r"[^,.!?]{0,4}(?:上班|休息|营业|放假|有人|值班|加班|在线)")


def day_of(groups: Groups, rest: str, today: date) -> date | None:
    """The day that the groups of ``DATE`` or ``SHORT_DAY`` say, None when they say none.

    ``rest`` is the text behind them. Raises ValueError for
    30 February and what means every such day.
    """
    numbers = [int(number) for number in re.findall(r"\d+", groups["iso"] or "")]
    if numbers:
        return _of_year(numbers[0], numbers[1], numbers[2])
    if groups["month"] and groups["day"]:
        return _dated(
            int(to_number(groups["month"])), int(to_number(groups["day"])), groups["year"], today
        )
    if groups["festival"]:
        if _EVERY.match(rest):
            raise ValueError("every such day")
        return _dated(*_FESTIVALS[groups["festival"]], groups["year"], today)
    if short_date := groups["dotted"] or groups["slash"]:
        month, day = re.split(r"[./]", short_date)
        return _dated(int(month), int(day), None, today)
    if groups["weekday"] == "末" and not groups["week"] and _EVERY.match(rest):
        raise ValueError("every such day")
    return _near(groups, today)


def _near(groups: Groups, today: date) -> date | None:
    if groups["day_only"]:
        return _day_of_month(int(to_number(groups["day_only"])), groups["which"], today)
    if groups["weekday"]:
        return _weekday(_WEEKDAYS[groups["weekday"]], groups["week"], today)
    if groups["word"]:
        return today + timedelta(days=_DAY_WORDS[groups["word"]])
    if groups["short"]:
        return today + timedelta(days=_SHORT_DAYS[groups["short"]])
    return None


def month_of(groups: Groups, today: date) -> date:
    """The first day of the month that the groups of ``MONTH`` say.

    Raises ValueError for a year that no customer means.
    """
    if groups["month"] and groups["year"]:
        return _of_year(_year(groups["year"], today), int(to_number(groups["month"])), 1)
    back = {"上上个月": 2, "上个月": 1, "上月": 1}.get(groups["relative"] or "", 0)
    if groups["month"]:
        back = (today.month - int(to_number(groups["month"]))) % 12
    if groups["edge"] in ("末", "底") and today.day < 25:
        back = 1
    return months_before(today, back)


def months_before(today: date, back: int) -> date:
    """The first day of the month that many months ago."""
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(year, month + 1, 1)


def _dated(month: int, day: int, year: str | None, today: date) -> date:
    """With a year as said; else the latest up to a week ahead:
    12月25号 said in November was last year.
    """
    if year:
        return _of_year(_year(year, today), month, day)
    candidate = date(today.year, month, day)
    if candidate > today + timedelta(days=7):
        return date(today.year - 1, month, day)
    return candidate


def _of_year(year: int, month: int, day: int) -> date:
    if not 1970 <= year < 2100:
        raise ValueError("no year that a customer means")
    return date(year, month, day)


def _year(said: str, today: date) -> int:
    word = said.removesuffix("的")
    if word in _YEAR_WORDS:
        return today.year + _YEAR_WORDS[word]
    number = int(to_number(word.removesuffix("年")))
    return number + 2000 if number < 100 else number


def _day_of_month(day: int, which: str | None, today: date) -> date:
    back = 1 if which in ("上个月", "上月") or (which is None and day > today.day) else 0
    return months_before(today, back).replace(day=day)


def _weekday(weekday: int, week: str | None, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    if week is None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    weeks = {"上上": -2, "上": -1, "下": 1}.get(week.rstrip("个"), 0)
    return monday + timedelta(days=7 * weeks + weekday)
