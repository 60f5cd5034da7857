"""What amounts told one after the other come to."""

from __future__ import annotations

import re

import pytest

from kefu.core.loss_words import SpokenAmount, bare_amounts, loss_of

_NUMBER = re.compile(r"\d+")


def _heard(*texts: str) -> list[int]:
    known: list[int] = []
    for text in texts:
        said = [SpokenAmount(*found.span(), int(found[0])) for found in _NUMBER.finditer(text)]
        known = loss_of(text, said, known)
    return known


@pytest.mark.parametrize(
    ("texts", "parts"),
    [
        (["转走了5000"], [5000]),
        (["转走了5000", "还有一笔300"], [5000, 300]),
        (["转走了5000", "后来又刷了300"], [5000, 300]),
        (["一次199 一次299"], [199, 299]),
        (["一次199 一次299", "总共498"], [498]),
        (["被刷了2000", "是2000不是200"], [2000]),
        (["被刷了200", "不是200 是2000"], [2000]),
        (["被刷了2000", "一共两笔 一笔2000一笔350"], [2000, 350]),
        (["666", "3000多啊", "是3600"], [3600]),
        (["少了800", "大概900吧"], [900]),
        (["少了800", "没错"], [800]),
        (["前後一共被轉走12999"], [12999]),
        (["昨天转了5000给他", "今天他骗我转了200到那个号"], [5000, 200]),
    ],
)
def test_a_loss_is_put_right_or_added_to(texts: list[str], parts: list[int]) -> None:
    assert _heard(*texts) == parts


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("一笔199 一笔299", [19900, 29900]),
        ("一次199 一次 299", [19900, 29900]),
        ("總共498", [49800]),
        ("还有一笔12.5的", [1250]),
        ("4300不是43000", [430000]),
        ("刷了3次", []),
        ("第二笔20号的", []),
        ("13800000006", []),
    ],
)
def test_an_amount_may_stand_without_a_unit(text: str, fen: list[int]) -> None:
    assert [one.fen for one in bare_amounts(text)] == fen
