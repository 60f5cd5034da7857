"""Which choice a number means."""

from __future__ import annotations

import pytest

from kefu.core.ordinal_words import LAST, number_of


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("2", 2),
        ("２", 2),
        ("3.", 3),
        ("4、", 4),
        ("1号", 1),
        ("第二个", 2),
        ("第3项", 3),
        ("选1", 1),
        ("我选第二个吧", 2),
        ("要第 3 个", 3),
        ("第十", 10),
        ("最后一个", LAST),
        ("选最后一项吧", LAST),
    ],
)
def test_a_place(said: str, place: int) -> None:
    assert number_of(said) == place


@pytest.mark.parametrize(
    "said",
    ["两笔", "2笔", "一", "三个", "200", "1号下午", "第二次了", "13800000001", "834921", "一共3个"],
)
def test_anything_else(said: str) -> None:
    assert number_of(said) is None
