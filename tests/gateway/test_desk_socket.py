"""The desk's socket: who may hold it, and what becomes of the conversations when it just dies."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.client import WebSocketClientProtocol, connect
from websockets.exceptions import ConnectionClosed, InvalidStatusCode

from kefu.gateway import background
from kefu.gateway.desk import socket as desk_socket
from kefu.gateway.rate_limit import Buckets, Limits
from kefu.services import staff
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import PATIENCE, DeskAgent
from tests.gateway.test_desk import wait_in_queue
from tests.gateway.test_socket import line as customer_line


@asynccontextmanager
async def desk_line(
    gateway: RunningGateway, agent: DeskAgent | None, *, cookie: bool = False, **headers: str
) -> AsyncIterator[WebSocketClientProtocol]:
    url = gateway.url.replace("http", "ws") + "/api/v1/desk/socket"
    protocols: Any = ["kefu"]
    if agent is not None and cookie:
        headers["Cookie"] = f"kefu_desk={agent.token}"
    elif agent is not None:
        protocols.append(f"bearer.{agent.token}")
    async with connect(url, subprotocols=protocols, extra_headers=headers) as socket:
        yield socket


async def closed(socket: WebSocketClientProtocol) -> int:
    try:
        while True:
            await asyncio.wait_for(socket.recv(), PATIENCE)
    except ConnectionClosed:
        return int(socket.close_code or 0)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pings and looks that do not take half a minute."""
    monkeypatch.setattr(desk_socket, "PING_SECONDS", 0.5)
    monkeypatch.setattr(desk_socket, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(background, "AGENT_SECONDS", 0.2)
    monkeypatch.setattr(staff, "SEEN_RESOLUTION", staff.SEEN_RESOLUTION * 0)


async def test_a_page_of_ours_needs_no_more_than_the_cookie_and_no_other_page_gets_in(
    gateway: RunningGateway,
) -> None:
    agent = gateway.agent()
    async with desk_line(gateway, agent, cookie=True, Origin=gateway.url) as socket:
        await socket.send(json.dumps({"type": "ping"}, separators=(",", ":")))
        assert json.loads(await asyncio.wait_for(socket.recv(), PATIENCE)) == {"type": "pong"}
    with pytest.raises(InvalidStatusCode) as refused:
        async with desk_line(gateway, agent, cookie=True, Origin="https://evil.example"):
            pass
    assert refused.value.status_code == 403
    async with desk_line(gateway, agent, cookie=True) as socket:  # no browser sent this
        assert await closed(socket) == 4401


async def test_nobody_else_holds_it(gateway: RunningGateway) -> None:
    customer, agent = gateway.customer(), gateway.agent()
    async with desk_line(gateway, None) as socket:
        assert await closed(socket) == 4401
    agent.token = customer.token
    async with desk_line(gateway, agent) as socket:
        assert await closed(socket) == 4401


async def test_opening_it_again_and_again_counts_as_asking(start: Start) -> None:
    gateway = start(Limits(desk=Buckets(per_minute=1, burst=2)))
    agent = gateway.agent()
    for _ in range(2):
        async with desk_line(gateway, agent) as socket:
            await socket.ping()
    async with desk_line(gateway, agent) as socket:
        assert await closed(socket) == 4429


@pytest.mark.usefixtures("hurried")
async def test_it_closes_when_the_session_ends(gateway: RunningGateway) -> None:
    agent = gateway.agent()
    async with desk_line(gateway, agent) as socket:
        await asyncio.to_thread(agent.http.delete, "/api/v1/desk/session")
        assert await closed(socket) == 4401


@pytest.mark.usefixtures("hurried")
async def test_who_only_holds_it_open_is_there(start: Start) -> None:
    gateway = start(agent_away=1)
    customer, agent = wait_in_queue(gateway), gateway.agent()
    assert agent.act(customer.id, "claim").status_code == 200
    async with desk_line(gateway, agent) as socket:
        reading = asyncio.create_task(closed(socket))
        await asyncio.sleep(3)
        assert not reading.done()
        events = await asyncio.to_thread(customer.poll)
        assert [e["owner"] for e in events if e["type"] == "status"][-1] == "agent"
    await asyncio.to_thread(customer.wait_for, "status", after=customer.after, owner="queued")


@pytest.mark.usefixtures("hurried")
async def test_a_desk_that_died_without_a_word_is_gone_and_a_colleague_takes_over(
    start: Start,
) -> None:
    gateway = start(agent_away=1)
    customer, agent = wait_in_queue(gateway), gateway.agent()
    later = wait_in_queue(gateway)
    assert agent.act(customer.id, "claim").status_code == 200
    async with desk_line(gateway, agent) as socket, customer_line(gateway, customer) as line:
        assert socket.transport is not None
        socket.transport.pause_reading()  # as a machine that lost power: no end, and no answer
        while True:
            frame = await line.next()
            if frame.get("from") == "system" and "连接中断" in frame["text"]:
                break
        assert [f["position"] for f in line.frames if f.get("owner") == "queued"][-1] == 1
        colleague = gateway.agent("agent2")
        items = await asyncio.to_thread(colleague.queue)
        assert [item["conversation_id"] for item in items] == [customer.id, later.id]
        assert "returned_at" in items[0]
        claimed = await asyncio.to_thread(colleague.act, customer.id, "claim")
        assert claimed.status_code == 200
        while (await line.next()).get("text") != "客服小周 已接入":
            pass
        # who comes back sees it
        back = await asyncio.to_thread(agent.http.get, "/api/v1/desk/queue")
        (taken,) = back.json()["taken_back"]
        assert (taken["conversation_id"], taken["owner"]) == (customer.id, "agent")
        assert taken["agent"]["display_name"] == "客服小周"


async def test_an_agents_typing_is_shown(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer, agent = wait_in_queue(gateway), gateway.agent()
    assert agent.act(customer.id, "claim").status_code == 200
    async with customer_line(gateway, customer) as line:
        while (await line.next()).get("owner") != "agent":
            pass
        assert (await asyncio.to_thread(agent.act, customer.id, "typing")).status_code == 204
        assert (await line.until("typing"))["from"] == "agent"
    stranger = gateway.agent("agent2").act(customer.id, "typing")
    assert stranger.json()["code"] == "not_your_conversation"


def test_what_either_side_has_read_stands_in_the_log_once(gateway: RunningGateway) -> None:
    customer, agent = wait_in_queue(gateway), gateway.agent()
    assert agent.act(customer.id, "claim").status_code == 200
    first = customer.send("在吗").json()["seq"]
    second = customer.send("有人吗").json()["seq"]
    for _ in range(2):
        assert agent.act(customer.id, "read", {"seq": first}).status_code == 204
    assert customer.wait_for("read")["up_to"] == first
    assert agent.act(customer.id, "read", {"seq": 2**31 - 1}).status_code == 204
    assert customer.wait_for("read", up_to=second)["from"] == "agent"
    answered = agent.say(customer.id, "在的").json()["seq"]
    for _ in range(2):
        assert customer.post("/read", {"seq": answered + 5}).status_code == 204
    events = agent.context(customer.id).json()["events"]
    marks = [(e["from"], e["up_to"]) for e in events if e["type"] == "read"]
    assert marks == [("agent", first), ("agent", second), ("customer", answered)]


def test_a_bots_words_need_no_read_marks(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer = gateway.customer()
    customer.ask("你好")
    assert customer.post("/read", {"seq": customer.after}).status_code == 204
    assert customer.poll() == []
