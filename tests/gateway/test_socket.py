"""The conversation's socket: events, messages, heartbeats, and when it is closed."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.client import WebSocketClientProtocol, connect
from websockets.exceptions import ConnectionClosed, InvalidStatusCode

from kefu.gateway import feeds
from kefu.gateway.channels.web import socket as web_socket
from kefu.gateway.channels.web.conversations import MOST_FOLLOWING
from kefu.gateway.rate_limit import Buckets, Limits
from kefu.services.assurance import get_conversation
from kefu.services.ports import UnitOfWork
from kefu.services.units import in_unit
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import PATIENCE, Customer


class Line:
    """An open socket and what came over it."""

    def __init__(self, socket: WebSocketClientProtocol) -> None:
        self.socket = socket
        self.frames: list[dict[str, Any]] = []

    async def next(self) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(await asyncio.wait_for(self.socket.recv(), PATIENCE))
        self.frames.append(frame)
        return frame

    async def until(self, type: str) -> dict[str, Any]:
        while True:
            frame = await self.next()
            if frame["type"] == type:
                return frame

    async def send(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def say(self, text: str) -> str:
        client_id = uuid.uuid4().hex
        await self.send(type="text", client_id=client_id, text=text)
        return client_id

    async def closed(self) -> int:
        """The code with which the server closes."""
        try:
            while True:
                await self.next()
        except ConnectionClosed:
            return int(self.socket.close_code or 0)


@asynccontextmanager
async def line(
    gateway: RunningGateway, customer: Customer, after: object = 0, **headers: str
) -> AsyncIterator[Line]:
    url = gateway.url.replace("http", "ws") + f"{customer.path}/socket?after={after}"
    protocols: Any = ["kefu", f"bearer.{customer.token}"]
    async with connect(url, subprotocols=protocols, extra_headers=headers) as socket:
        yield Line(socket)


async def test_events_come_in_order_and_the_token_is_not_echoed(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer()
    async with line(gateway, customer) as open_line:
        assert open_line.socket.subprotocol == "kefu"
        assert (await open_line.next())["seq"] == 1
        engine.gate.clear()
        client_id = await open_line.say("你好")
        ack = await open_line.until("ack")
        assert (ack["client_id"], ack["seq"]) == (client_id, 2)
        if not any(frame["type"] == "typing" for frame in open_line.frames):
            assert (await open_line.until("typing"))["from"] == "bot"
        engine.gate.set()
        await open_line.until("turn_end")
        stored = [frame for frame in open_line.frames if "seq" in frame and frame["type"] != "ack"]
        assert [frame["seq"] for frame in stored] == [1, 2, 3, 4]
        assert stored[1]["client_id"] == client_id
        assert stored[2]["text"] == "收到:你好"


async def test_it_goes_on_after_a_seq(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    await asyncio.to_thread(customer.ask, "你好")
    async with line(gateway, customer, after=2) as open_line:
        assert [(await open_line.next())["seq"] for _ in range(2)] == [3, 4]


async def test_who_reads_slowly_is_not_sent_more_than_fits_and_misses_nothing(
    gateway: RunningGateway,
) -> None:
    customer, count = gateway.customer(), 400
    long = "慢" * 20_000  # more than the system keeps for us

    def say_much(unit: UnitOfWork) -> None:
        for _ in range(count):
            gateway.kefu.chat.log.say(unit, get_conversation(unit, customer.id), {"text": long})

    in_unit(gateway.kefu.database, say_much)
    url = gateway.url.replace("http", "ws") + f"{customer.path}/socket"
    protocols: Any = ["kefu", f"bearer.{customer.token}"]
    async with connect(url, subprotocols=protocols, max_queue=1, read_limit=1024) as socket:
        feeds_of = gateway.app.state.gateway.feeds
        async with asyncio.timeout(PATIENCE):
            while not feeds_of.total():  # noqa: ASYNC110 - another thread's
                await asyncio.sleep(0.01)
        (follower,) = feeds_of._everybody()
        async with asyncio.timeout(PATIENCE):
            while follower.is_ready:  # noqa: ASYNC110 - another thread's
                await asyncio.sleep(0.01)
        assert follower.after < count
        frames = [json.loads(await socket.recv()) for _ in range(count + 1)]
        assert [frame["seq"] for frame in frames] == list(range(1, count + 2))


async def test_several_see_the_same(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    async with line(gateway, customer) as one, line(gateway, customer) as two:
        await one.say("你好")
        await one.until("turn_end")
        await two.until("turn_end")
        shown = [
            [frame for frame in each.frames if frame["type"] == "message"] for each in (one, two)
        ]
        assert shown[0] == shown[1]


async def test_the_same_client_id_is_one_message_over_both_ways(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer()
    seq = customer.send("你好", "c-1").json()["seq"]
    async with line(gateway, customer) as open_line:
        await open_line.send(type="text", client_id="c-1", text="你好")
        assert (await open_line.until("ack"))["seq"] == seq
        await open_line.send(type="text", client_id="c-1", text="别的")
        error = await open_line.until("error")
        assert (error["client_id"], error["code"], error["status"]) == (
            "c-1",
            "client_id_reused",
            409,
        )
        if not any(frame["type"] == "turn_end" for frame in open_line.frames):
            await open_line.until("turn_end")
    assert engine.said() == ["你好"]


async def test_heartbeats_of_the_client_are_answered(gateway: RunningGateway) -> None:
    async with line(gateway, gateway.customer()) as open_line:
        await open_line.send(type="ping")
        assert await open_line.until("pong") == {"type": "pong"}


async def test_the_server_sends_heartbeats(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_socket, "PING_SECONDS", 0.1)
    monkeypatch.setattr(feeds, "LOOK_SECONDS", 0.1)
    async with line(gateway, gateway.customer()) as open_line:
        assert await open_line.until("ping") == {"type": "ping"}
        await open_line.send(type="pong")
        await open_line.until("ping")


@pytest.mark.parametrize(
    "frame",
    ["", "{", "[]", "7", '{"type": "text"}', '{"type": "typing", "from": "bot"}', "[" * 30_000],
)
async def test_a_frame_that_makes_no_sense_is_refused_and_the_line_stays(
    gateway: RunningGateway, frame: str
) -> None:
    async with line(gateway, gateway.customer()) as open_line:
        await open_line.socket.send(frame)
        error = await open_line.until("error")
        assert (error["code"], error["status"]) == ("validation_failed", 422)
        await open_line.say("还在")
        await open_line.until("ack")


async def test_a_binary_frame_is_refused(gateway: RunningGateway) -> None:
    async with line(gateway, gateway.customer()) as open_line:
        await open_line.socket.send(b"\x00\x01")
        assert (await open_line.until("error"))["status"] == 422


async def test_too_large_a_frame_closes_the_line(gateway: RunningGateway) -> None:
    async with line(gateway, gateway.customer()) as open_line:
        await open_line.socket.send("x" * 70_000)
        assert await open_line.closed() == 1009


@pytest.mark.parametrize(
    "limits", [Limits(messages=Buckets(1, 2)), Limits(crowds=Buckets(1, 2))], ids=["one", "network"]
)
async def test_too_many_messages_are_refused_politely(start: Start, limits: Limits) -> None:
    gateway = start(limits)
    async with line(gateway, gateway.customer()) as open_line:
        for _ in range(3):
            await open_line.say("你好")
        error = await open_line.until("error")
        assert (error["code"], error["status"]) == ("limit_reached", 429)
        assert error["retry_after"] > 0


async def test_a_flood_of_frames_closes_the_line(gateway: RunningGateway) -> None:
    async with line(gateway, gateway.customer()) as open_line:
        for _ in range(200):
            await open_line.send(type="pong")
        assert await open_line.closed() == 4429


@pytest.mark.parametrize("token", ["", "wrong", "密"])
async def test_a_wrong_token_closes_with_4401(gateway: RunningGateway, token: str) -> None:
    customer = gateway.customer()
    url = gateway.url.replace("http", "ws") + f"{customer.path}/socket"
    protocols: Any = ["kefu"] if not token.isascii() else ["kefu", f"bearer.{token}"]
    async with connect(url, subprotocols=protocols) as socket:
        assert await Line(socket).closed() == 4401


async def test_the_token_of_another_conversation_closes_with_4401(gateway: RunningGateway) -> None:
    customer, other = gateway.customer(), gateway.customer()
    customer.token = other.token
    async with line(gateway, customer) as open_line:
        assert await open_line.closed() == 4401
        assert open_line.frames == []


async def test_a_rotated_token_closes_the_open_lines_of_the_old_one(
    gateway: RunningGateway,
) -> None:
    customer = gateway.customer()
    async with line(gateway, customer) as old:
        await old.next()
        issued = gateway.http.post("/dev/identity", json={"phone": "13800000001"}).json()
        body = {"channel": "web", "resume": customer.token, **issued}
        resumed = gateway.http.post("/api/v1/conversations", json=body).json()
        customer.token = resumed["token"]
        async with line(gateway, customer) as new:
            await new.next()
            assert await old.closed() == 4401
            await new.say("我还在")
            await new.until("turn_end")


async def test_a_token_revoked_elsewhere_closes_the_line_soon(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    async with line(gateway, customer) as open_line:
        await open_line.next()
        with gateway.kefu.database.begin() as unit:
            unit.tokens.revoke(customer.id, gateway.kefu.clock())
        assert await open_line.closed() == 4401


async def test_events_of_another_process_arrive_too(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    async with line(gateway, customer) as open_line:
        await open_line.next()
        in_unit(
            gateway.kefu.database, gateway.kefu.chat.ending.close, customer.id
        )  # nobody wakes this gateway's hub
        assert (await open_line.until("status"))["owner"] == "closed"


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_pages_of_other_sites_get_no_line(gateway: RunningGateway, origin: str) -> None:
    with pytest.raises(InvalidStatusCode) as refused:
        async with line(gateway, gateway.customer(), Origin=origin):
            pass
    assert refused.value.status_code == 403


async def test_our_own_and_listed_pages_get_a_line(start: Start) -> None:
    gateway = start(allowed_origins=["https://wallet.example.com"])
    for origin in (gateway.url, "https://wallet.example.com"):
        async with line(gateway, gateway.customer(), Origin=origin) as open_line:
            await open_line.next()


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30])
async def test_a_wrong_place_to_begin_closes_the_line(gateway: RunningGateway, after: str) -> None:
    async with line(gateway, gateway.customer(), after) as open_line:
        assert await open_line.closed() == 1008


async def test_there_is_a_limit_of_lines_for_one_conversation(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    opened = [connect_line(gateway, customer) for _ in range(MOST_FOLLOWING)]
    lines = [await each for each in opened]
    for each in lines:
        await each.next()
    async with line(gateway, customer) as one_more:
        assert await one_more.closed() == 4429
    for each in lines:
        await each.socket.close()


async def connect_line(gateway: RunningGateway, customer: Customer) -> Line:
    url = gateway.url.replace("http", "ws") + f"{customer.path}/socket"
    protocols: Any = ["kefu", f"bearer.{customer.token}"]
    return Line(await connect(url, subprotocols=protocols))


async def test_stopping_sends_waiting_clients_home(start: Start) -> None:
    gateway = start()
    customer = gateway.customer()
    customer.poll()
    async with line(gateway, customer, after=1) as open_line:
        polling = asyncio.create_task(asyncio.to_thread(customer.poll, 25))
        while gateway.app.state.gateway.feeds.total() < 2:  # noqa: ASYNC110 - another thread's
            await asyncio.sleep(0.01)
        stopping = asyncio.create_task(asyncio.to_thread(gateway.serving.stop))
        assert await polling == []
        assert await open_line.closed() in {1001, 1012}
        await stopping


async def test_a_typed_code_brings_the_new_token_with_its_ack(gateway: RunningGateway) -> None:
    from kefu.core.verification import CodeChannel, Purpose

    phone = "13800000001"
    customer = gateway.customer(phone=phone)
    in_unit(
        gateway.kefu.database,
        gateway.kefu.topics.verification.send_code,
        customer.id,
        Purpose.UNLOCK,
        CodeChannel.SMS,
    )
    gateway.kefu.notifications.deliver_due()
    code = gateway.http.get("/dev/outbox", params={"to": phone}).json()[0]["code"]
    async with line(gateway, customer) as open_line:
        await open_line.say(code)
        ack = await open_line.until("ack")
        await open_line.until("turn_end")
    customer.token = ack["token"]
    assert customer.get("/events").status_code == 200
