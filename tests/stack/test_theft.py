"""被盗: frozen in one step, a case number, the suspicious transfers,
and the security group at once.
"""

from __future__ import annotations

from tests.stack.stack import Agent, Customer, Stack


def waiting(stack: Stack, customer: Customer) -> dict[str, object]:
    customer.wait_for(lambda e: e["type"] == "status" and e["owner"] == "queued")
    return next(i for i in Agent(stack, "security1").queue() if i["conversation_id"] == customer.id)


def test_a_logged_in_customer_freezes_with_one_confirmation(stack: Stack) -> None:
    customer = Customer(stack, channel="app", phone="13800000006")
    customer.push("我的钱被盗了!昨晚有人转走了我的钱")
    assert stack.wallet("13800000006")["status"] == "active"
    customer.choose("冻结")
    assert stack.wallet("13800000006")["status"] == "frozen"
    listed = customer.cards("transaction_list")[-1]["items"]
    assert len(listed) == 3
    customer.choose("都不是")
    item = waiting(stack, customer)
    assert (item["priority"], item["reason"]) == ("urgent", "theft")
    (case,) = stack.tickets("13800000006")
    assert case["number"] in customer.transcript()
    assert len(case["facts"]["transactions"]) == 3


def test_a_stranger_freezes_after_phone_and_code(stack: Stack) -> None:
    customer = Customer(stack)
    customer.push("账户被盗了")
    customer.push("13800000006")
    customer.pass_input("verification_code", customer.code("13800000006"))
    assert stack.wallet("13800000006")["status"] == "frozen"
    customer.choose("都不是")
    assert waiting(stack, customer)["priority"] == "urgent"


def test_theft_is_served_before_everybody_else(stack: Stack) -> None:
    early = Customer(stack)
    early.push("转人工")
    early.wait_for(lambda e: e["type"] == "status" and e["owner"] == "queued")
    robbed = Customer(stack, channel="app", phone="13800000006")
    robbed.push("我被盗刷了")
    robbed.choose("冻结")
    robbed.choose("都不是")
    waiting(stack, robbed)
    order = [
        i["conversation_id"] for i in Agent(stack, "security1").queue() if i["owner"] == "queued"
    ]
    assert order.index(robbed.id) < order.index(early.id)


def test_another_account_stays_untouched(stack: Stack) -> None:
    customer = Customer(stack, channel="app", phone="13800000006")
    customer.push("我的账户被盗了")
    customer.choose("冻结")
    assert stack.wallet("13800000001")["status"] == "active"
