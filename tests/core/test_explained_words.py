"""A theft that the speaker's own people, or they themselves, explain; and what only sounds so."""

from __future__ import annotations

import pytest

from kefu.core.explained_words import (
    confirms_family,
    family_claims,
    family_claims_transfer,
    finds_family,
    recalls_all,
    suspects_family,
    was_only_feared,
)

CLAIMS = """
我妈说她买的菜
媳妇刚回我，说是她付的房租
我爸承认是他拿我手机充的话费
女儿说她下单的
我太太說是她訂的
同事说是他用我手机点的外卖，钱已经给我了
舍友说是她买的，误会一场
"""
NO_CLAIMS = """
我妈说她没买
我爸说不是他买的
老婆说她付给骗子了
我妹说她扫码付的
同事说是他用我手机点的
儿子说他充的，可是只有一百
女儿说那笔是她付的
我老公说他买的东西还没到，是不是被骗了
我哥说是他买的吧？
对方说他买的
"""


@pytest.mark.parametrize("text", CLAIMS.strip().splitlines())
def test_own_people_say_that_they_bought_it(text: str) -> None:
    assert family_claims(text)


@pytest.mark.parametrize("text", NO_CLAIMS.strip().splitlines())
def test_no_claim(text: str) -> None:
    assert not family_claims(text)


def test_money_that_was_sent_on_is_told_apart() -> None:
    assert family_claims_transfer("岳母说是她转的")
    assert not family_claims("岳母说是她转的")
    assert not family_claims_transfer("岳母说是她转给客服的")


@pytest.mark.parametrize(
    "text", ["好像是我奶奶点错了", "会不会是我儿子充的", "我侄子他会不会买啊", "估计是我老婆刷的"]
)
def test_own_people_are_supposed(text: str) -> None:
    assert suspects_family(text)


@pytest.mark.parametrize("text", ["会不会是同事转的", "是不是骗子转的", "我儿子问我怎么办"])
def test_others_are_supposed(text: str) -> None:
    assert not suspects_family(text)


@pytest.mark.parametrize(
    "text", ["果然是我奶奶", "就是他充的", "她承认了", "我儿子已经招了", "嗯，还真是我老婆刷的"]
)
def test_it_is_confirmed(text: str) -> None:
    assert confirms_family(text)


@pytest.mark.parametrize(
    "text", ["确实是骗子", "他没承认", "就是他骗的我", "确实是他，我要报警", "他承认了骗我"]
)
def test_nothing_is_confirmed(text: str) -> None:
    assert not confirms_family(text)


def test_it_is_found_out() -> None:
    assert finds_family("问清楚了，是我妹妹点的")
    assert finds_family("查到了 原来是我老婆付的")
    assert not finds_family("查到了，是骗子转的")
    assert not finds_family("问过了，是不是我妹妹买的？")


@pytest.mark.parametrize(
    "text",
    ["都是我付的，忘了", "全是我自己转的 想起来了", "三笔都是我转的，搞错了", "都是我自己刷的"],
)
def test_all_of_it_was_the_speakers_own(text: str) -> None:
    assert recalls_all(text)


@pytest.mark.parametrize(
    "text",
    [
        "都是我转的",
        "第一笔是我转的，忘了说",
        "都不是我转的，不好意思",
        "都是我转的，被骗了还忘了报警",
        "都是我转的，另外还有一笔忘了",
    ],
)
def test_not_all_was_recalled(text: str) -> None:
    assert not recalls_all(text)


@pytest.mark.parametrize(
    "text",
    [
        "刚才以为被盗了，结果是我自己充的会员",
        "上午还以为钱被偷了，一查是我老婆交的水费",
        "我以为手机丢了，其实找到了",
    ],
)
def test_what_was_feared_is_explained(text: str) -> None:
    assert was_only_feared(text)


@pytest.mark.parametrize(
    "text",
    [
        "我还以为是客服，结果被骗了",
        "以为钱被偷了，后来发现是我室友偷的",
        "我以为没被盗，结果少了两千",
        "以为被盗了，原来是骗子转的",
    ],
)
def test_what_was_feared_came_true(text: str) -> None:
    assert not was_only_feared(text)
