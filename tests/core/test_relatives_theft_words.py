"""Thefts from a relative's or friend's account, and own ones told with a relative in them."""

from __future__ import annotations

import pytest

from kefu.core.relatives_theft_words import (
    Beside,
    names_no_account,
    names_own_account,
    robs_another,
    said_beside,
)

ANOTHERS = """
我姥姥上个月被骗了一万
我妈的账户昨天被盗了
我爸钱包被人转走三千
我媳妇的卡半夜被盗刷
老公的号被人登了
我闺女钱包里的钱没了
我奶奶不会用手机 她的账户被人转了钱
我妈说她账户被盗了
我室友刚才被骗子骗走五千
有人把我妈的号盗了
骗子骗了我爸3000
我的妈妈账户被盗
我家老人的养老金被骗走了
我弟弟的手机被偷了
我媽的帳戶被盜了
我跟你说 我妈的账户被盗了
帮我爸报个案 他号被盗了
"""
OWN = """
我妈说我的钱被盗了
我的钱被我儿子转走了
我老公转走了我的钱
我和我妈的账户都被盗了
妈的账户被盗了
我他妈的账户被盗了
奶奶的 账户被盗了
我妈的钱在我账户里被盗了
我妈被骗了 用我的钱包转的
我妈被骗子骗了 我替她转了5000
我爸让我转钱 我被骗了
我账户被盗了
钱被朋友骗走了
我朋友骗了我三千
我儿子拿我手机转走三千
我妈发现账户被盗了
我老婆跟我的账户都被盗了
朋友借我的号被盗了
我的账户被盗了 我妈急死了
骗子冒充我儿子骗走三千
骗子冒充我妈 被骗走三千
"""
NONE = """
我朋友圈被盗
我儿子的游戏号被盗了
我妈不见了
我老公账户没问题
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines(ANOTHERS))
def test_anothers_account_is_robbed(text: str) -> None:
    assert robs_another(text)


@pytest.mark.parametrize("text", lines(OWN) + lines(NONE))
def test_an_own_theft_is_none_of_anothers(text: str) -> None:
    assert not robs_another(text)


@pytest.mark.parametrize(("text", "own"), [("冻结我的账户", True), ("那快冻结啊", False)])
def test_the_own_account_has_to_be_named(text: str, own: bool) -> None:
    assert names_own_account(text) is own


@pytest.mark.parametrize(("text", "none"), [("昨晚被转走的", True), ("钱包被盗了", False)])
def test_what_adds_to_it_names_no_account(text: str, none: bool) -> None:
    assert names_no_account(text) is none


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("你别动我的号，是他的", Beside.OWN_SAFE),
        ("不要冻结我自己的账户", Beside.OWN_SAFE),
        ("能不能先把他的号封了", Beside.FREEZE),
        ("先把我奶奶的钱包停掉", Beside.FREEZE),
        ("那她自己来要怎么说", Beside.HOW),
        ("怎么教她弄", Beside.HOW),
        ("我这就叫她打电话", Beside.CALLS),
        ("她现在慌得不行", Beside.UPSET),
        ("他吓哭了", Beside.UPSET),
    ],
)
def test_what_is_said_next_of_it(text: str, what: Beside) -> None:
    assert said_beside(text, number=False) is what


@pytest.mark.parametrize(
    "text", ["我的钱也没了", "我账户被盗了，我妈急哭了", "把我的号冻了", "转300给我妈怎么弄"]
)
def test_what_is_of_the_own_account_or_of_nothing(text: str) -> None:
    assert said_beside(text, number=False) is None


def test_a_number_is_the_relatives_beside_a_word_of_them() -> None:
    assert said_beside("她的号是[手机号:138****0003]", number=True) is Beside.NUMBER
    assert said_beside("[手机号:138****0003]", number=True) is None
