"""Anger, or one payment named and disowned, and what is no theft in such words."""

from __future__ import annotations

import pytest

from kefu.core.theft_words import reports_theft
from kefu.core.vanished_words import tells_vanished


@pytest.mark.parametrize(
    "text",
    [
        "哪个孙子动了我的钱",
        "谁他妈偷偷花了我账户里的钱",
        "谁把我的钱转走了",
        "八千块说没就没了",
        "余额说少就少",
        "奈雪32块那个不是我喝的",
        "全家16.5那笔我没买过",
        "滴滴45块不是我坐的",
    ],
)
def test_money_is_gone(text: str) -> None:
    assert tells_vanished(text)
    assert reports_theft(text)


@pytest.mark.parametrize(
    "text",
    [
        "优惠券说没就没",
        "积分说没就没",
        "谁动了我的手机",
        "谁把钱转给我了",
        "外卖32块不是我点的",
        "30块的会员不是我开的",
        "那32块不是我喝的吗",
        "尾号3210不是我的",
        "我没买过彩票",
        "第2个不是我点的",
        "商家多收了5块，不是我点的菜",
    ],
)
def test_nothing_is_told_to_be_stolen(text: str) -> None:
    assert not tells_vanished(text)
