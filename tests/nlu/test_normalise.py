"""Normalisation: what the classifier and the rules get to see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from kefu.nlu.normalise import fold, normalise

CUSTOMER_TEXT = st.text(
    alphabet=st.sampled_from("為什麼我的錢還沒到账0189aZ·*@.[]:/手机号邮箱!!。 👍😭①½Ａ")
    | st.characters()
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("為什麼一直說密碼錯", "为什么一直说密码错"),
        ("ＡＰＰ打不開", "app打不开"),
        ("好好好好好", "好好"),
        ("登不上去!!!!!!", "登不上去!"),
        ("急。。。。", "急."),
        ("我  的 iPhone 打不开", "我的iphone打不开"),
        ("reset password", "reset password"),
        ("👍", "好的"),
        ("验证码没收到😭😭😭", "验证码没收到"),
        ("[微笑]你好", "你好"),
        ("[OK]", "好的"),
        ("我的手机号是[手机号:138****0001]", "我的手机号是P"),
        ("[手机号:138****0001·2]", "P"),
        ("13800000001", "P"),
        ("+86 138-0000-0001", "P"),
        ("[邮箱:wu***@example.com]", "E"),
        ("发到Wu.Fang@example.com吧", "发到E吧"),
        ("[证件号:110***********1234]", "I"),
        ("[银行卡:6222****1234]", "B"),
        ("www.abc-pay.top/x?y=1是你们的吗", "U是你们的吗"),
        ("TX20261122000123没到", "T没到"),
        ("T20261122-0001", "T"),
        ("尾号***的卡", "尾号M的卡"),
        ("单号20261122123456", "单号N"),
        ("证件11010519491231002X的", "证件I的"),
        ("打开wallet-safe.top/a看看", "打开U看看"),
        ("[地址:上海]", "X"),
        ("卡号12345", "卡号N"),
        ("尾号1234", "尾号1234"),
        ("138 0000 00012", "138 0000N"),
        ("/affirm", ""),
        ("/affirm 忘记密码", "/affirm忘记密码"),
        ("Ⅳ级", "iv级"),
        ("付款200元", "付款200元"),
        ("", ""),
    ],
)
def test_spellings_become_one(written: str, read: str) -> None:
    assert normalise(written) == read


def test_two_values_behind_one_mask_read_the_same() -> None:
    assert normalise("[手机号:138****0001]") == normalise("[手机号:138****0001·2]")


@given(CUSTOMER_TEXT)
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(CUSTOMER_TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(CUSTOMER_TEXT)
def test_normalising_is_total_and_never_grows_much(text: str) -> None:
    # One character can stand for up to eighteen (U+FDFA), an emoji for two.
    assert len(normalise(text)) <= 18 * len(text)


@given(CUSTOMER_TEXT)
def test_given_folded_text_makes_no_difference(text: str) -> None:
    assert normalise(text, folded=fold(text)) == normalise(text)


@pytest.mark.parametrize("text", ["？？？", "。。。", "🌧️", "!!?", "…"])
def test_marks_alone_say_nothing(text: str) -> None:
    assert normalise(text) == ""


def test_half_a_character_is_replaced_in_place() -> None:
    assert fold("退款\ud800吗") == "退款\ufffd吗"


def test_every_word_of_the_converter_is_simplified_as_it_says() -> None:
    converter = OpenCC("t2s")
    converter.convert("")
    words = [
        word for tables in converter._dict_chain_data for *_, table in tables for word in table
    ]
    assert len(words) > 4000
    for word in words:
        simplified = converter.convert(word)
        if len(simplified) == len(word) and word == word.lower():
            assert fold(word) == simplified, word
