"""HTTP/1.1 and WebSocket clients that cost the machine next to nothing and count their bytes.

For our own servers on loopback only: bodies come with a length, frames whole. They must not know
what is said over them.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Self, cast

_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_MOST: Final = 16 * 1024 * 1024
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10


class Broken(Exception):
    """The server closed the connection, or did not speak as expected."""


class _Wire(asyncio.Protocol):
    """One connection; what arrives is collected in `_arrived`."""

    def __init__(self) -> None:
        self.bytes = 0
        """Sent and received since it was opened."""
        self._arrived = bytearray()
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    @classmethod
    async def open(cls, port: int) -> Self:
        """Connect to a port of this machine."""
        wire = cls()
        await asyncio.get_running_loop().create_connection(lambda: wire, "127.0.0.1", port)
        return wire

    @property
    def is_open(self) -> bool:
        """Whether the server has not hung up."""
        return self._transport is not None and not self._transport.is_closing()

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one without saying so

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by asyncio."""
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(Broken("connection closed"))

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        self.bytes += len(data)
        self._arrived += data
        if self._answer is None or self._answer.done():
            return
        end = self._arrived.find(b"\r\n\r\n")
        if end < 0:
            return
        found = _LENGTH.search(self._arrived, 0, end)
        length = int(found[1]) if found else 0
        if len(self._arrived) < end + 4 + length:
            return
        status = int(self._arrived[9:12])
        body = bytes(self._arrived[end + 4 : end + 4 + length])
        del self._arrived[: end + 4 + length]
        self._answer.set_result((status, body))

    def _write(self, data: bytes) -> None:
        if self._transport is None:
            raise Broken("connection closed")
        self.bytes += len(data)
        self._transport.write(data)

    async def _exchange(self, head: str, body: bytes = b"") -> tuple[int, bytes]:
        self._answer = asyncio.get_running_loop().create_future()
        self._write(head.encode() + b"\r\n" + body)
        return await self._answer


class Http(_Wire):
    """Requests over one connection, one after the other."""

    async def call(
        self, method: str, path: str, document: Any = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """Status and decoded JSON (None for no body). Raises Broken."""
        body = b"" if document is None else json.dumps(document, ensure_ascii=False).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
        if body:
            head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        status, answer = await self._exchange(head, body)
        return status, json.loads(answer) if answer else None

    async def upload(
        self, path: str, content: bytes, headers: Mapping[str, str]
    ) -> tuple[int, Any]:
        """Post a file called `file`, as a form does. Status and decoded JSON. Raises Broken."""
        name = b'Content-Disposition: form-data; name="file"; filename="a"'
        body = b"--part\r\n" + name + b"\r\n\r\n" + content + b"\r\n--part--\r\n"
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        head += "Content-Type: multipart/form-data; boundary=part\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        status, answer = await self._exchange(head, body)
        return status, json.loads(answer)


class Socket(_Wire):
    """A WebSocket that listens: `heard` is called with each text frame."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: Callable[[bytes], None] | None = None
        self.ended = asyncio.get_running_loop().create_future()
        """Done when it is over; nobody has to look."""

    async def upgrade(
        self, path: str, protocols: tuple[str, ...], heard: Callable[[bytes], None]
    ) -> None:
        """Shake hands. Raises Broken when the server will not."""
        key = base64.b64encode(os.urandom(16)).decode()
        head = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Protocol: {', '.join(protocols)}\r\n"
        )
        status, _ = await self._exchange(head)
        if status != 101:
            raise Broken(f"no WebSocket: HTTP {status}")
        self.heard = heard
        self._read_frames()

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by asyncio."""
        super().connection_lost(exc)
        if not self.ended.done():
            self.ended.set_result(None)

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        if self.heard is None:
            super().data_received(data)
            return
        self.bytes += len(data)
        self._arrived += data
        self._read_frames()

    def _read_frames(self) -> None:
        assert self.heard is not None
        while (frame := _take_frame(self._arrived)) is not None:
            kind, payload = frame
            if kind == _TEXT:
                self.heard(payload)
            elif kind == _PING:
                self._send(_PONG, payload)
            elif kind == _CLOSE:
                self.close()

    def _send(self, kind: int, payload: bytes) -> None:
        """A short frame, masked with zeros, which changes nothing."""
        if len(payload) < 126:
            self._write(bytes((0x80 | kind, 0x80 | len(payload), 0, 0, 0, 0)) + payload)


def _take_frame(arrived: bytearray) -> tuple[int, bytes] | None:
    """Kind and payload of the first whole frame, which is removed; None when there is none yet."""
    if len(arrived) < 2:
        return None
    kind, length, start = arrived[0] & 0x0F, arrived[1] & 0x7F, 2
    if length == 126:
        length, start = int.from_bytes(arrived[2:4], "big"), 4
    elif length == 127:
        length, start = int.from_bytes(arrived[2:10], "big"), 10
    if len(arrived) < start + length or length > _MOST:
        return None
    payload = bytes(arrived[start : start + length])
    del arrived[: start + length]
    return kind, payload
