"""Whose advice is followed, who is only named, and which yes is none for certain."""

from __future__ import annotations

import pytest

from kefu.core.asking_home_words import follows_advice, passes_advice_on
from kefu.core.complaint_words import Spoken, speaks_of_complaint
from kefu.core.people_words import doubts_people
from kefu.core.reply_words import hedges
from kefu.core.swindler_words import awaits_code, cannot_prove, quotes_caller


@pytest.mark.parametrize("text", ["行，听我老婆的", "那就照我爸说的办吧", "按他的意思来"])
def test_advice_is_followed(text: str) -> None:
    assert follows_advice(text)


@pytest.mark.parametrize("text", ["我爸说的不对", "按我妈说的那样不行", "听我说", "听客服的"])
def test_no_advice_is_followed(text: str) -> None:
    assert not follows_advice(text)


def test_advice_is_passed_on() -> None:
    assert passes_advice_on("我闺女让我赶紧冻结")
    assert not passes_advice_on("赶紧冻结")


@pytest.mark.parametrize(
    ("text", "unsure"), [("应该行吧", True), ("好像可以", True), ("可以", False)]
)
def test_a_yes_may_be_unsure(text: str, unsure: bool) -> None:
    assert hedges(text) is unsure


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("接到个电话说我卡要停用，让我转人工，是不是骗人的", True),
        ("刚才有人打来让我按9找客服，这是真的吗", True),
        ("刚才有人骗我钱，快帮我转人工", False),
        ("转人工", False),
    ],
)
def test_a_human_is_only_named_by_a_caller(text: str, quoted: bool) -> None:
    assert quotes_caller(text) is quoted


def test_whether_people_can_be_reached_is_asked() -> None:
    assert doubts_people("现在找客服能立刻接通吗")
    assert not doubts_people("马上给我接通客服")


def test_a_complaint_elsewhere_is_a_threat_yet() -> None:
    assert speaks_of_complaint("不退我就去消协投诉") is Spoken.THREATENED
    assert speaks_of_complaint("我要去消协投诉你们") is None


@pytest.mark.parametrize(
    ("text", "awaited"),
    [("我还在等验证码呢", True), ("等着收短信", True), ("等半天没收到短信", False)],
)
def test_a_code_is_awaited(text: str, awaited: bool) -> None:
    assert awaits_code(text) is awaited


def test_not_yet_is_no_inability() -> None:
    assert not cannot_prove("先别发验证码")
    assert cannot_prove("别发验证码了，手机在他手里")
