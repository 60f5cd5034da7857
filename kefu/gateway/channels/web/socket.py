"""The Conversation API's socket: the same events as the long poll, pushed,
and the same messages, taken.

Frames are JSON. It must not know more of a message than `conversations` does.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from typing import Any

import structlog
from fastapi import APIRouter, WebSocket
from pydantic import TypeAdapter, ValidationError

from kefu.core.errors import KefuError, LimitReached, NotAuthenticated
from kefu.gateway import problems
from kefu.gateway.bodies import LARGEST_SEQ, ClientId
from kefu.gateway.channels.web.conversations import (
    MOST_FOLLOWING,
    AttachmentMessage,
    ChoiceMessage,
    CustomerMessage,
    TextMessage,
    receive,
)
from kefu.gateway.feeds import Follower
from kefu.gateway.guard import client_address, network_of, origin_allowed
from kefu.gateway.line import Line
from kefu.gateway.sockets import (
    CLOSE_GOING_AWAY,
    CLOSE_NOT_AUTHENTICATED,
    CLOSE_POLICY,
    CLOSE_TOO_MANY,
    accept,
)
from kefu.gateway.state import Gateway
from kefu.services import turn_context

PING_SECONDS = 20.0

_CLIENT_ID: TypeAdapter[str] = TypeAdapter(ClientId)
_MESSAGE: TypeAdapter[TextMessage | ChoiceMessage | AttachmentMessage] = TypeAdapter(
    CustomerMessage
)

router = APIRouter(prefix="/api/v1/conversations")
log = structlog.get_logger(__name__)


@router.websocket("/{conversation_id}/socket")
async def conversation_socket(socket: WebSocket, conversation_id: str) -> None:
    """Push events after `after` and take messages.

    Closes with 4401 when the token is not or no longer good.
    """
    gateway: Gateway = socket.app.state.gateway
    if not origin_allowed(socket, gateway.settings.allowed_origins):
        await socket.close(CLOSE_POLICY)  # before the handshake: the client sees a 403
        return
    token = await accept(socket)
    after = socket.query_params.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) <= 12 and int(after) <= LARGEST_SEQ):
        await socket.close(CLOSE_POLICY, "after")
        return
    try:
        await gateway.tokens.authorise(conversation_id, token)
        gateway.limits.reads.take(conversation_id)
    except NotAuthenticated:
        await socket.close(CLOSE_NOT_AUTHENTICATED)
    except LimitReached:
        await socket.close(CLOSE_TOO_MANY)
    except KefuError:  # the database is away
        await socket.close(CLOSE_GOING_AWAY)
    else:
        if gateway.feeds.count(conversation_id) >= MOST_FOLLOWING:
            await socket.close(CLOSE_TOO_MANY)
            return
        line = Line.of(socket)
        network = network_of(client_address(socket, gateway.settings.trusted_proxies))
        follower = _Socket(gateway, line, conversation_id, token, int(after), network)
        gateway.feeds.follow(follower)
        line.hand_over(follower)


class _Socket(Follower):
    """One open socket, called by its line and by the feed: it has no task while nothing is taken
    in.
    """

    __slots__ = (
        "_gateway",
        "_line",
        "_name",
        "_network",
        "_next_ping",
        "_taking",
        "_token",
        "_waiting",
    )

    def __init__(
        self,
        gateway: Gateway,
        line: Line,
        conversation_id: str,
        token: str,
        after: int,
        network: str,
    ) -> None:
        super().__init__(conversation_id, gateway.chat.following.key(token), after)
        self._gateway = gateway
        self._line = line
        self._token = token
        self._network = network
        self._name = secrets.token_hex(8)
        self._next_ping = time.monotonic() + PING_SECONDS
        self._waiting: list[dict[str, Any]] = []
        self._taking: asyncio.Task[None] | None = None
        """Takes in, in order, what waits; None while there is nothing."""

    # from the log to the client

    @property
    def is_ready(self) -> bool:
        """Whether the client reads what it is sent."""
        return not self._line.is_full

    def take(self, events: list[str]) -> None:
        """Send them."""
        if events:
            self._line.send(*events)

    def show_typing(self, who: str) -> None:
        """Send that somebody types."""
        self._send({"type": "typing", "from": who})

    def beat(self, now: float) -> None:
        """Send a heartbeat when it is time; a client that did not even answer the last is gone."""
        if now < self._next_ping:
            return
        if not self._line.heard:
            self._line.abort()
            return
        self._next_ping = now + PING_SECONDS
        self._line.ping(_json({"type": "ping"}))

    def end(self, error: Exception | None) -> None:
        """Close."""
        refused = isinstance(error, NotAuthenticated)
        self._line.close(CLOSE_NOT_AUTHENTICATED if refused else CLOSE_GOING_AWAY)

    def _send(self, frame: dict[str, Any]) -> None:
        self._line.send(_json(frame))

    # from the client

    def drained(self) -> None:
        """Send what had to wait."""
        self._gateway.feeds.look(self.conversation_id)

    def lost(self, code: int) -> None:
        """The client is gone."""
        del code
        self._gateway.feeds.leave(self)

    def received(self, message: str | bytes) -> None:
        """A frame came."""
        frame = _parsed(message)
        try:
            self._gateway.limits.frames.take(self._name)
        except KefuError as error:
            self._refuse(frame, problems.members_of(error))
            self._gateway.feeds.leave(self)
            self._line.close(CLOSE_TOO_MANY)
            return
        if frame.get("type") == "ping":
            self._send({"type": "pong"})
        elif frame.get("type") != "pong":
            self._take_in(frame)

    def _take_in(self, frame: dict[str, Any]) -> None:
        self._waiting.append(frame)
        if self._taking is None:
            self._line.pause()  # so that no more piles up than was read already
            self._taking = asyncio.get_running_loop().create_task(self._take_all())

    async def _take_all(self) -> None:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(
            request_id=self._name, conversation_id=self.conversation_id
        )
        try:
            while self._waiting:
                await self._take(self._waiting.pop(0))
        except Exception as error:
            if not isinstance(error, NotAuthenticated):
                log.exception("socket_failed")
            self._gateway.feeds.leave(self)
            self.end(error)
        finally:
            self._taking = None
            self._line.resume()

    async def _take(self, frame: dict[str, Any]) -> None:
        turn_context.end()
        try:
            message = _MESSAGE.validate_python(frame)
            access = await self._gateway.tokens.authorise(self.conversation_id, self._token)
            receipt = await receive(self._gateway, access, message, self._network)
        except ValidationError as error:
            self._refuse(frame, problems.validation(error.errors(include_input=False)))
        except NotAuthenticated:
            raise
        except KefuError as error:
            self._refuse(frame, problems.members_of(error))
        else:
            ack: dict[str, Any] = {
                "type": "ack",
                "client_id": message.client_id,
                "seq": receipt.seq,
            }
            if receipt.token is not None:  # what was typed here was proof: this socket goes on
                ack["token"] = self._token = receipt.token
                self.key = self._gateway.chat.following.key(receipt.token)
            self._send(ack)

    def _refuse(self, frame: dict[str, Any], problem: dict[str, Any]) -> None:
        try:
            client_id = _CLIENT_ID.validate_python(frame.get("client_id"))
        except ValidationError:
            client_id = None
        known = {"type": "error", "client_id": client_id}
        self._send({**problem, **known})


def _json(frame: dict[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


def _parsed(message: str | bytes) -> dict[str, Any]:
    """The frame; an empty one, which is refused as a message, for anything but a JSON object."""
    try:
        frame = json.loads(message) if isinstance(message, str) else None
    except (ValueError, RecursionError):
        return {}
    return frame if isinstance(frame, dict) else {}
