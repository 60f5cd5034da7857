"""What regular expressions find by themselves, and what looks alike and is none of it."""

from __future__ import annotations

import pytest

from kefu.nlu.normalise import fold
from kefu.nlu.patterns import find_patterns


def found(text: str) -> list[tuple[str, str, str]]:
    return [
        (span.kind, text[span.start : span.end], span.value)
        for span in find_patterns(text, fold(text))
    ]


@pytest.mark.parametrize(
    ("text", "kind", "surface", "value"),
    [
        ("1 3 8 0 0 0 0 0 0 0 1", "phone_number", "1 3 8 0 0 0 0 0 0 0 1", "13800000001"),
        ("尾号13800000001", "phone_number", "13800000001", "13800000001"),
        ("8888结尾", "card_tail", "8888", "8888"),
        ("8888的卡", "card_tail", "8888", "8888"),
        ("8888那张卡", "card_tail", "8888", "8888"),
        ("6222 **** 8888", "card_tail", "8888", "8888"),
        ("订单号123456789", "transaction_id", "123456789", "123456789"),
        ("订单 123456789012", "transaction_id", "123456789012", "123456789012"),
        ("9" * 20, "transaction_id", "9" * 20, "9" * 20),
        ("显示123456", "verification_code", "123456", "123456"),
        ("123456是验证码", "verification_code", "123456", "123456"),
    ],
)
def test_what_is_found(text: str, kind: str, surface: str, value: str) -> None:
    assert found(text) == [(kind, surface, value)]


@pytest.mark.parametrize(
    "text",
    [
        "*13800000001",
        "2213800000001",
        "138000000012",
        "1 3 8 0 0 0 0 0 0 0 1 2",
        "我的电话尾号1234",
        "手机号的尾号1234",
        "号码尾号1234",
        "身份证尾号1234",
        "身份证号尾号1234",
        "尾号12345",
        "6222****888812",
        "*8888",
        "**8888x",
        "9" * 18,
        "11010519491231002X",
        "收款码123456号",
        "推荐码123456号",
        "验证码1234567",
        "填123456元",
        "收到短信123456个",
        "1123456验证码",
    ],
)
def test_what_only_looks_alike(text: str) -> None:
    assert found(text) == []
