"""Few words in the theft lane: that something shall be closed, that others are asked first."""

from __future__ import annotations

import pytest

from kefu.core.asking_home_words import asks_at_home
from kefu.core.closing_words import closes
from kefu.core.reply_words import urges


@pytest.mark.parametrize("text", ["都给我关掉", "關上再說", "钱包先关了", "快关快关", "统统给关了"])
def test_something_is_to_be_closed(text: str) -> None:
    assert closes(text)


@pytest.mark.parametrize("text", ["关了吗", "先别关", "关我什么事", "你们几点关门", "快点"])
def test_nothing_is_to_be_closed(text: str) -> None:
    assert not closes(text)


@pytest.mark.parametrize(
    "text", ["和我爸核实一下", "得问下我对象", "看看我妈怎么说", "跟領導商量下", "得跟公司说一声"]
)
def test_others_are_asked_first(text: str) -> None:
    assert asks_at_home(text)


@pytest.mark.parametrize("text", ["跟我妈商量了，不冻", "给我老公转的", "我同事偷了钱", "问题在哪"])
def test_nobody_is_asked_first(text: str) -> None:
    assert not asks_at_home(text)


@pytest.mark.parametrize("text", ["立即", "快点啊", "馬上", "赶紧的", "现在就办吧", "请立刻处理"])
def test_what_was_proposed_is_pressed_for(text: str) -> None:
    assert urges(text)


@pytest.mark.parametrize(
    "text", ["马上就来", "快了", "现在", "先别马上", "立即？", "不用赶快", "快递", "我马上办"]
)
def test_nothing_is_pressed_for(text: str) -> None:
    assert not urges(text)
