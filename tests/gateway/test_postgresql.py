"""The gateway over PostgreSQL: locks, what a text may hold, and errors differ from SQLite."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from kefu.core.agent import Role
from kefu.core.verification import CodeChannel, Purpose
from kefu.services.units import in_unit
from tests.conftest import Databases
from tests.gateway.conftest import PASSWORD, RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine

PHONE = "13800000001"


@pytest.fixture
def gateway(databases: Databases, start: Start) -> RunningGateway:
    """A gateway whose own database is PostgreSQL."""
    running = start(database_url=databases.migrated("postgresql"), engine_timeout=2)
    for username in ("agent1", "agent2"):
        running.kefu.desk.staff.create_agent(username, username, Role.AGENT, ["service"], PASSWORD)
    return running


def test_a_customer_from_greeting_to_human_and_back(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer(phone=PHONE)
    assert customer.ask("你好\x00") == ["收到:你好"]
    in_unit(
        gateway.kefu.database,
        gateway.kefu.topics.verification.send_code,
        customer.id,
        Purpose.UNLOCK,
        CodeChannel.SMS,
    )
    gateway.kefu.notifications.deliver_due()
    code = gateway.http.get("/dev/outbox", params={"to": PHONE}).json()[0]["code"]
    seq = customer.after
    customer.token = customer.send(code).json()["token"]
    customer.wait_for("turn_end", after=seq + 1)
    engine.gate.clear()
    assert "转接人工" in customer.ask("帮我看看")[0]
    engine.gate.set()
    agents = [gateway.agent("agent1"), gateway.agent("agent2")]
    with ThreadPoolExecutor(2) as pool:
        claims = list(pool.map(lambda agent: agent.act(customer.id, "claim").status_code, agents))
    assert sorted(claims) == [200, 409]
    winner = agents[claims.index(200)]
    assert winner.say(customer.id, "您好").status_code == 202
    assert winner.act(customer.id, "return").status_code == 200
    customer.wait_for("message", text='收到:/inform{"handoff": "returned"}')


def test_the_same_message_sent_many_times_at_once_is_one(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: customer.send("只有一次", "c-1"), range(8)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["seq"] for answer in answers}) == 1
    customer.wait_for("turn_end")
    assert engine.said() == ["只有一次"]


def test_messages_of_many_at_once_keep_each_conversations_order(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customers = [gateway.customer() for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        heard = list(pool.map(lambda c: [c.ask(f"第{n}句") for n in range(4)], customers))
    assert heard == [[[f"收到:第{n}句"] for n in range(4)]] * 6


@pytest.mark.parametrize("path", ["secure-inputs/%00", "secure-inputs/" + "x" * 500])
def test_ids_that_a_database_could_not_hold_are_unknown(gateway: RunningGateway, path: str) -> None:
    assert gateway.customer().post(f"/{path}", {"value": "1"}).status_code == 404


def test_other_values_that_a_database_could_not_hold_are_refused(gateway: RunningGateway) -> None:
    agent = gateway.agent("agent1")
    answers = [agent.act("%00", action) for action in ("claim", "return", "close")]
    answers.append(agent.context("%00"))
    answers.append(gateway.http.get("/dev/wallet/%00"))
    answers.append(gateway.http.get("/dev/tickets", params={"phone": "\x00"}))
    assert all(answer.status_code in {404, 422} for answer in answers)
    body = {"username": "a\x00b", "password": "x\x00y"}
    assert gateway.http.post("/api/v1/desk/session", json=body).status_code == 401
