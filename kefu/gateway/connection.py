"""HTTP connections on uvicorn that do not wait for ever: a request has to arrive, and an answer has
to be taken, within a time, and one network has only so many. It must not know what is asked.

uvicorn itself waits without end for the rest of a request and for a client that stops reading; a
handful of bytes now and then (Slowloris) then holds memory, files and the server's shutdown.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import Any

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from kefu.core.errors import KefuError, LimitReached
from kefu.gateway.guard import brings_picture, network_of
from kefu.gateway.problems import MEDIA_TYPE, members_of

# The slowest customers have some 400 kbit/s, and 5 MB take them 100 s.
HEAD_SECONDS = 10.0
BODY_SECONDS = 20.0
PICTURE_SECONDS = 180.0
# Line and headers of a request; and what may stand around the parts of its body.
MOST_HEAD = 32 * 1024
MOST_AROUND = 1024 * 1024
# How long an answer may lie unread, and how long a closed connection may take to go.
UNREAD_SECONDS = 60.0
CLOSING_SECONDS = 5.0
# Of one network, where no proxy stands before us. Thousands of phones share a carrier's address.
MOST_EACH = 2000
MOST_EACH_IN_DEVELOPMENT = 40_000
RETRY_AFTER = 10


class Networks:
    """How many connections each network has."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    def enter(self, network: str) -> bool:
        """Count one more; False when that is one too many. `leave` in any case."""
        self._open[network] += 1
        return self._open[network] <= self._most

    def leave(self, network: str) -> None:
        """Count one less."""
        self._open[network] -= 1
        if not self._open[network]:
            del self._open[network]


class ConnectionConfig(Config):
    """uvicorn's, with what connections share."""

    networks: Networks | None = None
    """None where a proxy stands before us, whose address they all have."""


class Connection(HttpToolsProtocol):
    """One HTTP connection. All calls from the event loop's thread."""

    config: ConnectionConfig

    def __init__(
        self,
        config: ConnectionConfig,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.deadline: float | None = None
        """When patience ends; None while the peer owes nothing."""
        self._network: str | None = None
        self._head = 0
        """Bytes of the line and the headers that are known, trailers too."""
        self._around = 0
        """Bytes of this request that are no body's and came after its first part."""
        self._body = 0
        """Bytes of bodies in what came last."""
        self._is_in_head = False

    @property
    def is_arriving(self) -> bool:
        """Whether a request has begun and not ended."""
        cycle = self.cycle
        return cycle is None or (cycle.more_body and not cycle.response_complete)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection was opened; too many of one network are turned away."""
        super().connection_made(transport)
        self._expect(HEAD_SECONDS)
        networks = self.config.networks
        if networks is not None and self.client is not None:
            self._network = network_of(self.client[0])
            if not networks.enter(self._network):
                self._refuse(429, LimitReached(retry_after=RETRY_AFTER))

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is closed."""
        self._leave()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        """From now on it is a socket, which has its own rules."""
        self._leave()
        super().handle_websocket_upgrade()

    def data_received(self, data: bytes) -> None:
        """Part of a request came."""
        if self.deadline is None and (self.cycle is None or self.cycle.response_complete):
            self._expect(HEAD_SECONDS)
        request, self._body = self.headers, 0
        super().data_received(data)
        if request is not None and request is self.headers:  # all of it was of one request
            self._around += len(data) - self._body
            if self._around > (MOST_HEAD if self._is_in_head else MOST_AROUND):
                self._refuse_size()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._head = self._around = 0
        self._is_in_head = True

    def on_url(self, url: bytes) -> None:
        """Part of the address came."""
        self._count(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A whole header came."""
        self._count(name, value)
        super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        """Part of a body came."""
        self._body += len(body)
        super().on_body(body)

    def send_400_response(self, msg: str) -> None:
        """What came is no request, or too much of one."""
        if self._head > MOST_HEAD:
            self._refuse_size()
        else:
            super().send_400_response(msg)

    def on_headers_complete(self) -> None:
        """Called before `on_message_complete`, also where nothing follows."""
        super().on_headers_complete()
        self._is_in_head = False
        self._expect_body()

    def on_message_complete(self) -> None:
        """The whole request is here."""
        self.deadline = None
        super().on_message_complete()

    def pause_writing(self) -> None:
        """The peer reads more slowly than we write."""
        self._expect(UNREAD_SECONDS)
        super().pause_writing()

    def resume_writing(self) -> None:
        """The peer has read; a further request may be on its way meanwhile."""
        self.deadline = None
        if self.is_arriving:
            self._expect_body()
        super().resume_writing()

    def look(self, now: float) -> None:
        """Lose patience, if it is time: say so where that is possible, then close, then break."""
        if self.deadline is None:
            if self.transport.is_closing():
                self._expect(CLOSING_SECONDS)
            return
        if now < self.deadline:
            return
        if self.transport.is_closing() or self.flow.write_paused:
            self._abandon()
            self.transport.abort()
        else:
            self.give_up()

    def give_up(self) -> None:
        """Close, with a word where no answer has begun."""
        if self.scope is None or (self.cycle is not None and self.cycle.response_started):
            self._abandon()
            self._expect(CLOSING_SECONDS)
            self.transport.close()
        else:
            self._refuse(408, KefuError("request_timeout"))

    def _expect_body(self) -> None:
        is_picture = brings_picture(self.scope.get("path", ""))
        self._expect(PICTURE_SECONDS if is_picture else BODY_SECONDS)

    def _expect(self, seconds: float) -> None:
        self.deadline = self.loop.time() + seconds

    def _count(self, *parts: bytes) -> None:
        self._head += sum(map(len, parts))
        if self._head > MOST_HEAD:  # the parser stops and `send_400_response` is called
            raise ValueError("the head is too large")

    def _refuse_size(self) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is not None and not self.cycle.response_complete:
            self.transport.close()  # an answer may have begun
        else:
            self._refuse(431, KefuError("head_too_large"))

    def _refuse(self, status: int, error: KefuError) -> None:
        body = json.dumps(members_of(error, status), ensure_ascii=False).encode()
        head = (
            f"content-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\n"
            f"cache-control: no-store\r\nretry-after: {RETRY_AFTER}\r\nconnection: close\r\n\r\n"
        )
        self._abandon()
        self.transport.write(STATUS_LINE[status] + head.encode() + body)
        self._expect(CLOSING_SECONDS)
        self.transport.close()

    def _abandon(self) -> None:
        """What is being answered is for nobody any more."""
        if self.cycle is not None:
            self.cycle.disconnected = True

    def _leave(self) -> None:
        if self.config.networks is not None and self._network is not None:
            self.config.networks.leave(self._network)
        self._network = None


def look_at_all(state: ServerState, now: float) -> None:
    """Give every HTTP connection the chance to lose patience."""
    for connection in list(state.connections):
        if isinstance(connection, Connection):
            connection.look(now)


def end_arriving(state: ServerState) -> None:
    """End what has not become a request yet: the server stops and would wait for it."""
    for connection in list(state.connections):
        if isinstance(connection, Connection) and connection.is_arriving:
            connection.give_up()
