"""Processes die in the middle: the customer hears so, and nothing that was accepted is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ports import free_port
from tests.stack.stack import Agent, Customer, Stack

GOOD = "Xuehua-7!Feiyu"


@pytest.fixture(scope="module")
def with_action_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A product whose actions are a process of their own."""
    stack = Stack(tmp_path_factory.mktemp("served"), free_port(), KEFU_ACTIONS="http")
    stack.start()
    yield stack
    stack.stop()


def settled(customer: Customer, seq: int) -> str:
    """Wait until the customer heard something to message `seq`: answered, or told and queued."""
    customer.wait_for(lambda e: e["seq"] > seq and e["type"] == "turn_end", timeout=60)
    return customer.owner


def test_a_dead_engine_never_means_silence(stack: Stack) -> None:
    customer = Customer(stack)
    customer.push("忘记密码")
    old = stack.kill("kefu.engine.server")
    seq = customer.send({"type": "text", "text": "13800000001"})
    customer.wait_for(lambda e: e.get("from") == "customer" and "138****0001" in e["text"])
    if settled(customer, seq) == "queued":
        assert any(e.get("from") == "system" for e in customer.events)
        item = next(
            i for i in Agent(stack, "agent1").queue() if i["conversation_id"] == customer.id
        )
        assert item["reason"] == "tool_failure"
        assert "138****0001" in str(item["summary"]["customer_words"])
    stack.wait_ready()
    assert stack.child("kefu.engine.server") != old


def test_after_the_restart_the_journey_goes_on(stack: Stack) -> None:
    customer = Customer(stack)
    customer.push("忘记密码")
    customer.push("13800000001")
    stack.kill("kefu.engine.server")
    stack.wait_ready()
    customer.choose("短信")
    customer.pass_input("verification_code", customer.code("13800000001"))
    customer.pass_input("new_password", GOOD)
    assert stack.wallet("13800000001")["sessions"] == []


@pytest.mark.parametrize(
    ("kind", "died"),
    [
        ("with_action_server", "kefu.engine.action_server"),
        ("with_action_server", "kefu.engine.server"),
        ("stack", "kefu.engine.server"),
    ],
)
def test_a_dead_process_is_told_and_nothing_happens_twice(
    request: pytest.FixtureRequest, kind: str, died: str
) -> None:
    stack: Stack = request.getfixturevalue(kind)
    stack.reset()
    customer = Customer(stack, channel="app", phone="13800000006")
    customer.push("我的账户被盗了")
    stack.kill(died)
    seq = customer.send({"type": "choice", "choice_id": customer.choice("冻结")})
    owner = settled(customer, seq)
    stack.wait_ready()
    if owner == "queued":
        assert any(e.get("from") == "system" for e in customer.events)
    else:
        assert stack.wallet("13800000006")["status"] == "frozen"
    assert len(stack.tickets("13800000006")) == 1


def test_a_killed_gateway_answers_what_it_had_accepted(stack: Stack) -> None:
    customer = Customer(stack)
    customer.send({"type": "text", "text": "忘记密码"})
    stack.kill("kefu.gateway.server")
    stack.wait_ready()
    customer.wait_for(lambda e: e["type"] == "turn_end", timeout=60)
    assert len([e for e in customer.events if e.get("from") == "customer"]) == 1
    assert len([e for e in customer.events if e["type"] == "turn_end"]) == 1
