"""Words that sound like an end, or like a call for a human, and are neither."""

from __future__ import annotations

import pytest

from kefu.core.going_on_words import wants_to_go_on
from kefu.core.people_words import doubts_people, wants_machine, wants_people_later


@pytest.mark.parametrize(
    "text", ["先别取消", "千万不要退出", "我没说不办", "谁让你取消了", "別終止"]
)
def test_a_denied_end_goes_on(text: str) -> None:
    assert wants_to_go_on(text)


@pytest.mark.parametrize("text", ["取消", "不要了，取消", "还没取消吗", "取消吧别问了", "不弄了"])
def test_an_end_is_one(text: str) -> None:
    assert not wants_to_go_on(text)


@pytest.mark.parametrize("text", ["除了找客服没别的路了吗", "转人工有用吗", "非得转人工吗"])
def test_a_human_may_be_doubted(text: str) -> None:
    assert doubts_people(text)


@pytest.mark.parametrize("text", ["假如还是不行就给我转人工", "弄不好再转人工", "查不到再找客服"])
def test_a_human_may_be_wanted_later(text: str) -> None:
    assert wants_people_later(text)


@pytest.mark.parametrize("text", ["转人工", "能转人工吗", "怎么找人工", "又不行，给我转人工"])
def test_a_human_may_be_wanted_now(text: str) -> None:
    assert not doubts_people(text)
    assert not wants_people_later(text)


@pytest.mark.parametrize("text", ["我想跟机器人聊", "換成機器人", "叫机器人来回答"])
def test_the_machine_may_be_wanted(text: str) -> None:
    assert wants_machine(text)


@pytest.mark.parametrize(
    "text", ["不想跟机器人聊", "机器人没用，找人工", "要真人别用机器人", "人呢"]
)
def test_the_machine_may_be_unwanted(text: str) -> None:
    assert not wants_machine(text)
