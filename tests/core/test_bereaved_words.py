"""Who asks about the wallet of somebody who has died."""

from __future__ import annotations

import pytest

from kefu.core.bereaved_words import speaks_of_estate


@pytest.mark.parametrize(
    "text",
    [
        "我妈上周过世了 钱包里的余额怎么办",
        "爷爷不在了 他手机里的钱能取吗",
        "家母病逝，帳戶如何處理",
        "继承钱包要什么手续",
        "老公车祸走了 账户密码我不知道",
        "人都死了 账户还能注销吗",
    ],
)
def test_somebody_has_died(text: str) -> None:
    assert speaks_of_estate(text)


@pytest.mark.parametrize(
    "text",
    [
        "我妈走了谁帮我弄",
        "我爸不在家 密码不知道",
        "手机死机了 钱没到",
        "气死了 钱呢",
        "我钱没了",
        "老公的钱没了",
        "奶奶去世我收的礼金 在我自己的账户 怎么提现",
    ],
)
def test_nobody_has(text: str) -> None:
    assert not speaks_of_estate(text)
