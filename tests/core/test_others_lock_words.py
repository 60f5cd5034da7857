"""Whose locked account it is, and who leaves it to them."""

from __future__ import annotations

import pytest

from kefu.core.others_lock_words import leaves_it_to_them, locks_others


@pytest.mark.parametrize(
    "text",
    [
        "我哥的账户被锁了",
        "女儿的钱包登不进去",
        "我老公的号被锁了",
        "我同學的帳戶被鎖了",
        "他的账户被冻住了",
    ],
)
def test_another_is_locked_out(text: str) -> None:
    assert locks_others(text)


@pytest.mark.parametrize(
    "text",
    [
        "我的账户被锁了",
        "账户被锁",
        "我和我老公的账户都锁了",
        "我帮我妈登录我的账户锁了",
        "我妈说账户安全吗",
    ],
)
def test_ones_own_account_is_not_anothers(text: str) -> None:
    assert not locks_others(text)


@pytest.mark.parametrize(
    "text",
    [
        "那我让她自己来办",
        "叫我弟自己弄吧",
        "等他回来再弄",
        "我回家帮我妈看看",
        "算了让他本人来操作吧",
    ],
)
def test_it_is_left_to_them(text: str) -> None:
    assert leaves_it_to_them(text)


@pytest.mark.parametrize(
    "text", ["帮我弄", "我自己来弄", "让你们领导来处理", "他把我的钱转走了", "好的"]
)
def test_what_is_wanted_of_us_is_left_to_nobody(text: str) -> None:
    assert not leaves_it_to_them(text)
