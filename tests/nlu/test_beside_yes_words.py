"""What may stand beside a yes, and what takes it back."""

from __future__ import annotations

import pytest

from kefu.nlu.act_spelling import plain
from kefu.nlu.beside_yes_words import is_yes_alone
from kefu.nlu.normalise import fold


def alone(text: str) -> bool:
    return is_yes_alone(plain(fold(text)).text)


@pytest.mark.parametrize(
    "text",
    [
        *("好", "行吧", "可以，谢谢您", "嗯嗯 麻烦你了", "没问题，帮我办", "好的 你们处理"),
        *("行，快一点", "好 我怕再被转走", "可以 反正也不用了", "确认，就这笔", "嗯 第二个"),
        *("想清楚了，提交吧", "别问了 冻吧", "是我本人，没错", "好，听你们的安排", "同意 救命啊"),
    ],
)
def test_what_belongs_to_a_yes_leaves_it_alone(text: str) -> None:
    assert alone(text)


@pytest.mark.parametrize(
    "text",
    [
        *("好 我先把房租交了", "行 老板答应换新的", "对 是杭州 没错", "嗯 已经删掉了"),
        *("好 接着等", "可以 那我去买菜", "行吧 我找他们理论", "好的 谢谢提醒"),
        *("嗯 他把我拉黑了", "好 微信上跟他说", "是 公司发的年终奖", "行 看完这集"),
    ],
)
def test_another_matter_beside_a_yes_does_not(text: str) -> None:
    assert not alone(text)
