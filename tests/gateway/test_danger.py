"""Somebody who may take their life is answered over the wire, whatever the engine does, and stands
first in the queue of those who answer at any hour.
"""

from __future__ import annotations

from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine

DESPAIR = "真的撑不下去，不想活了"
HOTLINE = "12356"


def test_the_engine_is_not_asked_and_people_are_called(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer()
    customer.ask("你好")
    asked, seq = len(engine.attempts), customer.after
    customer.send("我想死")
    said = customer.wait_for("message", after=seq, sender="system")
    assert HOTLINE in said["text"]
    customer.wait_for("status", after=seq, owner="queued")
    (item,) = gateway.agent("security1").queue()
    assert (item["priority"], item["reason"]) == ("urgent", "danger")
    assert len(engine.attempts) == asked


def test_it_is_answered_while_the_engine_is_down(start: Start, engine: FakeEngine) -> None:
    gateway = start(engine_timeout=0.5)
    engine.gate.clear()
    customer = gateway.customer()
    seq = customer.after
    customer.send(DESPAIR)
    assert HOTLINE in customer.wait_for("message", after=seq, sender="system")["text"]
    (item,) = gateway.agent("security1").queue()
    assert item["reason"] == "danger"


def test_to_an_agent_it_is_a_sign_in_the_conversation(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer()
    customer.send("我想死")
    customer.wait_for("status", owner="queued")
    agent = gateway.agent("security1")
    assert agent.act(customer.id, "claim").status_code == 200
    seq = customer.send("我要跳楼").json()["seq"]
    assert HOTLINE in customer.wait_for("message", after=seq, sender="system")["text"]
    (item,) = agent.queue()
    assert (item["owner"], item["reason"]) == ("agent", "danger")
