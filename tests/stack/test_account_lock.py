"""账户锁定: unlocked at once, or handed to a human, as the lock's reason demands."""

from __future__ import annotations

import pytest

from tests.stack.stack import Agent, Customer, Stack


def verified(stack: Stack, phone: str) -> Customer:
    customer = Customer(stack)
    customer.push("我的账户被锁定了")
    customer.push(phone)
    customer.choose("短信")
    customer.pass_input("verification_code", customer.code(phone))
    return customer


@pytest.mark.parametrize("phone", ["13800000002", "13800000010"])
def test_wrong_passwords_and_dormancy_unlock_at_once(stack: Stack, phone: str) -> None:
    assert stack.wallet(phone)["status"] == "locked"
    customer = verified(stack, phone)
    assert stack.wallet(phone)["status"] == "active"
    assert stack.wallet(phone)["lock_reason"] is None
    assert customer.owner == "bot"


def test_an_abnormal_login_goes_to_a_human_with_everything_known(stack: Stack) -> None:
    customer = verified(stack, "13800000003")
    assert stack.wallet("13800000003")["status"] == "locked"
    customer.wait_for(lambda e: e["type"] == "status" and e["owner"] == "queued")
    waiting = [i for i in Agent(stack, "security1").queue() if i["conversation_id"] == customer.id]
    assert waiting[0]["reason"] == "strong_verification"
    assert waiting[0]["priority"] == "high"
    assert "138****0003" in waiting[0]["summary"]["who"]


def test_nothing_is_told_before_the_code(stack: Stack) -> None:
    customer = Customer(stack)
    customer.push("我的账户被锁定了")
    customer.push("13800000002")
    customer.choose("短信")
    assert "输错" not in customer.said()
    assert stack.wallet("13800000002")["status"] == "locked"


def test_a_frozen_account_is_not_unfrozen_by_the_bot(stack: Stack) -> None:
    customer = verified(stack, "13800000007")
    assert stack.wallet("13800000007")["status"] == "frozen"
    customer.wait_for(lambda e: e["type"] == "status" and e["owner"] == "queued")
