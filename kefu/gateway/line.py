"""WebSockets on uvicorn, small enough to hold thousands open: while nothing is said, a line is its
transport and a parser, without a task, a timer or a queue.

It begins as an ASGI connection like any other. An endpoint that has accepted it may hand the line
over to a listener and return: from then on the listener is called with what comes, and writes
without waiting. It must not know what is said.
"""

from __future__ import annotations

import asyncio
from typing import Any, Protocol, cast
from urllib.parse import unquote

import structlog
from starlette.requests import HTTPConnection
from starlette.types import Message, Scope
from uvicorn import Config
from uvicorn.protocols.utils import get_local_addr, get_remote_addr, is_ssl
from uvicorn.server import ServerState
from wsproto import ConnectionType, events
from wsproto.connection import Connection, ConnectionState
from wsproto.handshake import H11Handshake
from wsproto.utilities import RemoteProtocolError

EXTENSION = "kefu.line"
CLOSE_ABNORMAL = 1006
CLOSE_POLICY = 1008
CLOSE_TOO_LARGE = 1009
CLOSE_FAILED = 1011
CLOSE_RESTART = 1012
CLOSE_SECONDS = 10.0
# Frames of any kind between two of our own pings; pings cost us an answer each.
MOST_FRAMES = 500

log = structlog.get_logger(__name__)


class Listener(Protocol):
    """Who is called with what comes over a line."""

    def received(self, message: str | bytes) -> None:
        """A whole message came."""

    def drained(self) -> None:
        """The line can take more again."""

    def lost(self, code: int) -> None:
        """The line is closed; called once, and nothing after it."""


_NO_HANDSHAKE = b"HTTP/1.1 400 \r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Line(asyncio.Protocol):
    """One WebSocket, as uvicorn makes them (`ws=Line`). All calls from the event loop's thread."""

    __slots__ = (
        "_config",
        "_connection",
        "_listener",
        "_parts",
        "_peer_frames",
        "_size",
        "_state",
        "_transport",
        "heard",
        "is_full",
    )

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        del app_state  # of lifespan, which keeps nothing there
        self._config = config
        self._state = server_state
        self._transport: asyncio.Transport
        self._connection: Connection | None = None
        self._listener: Listener | _Asgi | None = None
        self._parts: list[str | bytes] = []
        self._size = 0
        self._peer_frames = 0
        self.heard = True
        """Something came since this was last set to False."""
        self.is_full = False
        """The peer does not read: whoever writes more fills our memory."""

    @staticmethod
    def of(connection: HTTPConnection) -> Line:
        """The line under an ASGI connection."""
        line: Line = connection.scope["extensions"][EXTENSION]
        return line

    def hand_over(self, listener: Listener) -> None:
        """Call `listener` from now on, beginning with what has come already."""
        asgi = self._listener
        if asgi is None:
            listener.lost(CLOSE_ABNORMAL)
            return
        assert isinstance(asgi, _Asgi)
        self._listener = listener
        asgi.leave(listener)
        self.resume()

    def send(self, *texts: str) -> None:
        """Write messages at once, without waiting; nothing happens when the line is closing."""
        self._write(*(events.TextMessage(data=text) for text in texts))

    def send_bytes(self, data: bytes) -> None:
        """Write a binary message, as `send`."""
        self._write(events.BytesMessage(data=data))

    def ping(self, text: str) -> None:
        """Ask for a sign of life, and send `text` with it: a peer that lives is `heard` soon."""
        self.heard = False
        self._peer_frames = 0
        self._write(events.Ping(), events.TextMessage(data=text))

    def close(self, code: int, reason: str = "") -> None:
        """Begin to close; the peer has `CLOSE_SECONDS` to agree."""
        if self._write(events.CloseConnection(code=code, reason=reason)):
            self._transport.resume_reading()  # for the answer
            asyncio.get_running_loop().call_later(CLOSE_SECONDS, self._transport.abort)

    def abort(self) -> None:
        """End a line whose peer is gone."""
        self._write(events.CloseConnection(code=CLOSE_FAILED))
        self._transport.abort()

    def pause(self) -> None:
        """Read no more for now: the peer has to wait."""
        if not self._transport.is_closing():
            self._transport.pause_reading()

    def resume(self) -> None:
        """Read again."""
        if not self._transport.is_closing():
            self._transport.resume_reading()

    def _write(self, *told: events.Event) -> bool:
        """Whether it could still be written."""
        connection = self._connection
        if connection is None or connection.state is not ConnectionState.OPEN:
            return False
        if self._transport.is_closing():
            return False
        self._transport.write(b"".join(map(connection.send, told)))
        return True

    # what asyncio and uvicorn call

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by uvicorn before the request, which it has parsed already."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass
        self._listener = _Asgi(self, self._transport)
        self._state.connections.add(self)  # type: ignore[arg-type]

    def data_received(self, data: bytes) -> None:
        """What came from the peer."""
        self.heard = True
        if self._connection is None:
            self._shake_hands(data)
            return
        if self._connection.state is ConnectionState.CLOSED:
            return
        self._connection.receive_data(data)
        for event in self._connection.events():
            self._peer_frames += 1
            if self._peer_frames > MOST_FRAMES:
                self.close(CLOSE_POLICY)
                return
            if isinstance(event, events.CloseConnection):
                self._peer_closes(event)
            elif self._connection.state is not ConnectionState.OPEN:
                continue  # nobody listens any more
            elif isinstance(event, events.Message):
                self._take(event)
            elif isinstance(event, events.Ping):
                self._transport.write(self._connection.send(event.response()))

    def connection_lost(self, exc: Exception | None) -> None:
        """The transport is closed."""
        del exc
        self._state.connections.discard(self)
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.lost(CLOSE_ABNORMAL)

    def pause_writing(self) -> None:
        """The peer reads more slowly than we write."""
        self.is_full = True

    def resume_writing(self) -> None:
        """The peer has read."""
        self.is_full = False
        if self._listener is not None:
            self._listener.drained()

    def shutdown(self) -> None:
        """The server stops."""
        self.close(CLOSE_RESTART)
        self._transport.close()

    def _shake_hands(self, data: bytes) -> None:
        asgi = self._listener
        assert isinstance(asgi, _Asgi)
        try:
            asgi.handshake.receive_data(data)
        except RemoteProtocolError as error:
            if error.event_hint is not None:
                self._transport.write(asgi.handshake.send(error.event_hint))
            self._transport.close()
            return
        except UnicodeDecodeError:  # wsproto takes the names of extensions for ASCII
            self._transport.write(_NO_HANDSHAKE)
            self._transport.close()
            return
        for event in asgi.handshake.events():
            if isinstance(event, events.Request):
                task = asyncio.get_running_loop().create_task(asgi.run(self._config, event))
                self._state.tasks.add(task)
                task.add_done_callback(self._state.tasks.discard)

    def accepted(self, connection: Connection) -> None:
        """Messages may come and go."""
        self._connection = connection

    def _take(self, event: events.Message[Any]) -> None:
        if event.data or not self._parts:  # a message may have any number of empty parts
            self._parts.append(event.data)
        self._size += len(event.data.encode() if isinstance(event.data, str) else event.data)
        if self._size > self._config.ws_max_size:
            self.close(CLOSE_TOO_LARGE)
        elif event.message_finished:
            parts, self._parts, self._size = self._parts, [], 0
            if self._listener is not None:
                self._listener.received(parts[0][:0].join(parts))  # type: ignore[arg-type]

    def _peer_closes(self, event: events.CloseConnection) -> None:
        assert self._connection is not None
        if self._connection.state is ConnectionState.REMOTE_CLOSING:
            self._transport.write(self._connection.send(event.response()))
        else:  # what came was no WebSocket, or this is the answer to our own close
            self._write(event)
        self._transport.close()


class _Asgi:
    """The beginning of a line: the handshake, and messages as ASGI has them."""

    def __init__(self, line: Line, transport: asyncio.Transport) -> None:
        self.handshake = H11Handshake(ConnectionType.SERVER)
        self._line = line
        self._transport = transport
        self._came: asyncio.Queue[Message] = asyncio.Queue()
        self._accepted = False
        self._left = False

    async def run(self, config: Config, request: events.Request) -> None:
        """Let the application speak, until it returns or hands the line over."""
        self._came.put_nowait({"type": "websocket.connect"})
        try:
            await config.loaded_app(self._scope(config, request), self._receive, self._send)
        except Exception:  # the application's own fault, which it did not answer
            log.exception("socket_failed")
            self._refuse(500)
            self._line.close(CLOSE_FAILED)
        if not self._left:
            self._refuse(500)
            self._line.close(1000)

    def leave(self, listener: Listener) -> None:
        """Give the listener what it missed."""
        self._left = True
        while not self._came.empty():
            message = self._came.get_nowait()
            if message["type"] == "websocket.receive":
                listener.received(message["text"] if "text" in message else message["bytes"])

    def received(self, message: str | bytes) -> None:
        """As `Listener`."""
        member = "text" if isinstance(message, str) else "bytes"
        self._came.put_nowait({"type": "websocket.receive", member: message})
        self._line.pause()

    def drained(self) -> None:
        """As `Listener`."""

    def lost(self, code: int) -> None:
        """As `Listener`."""
        self._came.put_nowait({"type": "websocket.disconnect", "code": code})

    async def _receive(self) -> Message:
        if self._came.empty():
            self._line.resume()
        return await self._came.get()

    async def _send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "websocket.accept":
            self._accept(message)
        elif kind == "websocket.send":
            if message.get("text") is not None:
                self._line.send(message["text"])
            else:
                self._line.send_bytes(message["bytes"])
        elif kind == "websocket.close" and self._accepted:
            self._line.close(message.get("code", 1000), message.get("reason") or "")
        elif kind == "websocket.close":
            self._refuse(403)
        else:
            raise RuntimeError(f"unexpected ASGI message {kind!r}")

    def _accept(self, message: Message) -> None:
        accept = events.AcceptConnection(
            subprotocol=message.get("subprotocol"),
            extra_headers=list(message.get("headers", [])),
        )
        self._transport.write(self.handshake.send(accept))
        assert self.handshake.connection is not None
        self._accepted = True
        self._line.accepted(self.handshake.connection)

    def _refuse(self, status: int) -> None:
        if not self._accepted and not self._transport.is_closing():
            refusal = events.RejectConnection(status_code=status)
            self._transport.write(self.handshake.send(refusal))
            self._transport.close()

    def _scope(self, config: Config, request: events.Request) -> Scope:
        path, _, query = request.target.partition("?")
        transport = self._transport
        return {
            "type": "websocket",
            "asgi": {"version": config.asgi_version, "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": "wss" if is_ssl(transport) else "ws",
            "server": get_local_addr(transport),
            "client": get_remote_addr(transport),
            "root_path": config.root_path,
            "path": config.root_path + unquote(path),
            "raw_path": (config.root_path + path).encode("ascii"),
            "query_string": query.encode("ascii"),
            "headers": [
                (b"host", request.host.encode()),
                *((name.lower(), value) for name, value in request.extra_headers),
            ],
            "subprotocols": request.subprotocols,
            "state": {},
            "extensions": {EXTENSION: self._line},
        }
