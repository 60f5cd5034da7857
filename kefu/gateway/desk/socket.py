"""The desk's socket: a browser that holds it open is a sign of life of its agent, also from a tab
in the background, where browsers let requests wait. It tells nothing yet but that it lives.

What is at the other end answers our pings or is gone: a connection that died without a word counts
as closed. It must not know conversations.
"""

from __future__ import annotations

import asyncio
import secrets
import time

import structlog
from fastapi import APIRouter, WebSocket

from kefu.core.errors import KefuError, LimitReached, NotAuthenticated, Unavailable
from kefu.gateway.desk.session import COOKIE
from kefu.gateway.guard import origin_allowed
from kefu.gateway.line import Line
from kefu.gateway.sockets import (
    CLOSE_GOING_AWAY,
    CLOSE_NOT_AUTHENTICATED,
    CLOSE_POLICY,
    CLOSE_TOO_MANY,
    accept,
)
from kefu.gateway.state import Gateway
from kefu.gateway.threads import in_thread
from kefu.services.staff import StaffService

PING_SECONDS = 15.0
LOOK_SECONDS = 1.0
MOST_LINES = 2000
PING = '{"type":"ping"}'
PONG = '{"type":"pong"}'

router = APIRouter(prefix="/api/v1/desk")
log = structlog.get_logger(__name__)


class DeskLines:
    """The desks that are connected to this process. All calls from the event loop's thread."""

    def __init__(self, staff: StaffService) -> None:
        self._staff = staff
        self._lines: set[_DeskLine] = set()

    def add(self, line: _DeskLine) -> bool:
        """False when there are too many."""
        if len(self._lines) >= MOST_LINES:
            return False
        self._lines.add(line)
        return True

    def remove(self, line: _DeskLine) -> None:
        """It is closed; it may have been removed already."""
        self._lines.discard(line)

    def close(self) -> None:
        """The process stops."""
        for line in list(self._lines):
            line.close(CLOSE_GOING_AWAY)

    async def rounds(self) -> None:
        """Ask for signs of life and note them. Runs until cancelled."""
        while True:
            try:
                await self._look(time.monotonic())
            except Unavailable:
                log.warning("database_unavailable", during="desk lines")
            except Exception:  # an unforeseen fault of one look
                log.exception("desk_lines_failed")
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self, now: float) -> None:
        due = [line for line in self._lines if line.is_due(now)]
        for line in due:
            if not line.is_alive:
                self.remove(line)
                line.abort()
        living = [line for line in due if line.is_alive]
        if not living:
            return
        held = await in_thread(self._staff.note_present, {line.token for line in living})
        for line in living:
            if line.token in held:
                line.ping(now)
            else:
                line.close(CLOSE_NOT_AUTHENTICATED)


class _DeskLine:
    """One open socket, called by its line."""

    def __init__(self, gateway: Gateway, lines: DeskLines, line: Line, token: str) -> None:
        self.token = token
        self._gateway = gateway
        self._lines = lines
        self._line = line
        self._name = secrets.token_hex(8)
        self._next_ping = time.monotonic() + PING_SECONDS

    @property
    def is_alive(self) -> bool:
        """Whether something came since the last ping."""
        return self._line.heard

    def is_due(self, now: float) -> bool:
        """Whether it is time for a ping."""
        return now >= self._next_ping

    def ping(self, now: float) -> None:
        """Ask for a sign of life."""
        self._next_ping = now + PING_SECONDS
        self._line.ping(PING)

    def close(self, code: int) -> None:
        """Close, and be asked nothing more."""
        self._lines.remove(self)
        self._line.close(code)

    def abort(self) -> None:
        """The other end is gone."""
        self._line.abort()

    def received(self, message: str | bytes) -> None:
        """A frame came: whatever it says, it is a sign of life."""
        try:
            self._gateway.limits.frames.take(self._name)
        except KefuError:
            self.close(CLOSE_TOO_MANY)
            return
        if message == PING:
            self._line.send(PONG)

    def drained(self) -> None:
        """Nothing had to wait."""

    def lost(self, code: int) -> None:
        """The browser is gone."""
        del code
        self._lines.remove(self)


@router.websocket("/socket")
async def desk_socket(socket: WebSocket) -> None:
    """Hold it open while the desk is: by the cookie from our own page, or a bearer token in the
    subprotocol. Closes with 4401 when the session is not or no longer good.
    """
    gateway: Gateway = socket.app.state.gateway
    lines: DeskLines = socket.app.state.desk_lines
    if not origin_allowed(socket, ()):  # a cookie comes along from any page: only our own may
        await socket.close(CLOSE_POLICY)
        return
    # Without an Origin it is no browser, and then the cookie is nobody's wish.
    own_cookie = socket.cookies.get(COOKIE, "") if socket.headers.get("origin") else ""
    token = await accept(socket) or own_cookie
    try:
        present = await in_thread(gateway.desk.staff.authenticate, token)
        gateway.limits.desk.take(present.agent.id)
    except NotAuthenticated:
        await socket.close(CLOSE_NOT_AUTHENTICATED)
    except LimitReached:
        await socket.close(CLOSE_TOO_MANY)
    except KefuError:  # the database is away
        await socket.close(CLOSE_GOING_AWAY)
    else:
        line = _DeskLine(gateway, lines, Line.of(socket), token)
        if lines.add(line):
            Line.of(socket).hand_over(line)
        else:
            await socket.close(CLOSE_TOO_MANY)
