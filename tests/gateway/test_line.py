"""The WebSocket protocol by itself: what any ASGI application may do with a line, and what a peer
may not.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from websockets.client import WebSocketClientProtocol, connect
from websockets.exceptions import ConnectionClosed, InvalidStatusCode
from wsproto import ConnectionType, WSConnection, events

from kefu.gateway import feeds
from kefu.gateway.channels.web import socket as web_socket
from kefu.gateway.line import Line
from tests.gateway.conftest import RunningGateway
from tests.gateway.people import PATIENCE
from tests.gateway.serving import Serving

app = FastAPI()
gone: list[int] = []


@app.websocket("/echo")
async def echo(socket: WebSocket) -> None:
    await socket.accept("chat" if "chat" in socket.scope["subprotocols"] else None)
    try:
        while True:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                gone.append(message["code"])
                return
            if message.get("text") is not None:
                await socket.send_text(message["text"])
            else:
                await socket.send_bytes(message["bytes"])
    except WebSocketDisconnect:
        gone.append(0)


@app.websocket("/closes")
async def closes(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close(4000, "enough")


@app.websocket("/refuses")
async def refuses(socket: WebSocket) -> None:
    await socket.close()


@app.websocket("/fails")
async def fails(_socket: WebSocket) -> None:
    raise RuntimeError


@app.websocket("/fails-later")
async def fails_later(socket: WebSocket) -> None:
    await socket.accept()
    await socket.receive_text()
    raise RuntimeError


@pytest.fixture(scope="module")
def server() -> Iterator[Serving]:
    config = uvicorn.Config(
        app, port=0, ws=Line, ws_max_size=1000, lifespan="off", log_config=None, access_log=False
    )
    with Serving(uvicorn.Server(config)) as serving:
        yield serving


@asynccontextmanager
async def line(server: Serving, path: str, **how: Any) -> AsyncIterator[WebSocketClientProtocol]:
    async with connect(f"ws://127.0.0.1:{server.port}{path}", **how) as socket:
        yield socket


async def test_an_application_receives_and_sends(server: Serving) -> None:
    async with line(server, "/echo", subprotocols=["chat"]) as socket:
        assert socket.subprotocol == "chat"
        for message in ("你好", b"\x00\xff", "", "x" * 1000):
            await socket.send(message)
            assert await socket.recv() == message
        for number in range(50):
            await socket.send(str(number))
        assert [await socket.recv() for _ in range(50)] == [str(n) for n in range(50)]
        await (await socket.ping())


async def test_parts_are_one_message(server: Serving) -> None:
    async with line(server, "/echo") as socket:
        await socket.send(["你", "好", "!"])
        assert await socket.recv() == "你好!"
        await socket.send(["x" * 900, "x" * 900])
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 1009


async def test_empty_parts_are_not_kept(server: Serving) -> None:
    held: list[int] = []

    async def parts() -> AsyncIterator[str]:
        for part in ("", "你", *[""] * 200, "好"):
            yield part
        await (await socket.ping())  # all of them are there
        lines = server.server.server_state.connections
        held.extend(len(line._parts) for line in lines if isinstance(line, Line))

    async with line(server, "/echo") as socket:
        for _ in range(2):
            await socket.send(parts())
            assert await socket.recv() == "你好"
    assert max(held) == 3


async def test_an_application_closes_and_refuses(server: Serving) -> None:
    async with line(server, "/closes") as socket:
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert (socket.close_code, socket.close_reason) == (4000, "enough")
    for path, status in (("/refuses", 403), ("/nowhere", 403), ("/fails", 500)):
        with pytest.raises(InvalidStatusCode) as refused:
            async with line(server, path):
                pass
        assert refused.value.status_code == status


async def test_a_fault_of_the_application_closes_the_line(server: Serving) -> None:
    async with line(server, "/fails-later") as socket:
        await socket.send("x")
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 1011


async def test_the_application_learns_that_the_peer_left(server: Serving) -> None:
    gone.clear()
    async with line(server, "/echo") as socket:
        await socket.send("x")
        await socket.recv()
    async with asyncio.timeout(PATIENCE):
        while not gone:  # noqa: ASYNC110 - another thread's
            await asyncio.sleep(0.01)


async def raw(
    server: Serving, path: str, sent: bytes, subprotocols: Sequence[str] = ()
) -> list[events.Event]:
    """What the server sends until it closes, to a peer that writes these bytes after the
    handshake and answers nothing.
    """
    protocol = WSConnection(ConnectionType.CLIENT)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    seen: list[events.Event] = []
    try:
        request = events.Request(host="127.0.0.1", target=path, subprotocols=list(subprotocols))
        writer.write(protocol.send(request))
        async with asyncio.timeout(PATIENCE):
            while data := await reader.read(65536):
                protocol.receive_data(data)
                for event in protocol.events():
                    if isinstance(event, events.AcceptConnection):
                        writer.write(sent)
                    seen.append(event)
    except ConnectionResetError:
        return seen
    finally:
        writer.close()
    return seen


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"\x81\x01x", 1002),  # no mask
        (b"\xf1\x80\0\0\0\0", 1002),  # reserved bits
        (b"\x83\x80\0\0\0\0", 1002),  # an opcode that does not exist
        (b"\x81\x81\0\0\0\0\xff", 1007),  # no UTF-8
        (b"\x09\x80\0\0\0\0", 1002),  # a ping in parts
        (b"\x88\x81\0\0\0\0x", 1002),  # a close with half a code
    ],
)
async def test_what_is_no_websocket_closes_the_line(
    server: Serving, frame: bytes, code: int
) -> None:
    *_, last = await raw(server, "/echo", frame)
    assert isinstance(last, events.CloseConnection)
    assert last.code == code


async def test_a_close_of_the_peer_is_answered(server: Serving) -> None:
    *_, last = await raw(server, "/echo", b"\x88\x82\0\0\0\0\x03\xe8")
    assert isinstance(last, events.CloseConnection)
    assert last.code == 1000


async def test_who_answers_no_heartbeat_is_let_go(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_socket, "PING_SECONDS", 0.2)
    monkeypatch.setattr(feeds, "LOOK_SECONDS", 0.1)
    customer = gateway.customer()
    protocols = ["kefu", f"bearer.{customer.token}"]
    seen = await raw(gateway.serving, f"{customer.path}/socket", b"", protocols)
    assert any(isinstance(event, events.Ping) for event in seen)
    async with asyncio.timeout(PATIENCE):
        while gateway.app.state.gateway.feeds.total():  # noqa: ASYNC110 - another thread's
            await asyncio.sleep(0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_the_limit_of_open_files_is_raised_and_a_low_one_told() -> None:
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (200, 500));"
        "from kefu.gateway.server import allow_many_files; print(allow_many_files());"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "few_files" in done.stdout
    assert done.stdout.endswith("500\n(500, 500)\n")
