"""Words that want another way, another wording, or something else."""

from __future__ import annotations

import pytest

from kefu.core.other_way_words import OtherWay, other_way_in


@pytest.mark.parametrize(
    "text",
    [
        "麻烦换条路子",
        "改用旁的渠道收码吧",
        "手机不方便，換個途徑",
        "短信登不上，换个办法验证我",
        "能用另一种方式核实吗",
    ],
)
def test_another_way_may_be_wanted(text: str) -> None:
    assert other_way_in(text) is OtherWay.WANTED


@pytest.mark.parametrize(
    "text", ["除了邮箱有其他途径没", "還有什麼法子嗎", "就这么一种渠道吗", "再没有别的招了吗"]
)
def test_it_may_be_asked_whether_there_is_one(text: str) -> None:
    assert other_way_in(text) is OtherWay.ASKED_FOR


@pytest.mark.parametrize(
    "text",
    [
        "换个讲法",
        "换个方式解释",
        "换张银行卡",
        "别换方式了",
        "没办法了",
        "还有别的问题",
        "用别的手机号",
    ],
)
def test_anything_else_is_no_other_way(text: str) -> None:
    assert other_way_in(text) is None
