"""What amounts told one after the other come to."""

from __future__ import annotations

import re

import pytest

from kefu.core.loss_words import (
    SpokenAmount,
    bare_amounts,
    corrects_amount,
    loss_of,
    takes_off,
    tells_only_amount,
)

_NUMBER = re.compile(r"\d+")


def _heard(*texts: str) -> list[int]:
    known: list[int] = []
    for text in texts:
        known = loss_of(text, _said(text), known)
    return known


def _said(text: str) -> list[SpokenAmount]:
    return [SpokenAmount(*found.span(), int(found[0])) for found in _NUMBER.finditer(text)]


@pytest.mark.parametrize(
    ("texts", "parts"),
    [
        (["转走了5000"], [5000]),
        (["转走了5000", "还有一笔300"], [5000, 300]),
        (["转走了5000", "后来又刷了300"], [5000, 300]),
        (["一次199 一次299"], [199, 299]),
        (["一次199 一次299", "总共498"], [498]),
        (["被刷了2000", "是2000不是200"], [2000]),
        (["被刷了200", "不是200 是2000"], [2000]),
        (["被刷了2000", "一共两笔 一笔2000一笔350"], [2000, 350]),
        (["666", "3000多啊", "是3600"], [3600]),
        (["少了800", "大概900吧"], [900]),
        (["少了800", "没错"], [800]),
        (["前後一共被轉走12999"], [12999]),
        (["昨天转了5000给他", "今天他骗我转了200到那个号"], [5000, 200]),
        # of several, the one that is denied
        (["转走了5000", "还有一笔300", "不是300，是350"], [5000, 350]),
        (["被刷了900", "金额改成1900"], [1900]),
        # part of it was paid for something real
        (["被骗走7000", "其中2000是正常交的货款，骗子那笔只有5000"], [5000]),
        (["转走了7000", "前头2000是真货款，后头5000才是被骗的"], [5000]),
        (["一笔3000", "还有一笔200", "那200是正常的消费"], [3000]),
        (["转走了7000", "那2000是真的被骗"], [7000, 2000]),
        (["一笔1000", "还有一笔600", "600那个是退回来的，不算"], [1000]),
        (["少了9000", "只有700是被偷的"], [700]),
        # demanded, and paid or not
        (["上月被骗了8000", "律师说先交600手续费就能追回"], [8000]),
        (["被骗了8000", "他说要再交3000押金才退"], [8000]),
        (["被骗了8000", "对方叫我先打500手续费"], [8000]),
        (["被骗了8000", "又让我再转2000，我也转了"], [8000, 2000]),
        (["被骗了8000", "后来他让我转了2000"], [8000, 2000]),
    ],
)
def test_a_loss_is_put_right_or_added_to(texts: list[str], parts: list[int]) -> None:
    assert _heard(*texts) == parts


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("一笔199 一笔299", [19900, 29900]),
        ("一次199 一次 299", [19900, 29900]),
        ("總共498", [49800]),
        ("还有一笔12.5的", [1250]),
        ("4300不是43000", [430000]),
        ("刷了3次", []),
        ("第二笔20号的", []),
        ("13800000006", []),
        ("里面有150是打车", [15000]),
        ("328不是我充的", [32800]),
        ("饿了么那46也不是我买的", [4600]),
        ("沃尔玛207.5，谁买的", [20750]),
        ("骗走3300", [330000]),
        ("那就是415", [41500]),
        ("27块05星巴克", [2705]),
        ("27块钱", []),
        ("1800和两千", [180000]),
        ("尾号4415不是我的卡", []),
        ("4415不是我的卡", []),
        ("12点30不是我转的", []),
        ("11.17那天", []),
        ("总数改成5300", [530000]),
        ("密码改成5300", []),
    ],
)
def test_an_amount_may_stand_without_a_unit(text: str, fen: list[int]) -> None:
    assert [one.fen for one in bare_amounts(text)] == fen


@pytest.mark.parametrize(
    "text",
    [
        "不是600，是650",
        "算错了，一共是1350",
        "哎呀看错了 应该是720",
        "更正一下，总数是2100",
        "不对，我又核对了一遍，是880块",
        "准确来说是1999",
        "记错了，900才对",
        "总金额改成4300吧",
    ],
)
def test_who_puts_the_amount_right(text: str) -> None:
    assert corrects_amount(text, _said(text))


@pytest.mark.parametrize(
    "text",
    [
        "看错了，那600是我自己充的话费",
        "搞错了，600还在",
        "不对，600那笔是我妈转的",
        "看错了，600没少",
        "不对，别冻，600就600",
        "600",
        "记错了，没事了",
        "不是600吗",
        "总共是600对吧",
        "看错了，那个600是公交公司扣的",
        "不是600",
    ],
)
def test_who_puts_no_amount_right(text: str) -> None:
    assert not corrects_amount(text, _said(text))


def test_a_part_that_is_the_customers_own_comes_off_the_whole() -> None:
    text = "里面有150是我自己打车花的，去掉"
    own = _said(text)
    assert takes_off(text, own)
    assert loss_of(text, [], [1000], own=own) == [850]
    assert loss_of(text, [], [150, 1000], own=own) == [1000]
    assert loss_of(text, [], [100], own=own) == [100]
    other = "150是我自己打车花的"
    assert not takes_off(other, _said(other))
    assert loss_of(other, [], [1000], own=_said(other)) == [1000]


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("少了420", True),
        ("卡里一共少了420块", True),
        ("丢了420吧", True),
        ("420", False),
        ("我买了420的鞋", False),
    ],
)
def test_who_tells_an_amount_and_nothing_else(text: str, only: bool) -> None:
    assert tells_only_amount(text, _said(text)) is only


@pytest.mark.parametrize(
    ("known", "text", "parts"),
    [
        ([5000, 300], "看错了，是350", [5000, 350]),
        ([5000, 300], "看错了，是5500", [5500]),
        ([5000, 300], "看错了，总共是400", [400]),
        ([300], "看错了，是5500", [5500]),
    ],
)
def test_a_correction_of_several_is_of_the_last_or_of_all(
    known: list[int], text: str, parts: list[int]
) -> None:
    assert loss_of(text, _said(text), known, corrects=True) == parts
