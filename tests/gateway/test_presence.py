"""Customers who leave while they wait, seen through their connections."""

from __future__ import annotations

import asyncio
import signal
import time
from typing import Any

import pytest

from kefu.bootstrap import build
from kefu.core.handoff import HandoffReason
from kefu.gateway import background
from kefu.gateway import feeds as feeds_module
from kefu.services.units import in_unit
from kefu.settings import Settings
from tests.gateway.conftest import PASSWORD, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import PATIENCE, Customer, DeskAgent
from tests.gateway.process import Process
from tests.gateway.test_desk import wait_in_queue
from tests.gateway.test_socket import Line, line


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "QUEUE_SECONDS", 0.2)
    monkeypatch.setattr(feeds_module, "LINGER_SECONDS", 0.3)


async def told(open_line: Line, **members: Any) -> dict[str, Any]:
    while True:
        frame = await open_line.next()
        if all(frame.get(name) == value for name, value in members.items()):
            return frame


@pytest.mark.usefixtures("hurried")
async def test_who_closes_the_page_lets_the_next_one_move_up_and_finds_the_place_again(
    start: Start,
) -> None:
    gateway = start(customer_away=3)
    agent = gateway.agent()
    first, second = wait_in_queue(gateway), wait_in_queue(gateway)
    async with line(gateway, second) as stays:
        async with line(gateway, first) as leaves:
            await told(leaves, owner="queued")
            await asyncio.sleep(4)  # both are there: nobody sleeps
            items = await asyncio.to_thread(agent.queue)
            assert [item["conversation_id"] for item in items] == [first.id, second.id]
        await told(stays, owner="queued", position=1)
        items = await asyncio.to_thread(agent.queue)
        assert [item["conversation_id"] for item in items] == [second.id]
        async with line(gateway, first, after=2) as back:
            said = await told(back, type="message")
            assert said["text"].startswith("欢迎回来")
            await told(stays, owner="queued", position=2)


@pytest.mark.usefixtures("hurried")
async def test_who_does_not_come_back_finds_a_ticket_and_a_theft_stays(start: Start) -> None:
    gateway = start(customer_away=1, away_ticket=2)
    asked, theft = wait_in_queue(gateway), wait_in_queue(gateway, HandoffReason.THEFT)
    await asyncio.sleep(4)
    said = await asyncio.to_thread(asked.wait_for, "message", sender="system")
    (ticket,) = (await asyncio.to_thread(gateway.http.get, "/dev/tickets")).json()
    assert ticket["number"] in said["text"]
    assert ticket["conversation_id"] == asked.id
    assert [e["owner"] for e in asked.events if e["type"] == "status"][-1] == "bot"
    (item,) = await asyncio.to_thread(gateway.agent("security1").queue)
    assert item["conversation_id"] == theft.id
    assert item["asleep_at"]


@pytest.mark.usefixtures("hurried")
async def test_long_polls_count_as_being_there(start: Start) -> None:
    gateway = start(customer_away=1)
    customer, agent = wait_in_queue(gateway), gateway.agent()
    deadline = time.monotonic() + 4
    while time.monotonic() < deadline:
        await asyncio.to_thread(customer.poll, wait=0.5)
    (item,) = await asyncio.to_thread(agent.queue)
    assert item["conversation_id"] == customer.id


def test_a_restart_throws_nobody_out(process: Process, engine: FakeEngine) -> None:
    """A real process, killed: who waited is awake after the restart, and sleeps only later."""
    kefu = build(Settings(data_dir=process.log.parent))

    def script(turn: dict[str, Any]) -> list[dict[str, Any]]:
        in_unit(
            kefu.database,
            kefu.desk.handoff.request,
            turn["conversation_id"],
            HandoffReason.CUSTOMER_REQUEST,
        )
        return [{"text": "正在为您转接人工"}]

    engine.script = script
    process.start_and_wait(KEFU_CUSTOMER_AWAY="12")
    customer = Customer(process.http)
    customer.ask("转人工")
    process.end(signal.SIGKILL)
    time.sleep(13)
    process.start_and_wait(KEFU_CUSTOMER_AWAY="12")
    agent = DeskAgent(str(process.http.base_url), "agent1", PASSWORD)
    time.sleep(6)  # a look has been had
    assert [item["conversation_id"] for item in agent.queue()] == [customer.id]
    deadline = time.monotonic() + PATIENCE
    while agent.queue():
        assert time.monotonic() < deadline
        time.sleep(0.5)
    agent.http.close()
