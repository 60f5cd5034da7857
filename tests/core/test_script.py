"""Which script somebody writes, and words for them in theirs."""

from __future__ import annotations

import pytest

from kefu.core.script import SIMPLIFIED, TRADITIONAL, in_traditional, is_traditional, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("我的帳戶被鎖住了", TRADITIONAL),
        ("錢冇到喎", TRADITIONAL),
        ("轉帳失敗了,后天能到嗎", TRADITIONAL),
        ("我的账户被锁了", SIMPLIFIED),
        ("钱没到", SIMPLIFIED),
        ("皇后大道那家店扣了我两次钱", SIMPLIFIED),
        ("好的", None),
        ("13800000001", None),
        ("ok", None),
        ("", None),
    ],
)
def test_the_script_of_a_text(text: str, script: str | None) -> None:
    assert script_of(text) == script


def test_words_of_a_message_in_traditional_script() -> None:
    card = {"kind": "case", "rows": [{"label": "交易单号", "value": "TX20261130000001"}], "n": 3}

    assert in_traditional(card) == {
        "kind": "case",
        "rows": [{"label": "交易單號", "value": "TX20261130000001"}],
        "n": 3,
    }
    assert (
        in_traditional("请先别着急，已为您冻结账户 ¥1,234.56")
        == "請先別著急，已為您凍結賬戶 ¥1,234.56"
    )


@pytest.mark.parametrize(
    ("locale", "traditional"),
    [("zh-Hant", True), ("zh-TW", True), ("zh-hk", True), ("zh-CN", False), ("en", False)],
)
def test_who_reads_traditional_script(locale: str, traditional: bool) -> None:
    assert is_traditional(locale) is traditional
