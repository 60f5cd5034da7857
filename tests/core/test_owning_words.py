"""Which transactions are called the customer's own, however they are pointed at."""

from __future__ import annotations

import pytest

from kefu.core.owning_words import Listed, owned_in

LISTED = [Listed(299900, "王某某"), Listed(500000, "李四海"), Listed(500000, "网络支付")]
SAID: dict[str, dict[int, bool]] = {
    "2999那笔是我转的，另外两笔不是": {0: True, 1: False, 2: False},
    "第二笔是我的": {1: True},
    "只有2999那个不是我": {0: False, 1: True, 2: True},
    "都不是我的": {0: False, 1: False, 2: False},
    "都是我自己转的": {0: True, 1: True, 2: True},
    "第一笔是我，其他都不是": {0: True, 1: False, 2: False},
    "第1笔和第3笔不是我": {0: False, 2: False},
    "前两笔不是我转的 后面那笔是我的": {0: False, 1: False, 2: True},
    "除了2999那笔都不是我转的": {0: True, 1: False, 2: False},
    "除了第一笔，都不是我": {0: True, 1: False, 2: False},
    "王某某那笔我不认识，其余是我付的": {0: False, 1: True, 2: True},
    "2999是我转给朋友的 剩下的都不是我": {0: True, 1: False, 2: False},
    "就第三笔不是我操作的": {0: True, 1: True, 2: False},
    "最后一笔是我买东西": {2: True},
    "2999那笔": {0: False},
    "第一、第二笔都不是我": {0: False, 1: False},
    "第一筆是我轉的,另外兩筆不是": {0: True, 1: False, 2: False},
    "另外两笔不是我,2999那笔是我": {0: True, 1: False, 2: False},
    "我也不知道怎么回事": {},
    "这些我都不知道": {0: False, 1: False, 2: False},
    "你好": {},
    "为什么会这样": {},
    "头一笔是我自己的，后两笔没操作过": {0: True, 1: False, 2: False},
    "三笔都不是我": {0: False, 1: False, 2: False},
    "2999的不是我,两笔5000的是我": {0: False, 1: True, 2: True},
}


@pytest.mark.parametrize(("text", "own"), SAID.items())
def test_which_are_the_customers_own(text: str, own: dict[int, bool]) -> None:
    assert owned_in(text, LISTED) == own


def test_an_amount_in_words() -> None:
    assert owned_in("三千差一块那笔是我的", LISTED, {"三千差一块": 299900}) == {0: True}
