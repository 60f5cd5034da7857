"""Which matters a text brings, where they are told, and which goes first."""

from __future__ import annotations

from typing import Any

import pytest

from kefu.nlu.parser import Parser
from tests.trained import trained_model


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load(trained_model())


def told(parser: Parser, text: str) -> tuple[str, dict[str, str]]:
    """The intent, and what the text says of each matter."""
    answer: dict[str, Any] = parser.parse(text)
    matters = {item["name"]: text[item["start"] : item["end"]] for item in answer["intents"]}
    return answer["intent"]["name"], matters


def test_the_matters_point_into_the_customers_own_text(parser: Parser) -> None:
    intent, matters = told(parser, "登錄密碼想不起來了……顺便，提现一次最多多少")
    assert intent == "forgot_password"
    assert matters == {"forgot_password": "登錄密碼想不起來了", "limit_query": "提现一次最多多少"}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("余额少了三千是被人盗走的 提现也没到账", "account_stolen"),
        ("帮我查余额，我的钱被盗了", "account_stolen"),
        ("绑卡绑不上，另外帮我冻结账户", "freeze_account"),
        ("怎么解绑银行卡 还有充值没到", "unbind_card"),
        ("提现还没到账 给我转人工", "human_agent"),
    ],
)
def test_the_most_urgent_goes_first(parser: Parser, text: str, intent: str) -> None:
    found, matters = told(parser, text)
    assert found == intent
    assert len(matters) == 2


@pytest.mark.parametrize("second", ["转人工", "查余额", "改密码"])
def test_a_short_clause_may_be_a_matter(parser: Parser, second: str) -> None:
    assert second in told(parser, f"充值的钱没到 {second}")[1].values()


def test_what_is_negated_is_no_matter(parser: Parser) -> None:
    intent, matters = told(parser, "不用退款了，帮我看看余额")
    assert intent == "balance_query"
    assert list(matters) == ["balance_query"]


def test_a_negated_matter_alone_stays_what_the_text_is_about(parser: Parser) -> None:
    assert told(parser, "我不要冻结") == ("freeze_account", {})
