"""交易失败: the recorded reason in plain words, for each reason that there is."""

from __future__ import annotations

import pytest

from tests.stack.stack import Customer, Stack

REASONS = {
    "insufficient_balance": "余额",
    "network_timeout": "网络",
    "payment_method_invalid": "支付方式",
    "merchant_not_supported": "商户",
    "under_maintenance": "维护",
    "limit_exceeded": "限额",
    "risk_control": "风控",
    "wrong_password": "密码",
}


def failed(stack: Stack, reason: str) -> dict[str, str]:
    found = [
        t for t in stack.wallet("13800000004")["transactions"] if t["failure_reason"] == reason
    ]
    return dict(found[0])


@pytest.mark.parametrize(("reason", "word"), REASONS.items())
def test_every_recorded_reason_is_explained(stack: Stack, reason: str, word: str) -> None:
    customer = Customer(stack, channel="app", phone="13800000004")
    customer.push("我有一笔付款失败了")
    transaction = failed(stack, reason)
    listed = [i["id"] for card in customer.cards("transaction_list") for i in card["items"]]
    assert transaction["id"] in listed
    answers = customer.push(f"{transaction['counterparty']}那笔")
    said = "".join(
        f"{e.get('text', '')}{e.get('card', '')}" for e in answers if e.get("from") == "bot"
    )
    assert word in said


def test_the_described_one_is_found_without_asking(stack: Stack) -> None:
    customer = Customer(stack, channel="app", phone="13800000004")
    answers = customer.push("在美团外卖付款200块失败了")
    assert "余额" in "".join(str(e) for e in answers)


def test_an_unknown_reason_becomes_a_ticket_and_a_human(stack: Stack) -> None:
    customer = Customer(stack, channel="app", phone="13800000004")
    customer.push("支付失败")
    customer.push(failed(stack, "unknown")["counterparty"])
    customer.wait_for(lambda e: e["type"] == "status" and e["owner"] == "queued")
    assert len(stack.tickets("13800000004")) == 1
    assert stack.tickets("13800000004")[0]["number"] in customer.transcript()


def test_a_stranger_verifies_first_and_sees_only_their_own(stack: Stack) -> None:
    customer = Customer(stack)
    customer.push("付款失败了怎么回事")
    assert customer.cards("transaction_list") == []
    customer.push("13800000004")
    customer.choose("短信")
    customer.pass_input("verification_code", customer.code("13800000004"))
    assert customer.cards("transaction_list")


def test_nothing_failed_is_said_plainly(stack: Stack) -> None:
    customer = Customer(stack, channel="app", phone="13800000001")
    said = "".join(e.get("text", "") for e in customer.push("转账失败了"))
    assert "没有" in said
