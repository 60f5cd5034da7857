"""What is meant where the customer sets it against something else."""

from __future__ import annotations

import pytest

from kefu.nlu.corrections import meant_in
from kefu.nlu.normalise import fold


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("我说的是退款不是转账", "退款"),
        ("我問的是限額，不是手續費", "限额"),
        ("是解绑不是绑卡", "解绑"),
        ("不是问余额 我问的是账单", "账单"),
        ("没问你怎么转账，问的是怎么付款", "怎么付款"),
        ("我的意思是账户登不上", "账户登不上"),
        ("我就是想问提现要多久", "提现要多久"),
        ("不对，我要的是注销", "注销"),
    ],
)
def test_what_is_meant_stands_alone(text: str, meant: str) -> None:
    folded = fold(text)
    place = meant_in(folded)
    assert place is not None
    assert folded[slice(*place)] == meant


@pytest.mark.parametrize(
    "text",
    [
        "怎么充值",
        "是他转的不是我转的",
        "我是说没忘记密码",
        "我说的不是这个",
        "这不是我操作的",
        "是不是要收费",
        "我想说" + "这件事情很长" * 12,
    ],
)
def test_nothing_else_is_taken_apart(text: str) -> None:
    assert meant_in(fold(text)) is None
