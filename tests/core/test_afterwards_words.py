"""What is said when a matter is just over."""

from __future__ import annotations

import pytest

from kefu.core.afterwards_words import asks_whether_done, wants_after_all


@pytest.mark.parametrize(
    "text",
    [
        "处理完了吧",
        "解封了没有",
        "真恢复了？",
        "能刷了没",
        "账号可以進去了嗎",
        "是不是已经改完了呀",
    ],
)
def test_whether_it_is_done_may_be_asked(text: str) -> None:
    assert asks_whether_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "恢复了",
        "可以进去",
        "能转账吗",
        "什么时候弄完",
        "行吗",
        "退款办好了吗",
        "密码改了吗",
        "一直没弄好",
    ],
)
def test_anything_else_is_no_such_question(text: str) -> None:
    assert not asks_whether_done(text)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("password", "哎呀还是重设吧"),
        ("account_lock", "想了想，還是解鎖吧"),
        ("service", "要不还是登记一下"),
        ("theft", "还是先冻上吧"),
        ("transaction", "我又想查了"),
    ],
)
def test_what_was_left_may_be_wanted_after_all(topic: str, text: str) -> None:
    assert wants_after_all(text, topic)


@pytest.mark.parametrize(
    "text", ["还是下周弄吧", "还是不改了", "还是老样子", "还是我自己来弄", "还是冻结吧", "改吧"]
)
def test_what_was_left_may_stay_so(text: str) -> None:
    assert not wants_after_all(text, "password")
