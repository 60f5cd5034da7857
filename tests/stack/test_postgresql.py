"""All processes on PostgreSQL: the same journeys, and nothing lost when the engine dies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ports import free_port
from tests.postgres import PostgresServer
from tests.stack.stack import Agent, Customer, Stack

GOOD = "Xuehua-7!Feiyu"


@pytest.fixture(scope="module")
def on_postgres(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    for name in ("stack_kefu", "stack_wallet"):
        postgres_server.create(name)
    stack = Stack(
        tmp_path_factory.mktemp("postgres-stack"),
        free_port(),
        KEFU_DATABASE_URL=postgres_server.url("stack_kefu"),
        KEFU_WALLET_DATABASE_URL=postgres_server.url("stack_wallet"),
    )
    stack.start()
    yield stack
    assert stack.stop() == 0
    assert not list(stack.folder.glob("*.db"))


def test_a_password_is_reset(on_postgres: Stack) -> None:
    customer = Customer(on_postgres)
    customer.push("忘记密码")
    customer.push("13800000001")
    customer.choose("短信")
    customer.pass_input("verification_code", customer.code("13800000001"))
    customer.pass_input("new_password", GOOD)
    assert on_postgres.wallet("13800000001")["sessions"] == []


def test_a_theft_reaches_the_specialist(on_postgres: Stack) -> None:
    customer = Customer(on_postgres, channel="app", phone="13800000006")
    customer.push("我的钱被盗了")
    on_postgres.kill("kefu.engine.server")
    on_postgres.wait_ready()
    customer.choose("冻结")
    assert on_postgres.wallet("13800000006")["status"] == "frozen"
    customer.choose("都不是")
    customer.wait_for(lambda e: e["type"] == "status" and e["owner"] == "queued")
    agent = Agent(on_postgres, "security1")
    assert agent.queue()[0]["conversation_id"] == customer.id
    agent.claim(customer.id)
    agent.say(customer.id, "您好")
    customer.wait_for(lambda e: e.get("from") == "agent")
