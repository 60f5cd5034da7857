"""Whether a text is English or Chinese, and what English says in Chinese."""

from __future__ import annotations

import pytest

from kefu.core.english.heard_words import in_chinese
from kefu.core.english.language_words import is_chinese, is_english, is_english_tag


@pytest.mark.parametrize(
    "text",
    [
        "I forgot my password",
        "pls help me, money gone",
        "my payment to 喜茶 failed",
        "my number is [手机:138****0016]",
        "don’t freeze it",
        "refund",
        "HELP!!",
    ],
)
def test_english(text: str) -> None:
    assert is_english(text)
    assert not is_chinese(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ok", "OK", "app", "KYC", "vip", "hi", "yes", "no", "bye"),
        *("123456", "13800000016", "anna.schmidt@example.com", "https://example.com/help/me"),
        *("mima wangle", "wo de qian mei le", "Starbucks", "Apple Pay", "Pizza Hut", "7-Eleven"),
        *("我的app login不了", "please帮我看看密码", "", "?", "[手机:138****0016]"),
        *('/inform{"freeze": "now"}', "/restart my account now"),
    ],
)
def test_what_may_be_said_in_chinese_is_no_english(text: str) -> None:
    assert not is_english(text)
    assert in_chinese(text) == text or text.casefold() in {"yes", "no"}


@pytest.mark.parametrize("text", ["我想找人工", "你好", "好的", "钱没到", "帮我查一下 refund"])
def test_a_chinese_sentence(text: str) -> None:
    assert is_chinese(text)


@pytest.mark.parametrize("text", ["王芳", "张三", "ok", "13800000016", "[手机:138****0016]"])
def test_a_name_or_a_number_is_no_sentence(text: str) -> None:
    assert not is_chinese(text)


@pytest.mark.parametrize(
    ("locale", "english"),
    [("en", True), ("en-US", True), ("EN-gb", True), ("zh-CN", False), ("eng", False), ("", False)],
)
def test_who_reads_english(locale: str, english: bool) -> None:
    assert is_english_tag(locale) is english


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("yes", "好的"),
        ("Yes, freeze it.", "好的，冻结账户"),
        ("no", "不要"),
        ("not yet", "先不要"),
        ("wait a minute, hold on", "等一下，我想想"),
        ("cancel that", "取消"),
        ("my phone is [手机:138****0016]", "[手机:138****0016]"),
        ("it is 200 yuan yesterday at 3 pm", "昨天15:00200元"),
        ("Hello, I want to kill myself", "我不想活了"),
    ],
)
def test_what_is_said_in_chinese(text: str, chinese: str) -> None:
    assert in_chinese(text) == chinese


@pytest.mark.parametrize(
    "text",
    [
        "yes?",
        "yes or no",
        "yes but not today",
        "yes if it is free",
        "ok so what",
        "sure you are not a scammer",
        "right, and my money",
        "do it tomorrow",
        "great service",
        "fine print please",
        "I agree with my wife that you are slow",
        "confirm what exactly",
        "go ahead and explain",
        "continue explaining please",
    ],
)
def test_a_yes_with_anything_beside_it_is_none(text: str) -> None:
    assert not in_chinese(text).startswith(("好", "是", "可以", "同意"))


def test_english_that_says_nothing_of_this_service_stays() -> None:
    text = "The weather is lovely and I like your city very much"

    assert in_chinese(text) == text


@pytest.mark.parametrize(
    "text", ["yeah whatever", "Hm ok.", "ok, got it", "as you wish", "oh, I see"]
)
def test_who_leaves_it_open_or_only_hears_agrees_to_nothing(text: str) -> None:
    assert in_chinese(text) in {"随便", "知道了"}
