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


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("不是被盗了，是我转错人了", "refund"),
        ("我没有忘记密码就是登不进去", "login_problem"),
        ("不用转人工 告诉我限额是多少", "limit_query"),
        ("先不冻结，我想改一下密码", "change_password"),
        ("不是想退款，是充的钱没到账", "deposit_not_arrived"),
    ],
)
def test_what_is_said_behind_a_negated_matter_is_meant(
    parser: Parser, text: str, intent: str
) -> None:
    found, matters = told(parser, text)
    assert found == intent
    assert list(matters) == [intent]


def test_an_answer_before_a_negated_matter_is_no_consent(parser: Parser) -> None:
    intent, matters = told(parser, "好的，不用退款了")
    assert intent != "affirm"
    assert "refund" not in matters


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("1. 提现没到账 2. 限额多少", ["withdraw_issue", "limit_query"]),
        ("第一，手机号怎么改；第二，余额多少", ["change_phone", "balance_query"]),
        ("一个是充值没到账，另一个是多扣了我十块钱", ["deposit_not_arrived", "dispute"]),
        ("①登不上去②退款没收到", ["login_problem", "refund"]),
        ("查账单\n改密码\n转人工", ["transaction_history", "change_password", "human_agent"]),
        ("怎么绑卡以及转账手续费多少", ["bind_card", "fee_query"]),
        ("转账收费吗一天能转多少", ["fee_query", "limit_query"]),
        ("提现四天没到账给我转人工", ["withdraw_issue", "human_agent"]),
    ],
)
def test_matters_are_told_in_the_order_of_the_text(
    parser: Parser, text: str, intents: list[str]
) -> None:
    assert list(told(parser, text)[1]) == intents


def test_facts_stay_with_their_matter(parser: Parser) -> None:
    _, matters = told(parser, "密码忘记了，另外前天充了1000，到现在没到账")
    assert matters == {
        "forgot_password": "密码忘记了",
        "deposit_not_arrived": "前天充了1000，到现在没到账",
    }


@pytest.mark.parametrize(
    "text",
    [
        "身份证过期了，实名更新不了",
        "卡丢了，怎么挂失",
        "你好，谢谢，在吗",
        "转账给别人要不要钱",
        "昨天下午在超市扫码，付了两次都说失败",
    ],
)
def test_one_matter_in_several_clauses_is_one(parser: Parser, text: str) -> None:
    assert len(told(parser, text)[1]) == 1


def test_a_complaint_does_not_go_before_what_can_be_solved(parser: Parser) -> None:
    intent, matters = told(parser, "我要投诉你们，还有我的余额怎么查")
    assert intent == "balance_query"
    assert list(matters) == ["complaint", "balance_query"]
