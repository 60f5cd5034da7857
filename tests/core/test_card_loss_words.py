"""A bank card that is lost, found, or blocked by the bank: none of it is the wallet's."""

from __future__ import annotations

import pytest

from kefu.core.card_loss_words import asks_of_wallet, finds_card, loses_card, settles_card


@pytest.mark.parametrize(
    "text",
    ["银行卡找不到了", "招行的卡让我弄丢了", "卡掉了 已经补办了", "丢了张储蓄卡", "卡被ATM吞了"],
)
def test_a_card_is_lost(text: str) -> None:
    assert loses_card(text)


@pytest.mark.parametrize(
    "text",
    [
        "手机和银行卡都丢了",
        "电话卡丢了",
        "银行卡被盗刷了",
        "银行卡里的钱少了",
        "要是卡丢了怎么办",
        "卡丢了帮我冻结",
        "卡住了",
        "我妈的卡丢了 是她的",
        "怎么绑卡",
    ],
)
def test_no_card_is_lost(text: str) -> None:
    assert not loses_card(text)


def test_what_follows_a_lost_card() -> None:
    assert settles_card("我已经跟银行挂失了")
    assert not settles_card("怎么挂失")
    assert finds_card("找到了找到了 在裤兜里")
    assert not finds_card("没找到了吗")
    assert asks_of_wallet("那钱包里的钱有事没")
    assert not asks_of_wallet("新卡号会变吗")
