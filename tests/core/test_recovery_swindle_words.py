"""Who offers a victim help for a fee, and who may help indeed."""

from __future__ import annotations

import pytest

from kefu.core.recovery_swindle_words import has_not_paid, offers_recovery
from kefu.core.swindler_words import begins_story, was_deceived


@pytest.mark.parametrize(
    "text",
    [
        "有个网警加我，说交五百保证金就能把钱追回来",
        "网上一家律所说能帮我追款，先付一半律师费",
        "群友介绍了个黑客，能把钱弄回来，要收两成",
        "有人打电话说可以帮我挽回损失，靠谱吗",
        "骗子又说能帮我把钱要回来，让我先转三百",
        "公安局的人来电说帮我追回，是不是真的",
    ],
)
def test_somebody_offers_to_get_the_money_back(text: str) -> None:
    assert offers_recovery(text)


@pytest.mark.parametrize(
    "text",
    [
        "请律师能把钱追回来吗，律师费多少",
        "警察说要先交材料才好追回",
        "报警要交钱吗，能追回来不",
        "民警打电话说追回了一部分",
        "我找了个律师",
        "你们能帮我把钱追回来吗",
        "商家说先交手续费才发货",
    ],
)
def test_nobody_offers_it_for_a_fee(text: str) -> None:
    assert not offers_recovery(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("还没交呢", True), ("幸好没给他", True), ("已经交了", False), ("没到账", False)],
)
def test_the_fee_is_not_paid_yet(text: str, kept: bool) -> None:
    assert has_not_paid(text) is kept


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("上周加了个网友", True),
        ("他说能带我投资", True),
        ("叫我先充一千", True),
        ("你好", False),
        ("他说会退给我吗", False),
        ("怎么充值", False),
    ],
)
def test_the_story_of_a_swindle_begins(text: str, begins: bool) -> None:
    assert begins_story(text) is begins


def test_a_question_who_paid_tells_of_no_swindler() -> None:
    assert not was_deceived("是不是我媳妇转的啊，少了六千")
    assert was_deceived("扫了他的码就少了六千")
