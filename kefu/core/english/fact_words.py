"""What an English sentence states: amounts, days, times, addresses, merchants, in Chinese words."""

from __future__ import annotations

import re
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            *(
                "january jan",
                "february feb",
                "march mar",
                "april apr",
                "may",
                "june jun",
                "july jul",
            ),
            *("august aug", "september sept sep", "october oct", "november nov", "december dec"),
        ),
        1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAYS: Final = dict(
    zip(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        "一二三四五六日",
        strict=True,
    )
)
_WEEKDAY: Final = "|".join(_WEEKDAYS)
_SMALL: Final = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
}
_COUNT: Final = rf"\d{{1,3}}|an?|{'|'.join(_SMALL)}"
_AMOUNT: Final = re.compile(
    r"(?:[¥\uffe5]|\brmb|\bcny|\byuan)\s*(\d[\d,]*(?:\.\d{1,2})?)(?!\d)"
    r"|(?<![\d.*])(\d[\d,]*(?:\.\d{1,2})?)\s*(?:yuan|rmb|cny|kuai|renminbi|[¥\uffe5])(?![a-z])"
)
_DAYS: Final = (
    (re.compile(r"\bday before yesterday\b"), "前天"),
    (re.compile(r"\byesterday (?:evening|night)\b|\blast night\b"), "昨天晚上"),
    (re.compile(r"\byesterday morning\b"), "昨天上午"),
    (re.compile(r"\byesterday afternoon\b"), "昨天下午"),
    (re.compile(r"\byesterday\b"), "昨天"),
    (re.compile(r"\bthis morning\b|\btoday morning\b"), "今天上午"),
    (re.compile(r"\bthis afternoon\b"), "今天下午"),
    (re.compile(r"\btonight\b|\bthis evening\b"), "今天晚上"),
    (re.compile(r"\btoday\b"), "今天"),
    (re.compile(r"\blast week\b"), "上周"),
    (re.compile(r"\bthis week\b"), "这周"),
    (re.compile(r"\blast month\b"), "上个月"),
    (re.compile(r"\bthis month\b"), "这个月"),
    (re.compile(r"\bthis year\b"), "今年"),
)
_DATE: Final = re.compile(
    rf"\b(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month2>{_MONTH})\b"
)
_AGO: Final = re.compile(
    rf"\b({_COUNT}|(?:a )?couple of|a few) (minute|hour|day|week|month)s? ago\b"
)
_ON: Final = re.compile(rf"\b(last |on |this )({_WEEKDAY})\b")
_CLOCK: Final = re.compile(
    r"\b(?:at |around |about )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|a\.m\.|p\.m\.)(?![a-z])"
)
_CLOCK_24: Final = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b")
_ADDRESS: Final = re.compile(r"\[[^\]]*\]|\S+@\S+\.\w+|(?<![\d*])\+?\d[\d -]{9,16}\d(?!\d)")
_LAST_DIGITS: Final = re.compile(
    r"\b(?:ending(?: in| with)?|last (?:four|4)(?: digits)?(?: (?:is|are))?) (\d{4})\b"
)
_HAN: Final = re.compile("[\u3400-\u9fff]{2,}")
_MERCHANTS: Final = (
    ("starbucks", "星巴克"),
    (r"mc ?donald(?:'?s)?", "麦当劳"),
    ("kfc", "肯德基"),
    ("luckin(?: coffee)?", "瑞幸咖啡"),
    (r"hey ?tea", "喜茶"),
    ("meituan(?: waimai)?", "美团"),
    ("didi(?: chuxing)?", "滴滴出行"),
    ("taobao", "淘宝"),
    ("tmall", "天猫"),
    (r"jd(?:\.com)?", "京东"),
    ("pinduoduo", "拼多多"),
    (r"(?:trip\.com|ctrip)", "携程"),
    ("12306|train ticket", "12306"),
    ("tencent video", "腾讯视频"),
    ("iqiyi", "爱奇艺"),
    ("walmart", "沃尔玛"),
    (r"family ?mart", "全家"),
    (r"7-?eleven", "711"),
)
_MERCHANT: Final = tuple(
    (re.compile(rf"\b(?:{name})(?![a-z])"), chinese) for name, chinese in _MERCHANTS
)


def facts_in(said: str) -> list[str]:
    """What a plain text states, each in Chinese words: when, how much, which card, at whose."""
    found = [*_when(said), *_amounts(said)]
    found += [f"尾号{digits}" for digits in _LAST_DIGITS.findall(said)]
    return [*found, *_at_whose(said)]


def addresses_in(text: str) -> list[str]:
    """Telephone numbers and e-mail addresses, masked or not, as they are written."""
    return [match.strip() for match in _ADDRESS.findall(text)]


def without_facts(said: str) -> str:
    """A plain text without what `facts_in` and `addresses_in` find."""
    for pattern in (_ADDRESS, _AMOUNT, _DATE, _AGO, _ON, _CLOCK, _CLOCK_24, _LAST_DIGITS):
        said = pattern.sub(" ", said)
    for pattern, _ in (*_DAYS, *_MERCHANT):
        said = pattern.sub(" ", said)
    return re.sub(r"\s+", " ", said).strip(" ,.")


def _when(said: str) -> list[str]:
    day = next((chinese for pattern, chinese in _DAYS if pattern.search(said)), "")
    if not day and (date := _DATE.search(said)):
        month, number = date["month"] or date["month2"], date["day"] or date["day2"]
        day = f"{_MONTHS[month]}月{int(number)}日"
    if not day and (ago := _AGO.search(said)):
        unit = {"minute": "分钟", "hour": "小时", "day": "天", "week": "周", "month": "个月"}[
            ago[2]
        ]
        day = f"{_number(ago[1])}{unit}前"
    if not day and (weekday := _ON.search(said)):
        day = f"{'上' if weekday[1] == 'last ' else ''}周{_WEEKDAYS[weekday[2]]}"
    clock = ""
    if found := _CLOCK.search(said):
        hour = int(found[1]) % 12 + (12 if found[3].startswith("p") else 0)
        clock = f"{hour}:{found[2] or '00'}"
    elif found := _CLOCK_24.search(said):
        clock = f"{int(found[1])}:{found[2]}"
    return [f"{day}{clock}"] if day or clock else []


def _at_whose(said: str) -> list[str]:
    names = [chinese for pattern, chinese in _MERCHANT if pattern.search(said)]
    return names or _HAN.findall(re.sub(r"\[[^\]]*\]", "", said))


def _amounts(said: str) -> list[str]:
    said = _ADDRESS.sub(" ", said)
    return [f"{(before or behind).replace(',', '')}元" for before, behind in _AMOUNT.findall(said)]


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _SMALL.get(word, 3 if word == "a few" else 2 if "couple" in word else 1)
