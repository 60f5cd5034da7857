"""The index finds exactly the pairs that comparing everything with everything finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu.evaluation.duplicates import (
    THRESHOLD,
    Pair,
    bigrams,
    pairs_between,
    pairs_within,
    similarity,
)

TEXTS = st.lists(st.text("密码忘了登录不上", max_size=9), max_size=12)


def test_similarity_by_hand() -> None:
    # 密码|码忘|忘了 and 密码|码忘|忘记: two of four
    assert similarity(bigrams("密码忘了"), bigrams("密码忘记")) == 0.5


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("怎么修改登录密码呀谢谢", "怎么修改登录密码呀谢谢你"),
        ("怎么修改密码", "怎么修改密码啊"),
        ("密碼忘了", "密码忘了"),
        ("ＡＰＰ打不开", "app打不开"),
        ("在吗？？？", "在吗?"),
        ("我的手机号是13800000001", "我的手机号是13900000002"),
    ],
)
def test_what_is_nearly_the_same(first: str, second: str) -> None:
    assert [(pair.first, pair.second) for pair in pairs_within([first, second])] == [(0, 1)]


@pytest.mark.parametrize(
    ("first", "second"), [("密码忘了", "密码改了"), ("冻结账户", "解冻账户"), ("好", "不")]
)
def test_what_is_not(first: str, second: str) -> None:
    assert pairs_within([first, second]) == []


@given(st.text())
def test_a_sentence_is_near_to_itself(text: str) -> None:
    assert pairs_between([text], ["别的话", text])[-1] == Pair(0, 1, 1.0)
    assert pairs_within([text, text]) == [Pair(0, 1, 1.0)]


@given(TEXTS)
def test_within_nothing_is_missed(texts: list[str]) -> None:
    everything = [
        (first, second)
        for first in range(len(texts))
        for second in range(first + 1, len(texts))
        if similarity(bigrams(texts[first]), bigrams(texts[second])) > THRESHOLD
    ]
    assert [(pair.first, pair.second) for pair in pairs_within(texts)] == everything


@given(TEXTS, TEXTS)
def test_between_nothing_is_missed(texts: list[str], others: list[str]) -> None:
    everything = [
        (first, second)
        for first, text in enumerate(texts)
        for second, other in enumerate(others)
        if similarity(bigrams(text), bigrams(other)) > THRESHOLD
    ]
    assert [(pair.first, pair.second) for pair in pairs_between(texts, others)] == everything
