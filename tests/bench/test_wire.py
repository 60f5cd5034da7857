"""The clients over real connections."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Event, Ping, Pong, Request, TextMessage

from bench.stack.wire import Broken, Http, Socket

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[int]:
    """A server of which nothing is left in the end."""
    calls: list[asyncio.Task[None]] = []

    async def call(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await handler(reader, writer)
        finally:
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(
        lambda *streams: calls.append(asyncio.create_task(call(*streams))), "127.0.0.1", 0
    )
    async with server:
        yield server.sockets[0].getsockname()[1]
        await asyncio.gather(*calls)


async def test_answers_come_in_any_pieces() -> None:
    body = json.dumps({"seq": 1, "text": "好"}, ensure_ascii=False).encode()
    head = f"HTTP/1.1 202 Accepted\r\nX: y\r\nContent-Length: {len(body)}\r\n\r\n".encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            await reader.readexactly(len(body))
            for byte in head + body:
                writer.write(bytes([byte]))
                await writer.drain()

    async with serving(answer) as port:
        http = await Http.open(port)
        for _ in range(2):
            assert await http.call("POST", "/", json.loads(body)) == (202, json.loads(body))
        assert http.bytes > 2 * (len(head) + 2 * len(body))
        http.close()


async def test_a_server_that_hangs_up_is_told() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()

    async with serving(hang_up) as port:
        http = await Http.open(port)
        with pytest.raises(Broken):
            await http.call("GET", "/")


async def test_a_socket_hears_every_frame_and_answers_pings() -> None:
    texts = ["短", "长" * 100, "更长" * 40_000]
    pong: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = WSConnection(ConnectionType.SERVER)
        while data := await reader.read(65536):
            connection.receive_data(data)
            for event in connection.events():
                for reply in _replies(event, texts):
                    writer.write(connection.send(reply))
                if isinstance(event, Pong):
                    pong.set_result(bytes(event.payload))
            await writer.drain()

    async with serving(talk) as port:
        socket = await Socket.open(port)
        heard: list[str] = []
        await socket.upgrade("/", ("kefu",), lambda frame: heard.append(frame.decode()))
        assert await asyncio.wait_for(pong, 5) == b"there?"
        assert heard == texts
        socket.close()


def _replies(event: Event, texts: list[str]) -> list[Event]:
    if not isinstance(event, Request):
        return []
    return [AcceptConnection("kefu"), *map(TextMessage, texts), Ping(b"there?")]
