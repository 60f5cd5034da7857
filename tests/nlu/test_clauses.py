"""Where a text passes from one matter to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu.nlu.clauses import Clause, clauses
from kefu.nlu.clauses import parts as parts_of
from kefu.nlu.normalise import fold


def clauses_of(folded: str) -> list[Clause]:
    return clauses(parts_of(folded))


def parts(text: str) -> list[str]:
    folded = fold(text)
    return [text[clause.start : clause.end] for clause in clauses_of(folded)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("卡絕對沒丟，就是刷不了", ["卡絕對沒丟", "刷不了"]),
        ("验证码不来 转人工", ["验证码不来", "转人工"]),
        ("改密码\n查余额", ["改密码", "查余额"]),
        ("提现没到，顺便问下余额", ["提现没到", "问下余额"]),
        ("1、登不上 2、退款没到", ["登不上", "退款没到"]),
        ("第一登不上第二退款没到", ["登不上", "退款没到"]),
        ("1登不上 2退款没到", ["登不上", "退款没到"]),
        ("1笔没到 3天了", ["1笔没到", "3天了"]),
        ("問題1登不上 問題2退款没到", ["登不上", "退款没到"]),
        ("有三件事想问一下，登不上、退款没到、限额多少", ["登不上", "退款没到", "限额多少"]),
        ("一个是登不上一个是退款没到", ["登不上", "退款没到"]),
        ("是哪一个是我的", ["是哪一个是我的"]),
        ("①登不上②退款没到", ["登不上", "退款没到"]),
        ("转出36.5元；没到", ["转出36.5元", "没到"]),
        ("发到a.b@example.com 谢谢", ["发到a.b@example.com", "谢谢"]),
        ("[手机号:138****0001] 改成新的", ["[手机号:138****0001]", "改成新的"]),
        ("手机138 0000 0001", ["手机138 0000 0001"]),
        ("reset password", ["reset password"]),
        ("第二笔不是我转的", ["第二笔不是我转的"]),
        ("还有没有别的办法", ["还有没有别的办法"]),
        ("嗯，好。", []),
        ("", []),
    ],
)
def test_a_text_is_taken_apart_at_marks_gaps_and_linking_words(
    text: str, expected: list[str]
) -> None:
    assert parts(text) == expected


def test_a_clause_knows_whether_a_word_leads_to_it() -> None:
    told = clauses_of(fold("密码忘了，手机也换了，另外余额多少"))
    assert [clause.is_linked for clause in told] == [False, False, True]


@given(st.text(alphabet=st.sampled_from("密码忘了 ,.\n1[:]另外还有第一二是a@") | st.characters()))
def test_clauses_are_in_order_and_none_is_empty(text: str) -> None:
    found = clauses_of(fold(text))
    places = [place for clause in found for place in (clause.start, clause.end)]
    assert places == sorted(places)
    assert all(clause.start < clause.end <= len(text) for clause in found)
