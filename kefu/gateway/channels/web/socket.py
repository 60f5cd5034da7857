"""The Conversation API's socket: the same events as the long poll, pushed,
and the same messages, taken.

Frames are JSON. It must not know more of a message than `conversations` does.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import Any

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import TypeAdapter, ValidationError
from starlette.websockets import WebSocketState

from kefu.core.conversation import Event, EventType
from kefu.core.errors import KefuError, NotAuthenticated
from kefu.gateway import problems
from kefu.gateway.bodies import LARGEST_SEQ, ClientId
from kefu.gateway.channels.web.conversations import (
    AttachmentMessage,
    ChoiceMessage,
    CustomerMessage,
    TextMessage,
    receive,
)
from kefu.gateway.guard import origin_allowed
from kefu.gateway.rate_limit import Buckets
from kefu.gateway.state import Gateway
from kefu.services import turn_context

SUBPROTOCOL = "kefu"
TOKEN_PREFIX = "bearer."
PING_SECONDS = 20.0
RECHECK_SECONDS = 4.0
SEND_SECONDS = 10.0
MOST_PER_CONVERSATION = 10
FRAMES_PER_MINUTE = 100
CLOSE_NOT_AUTHENTICATED = 4401
CLOSE_TOO_MANY = 4429
CLOSE_POLICY = 1008
CLOSE_GOING_AWAY = 1001

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
    offered = socket.scope.get("subprotocols", [])
    token = next(
        (name[len(TOKEN_PREFIX) :] for name in offered if name.startswith(TOKEN_PREFIX)), ""
    )
    await socket.accept(SUBPROTOCOL if SUBPROTOCOL in offered else None)
    after = socket.query_params.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) <= 12 and int(after) <= LARGEST_SEQ):
        await socket.close(CLOSE_POLICY, "after")
    elif gateway.hub.count(conversation_id) >= MOST_PER_CONVERSATION:
        await socket.close(CLOSE_TOO_MANY)
    else:
        await _Connection(gateway, socket, conversation_id, token, int(after)).run()


class _Connection:
    """One open socket: a reader and a writer; whichever ends first ends the other."""

    def __init__(
        self, gateway: Gateway, socket: WebSocket, conversation_id: str, token: str, after: int
    ) -> None:
        self._gateway = gateway
        self._socket = socket
        self._id = conversation_id
        self._token = token
        self._after = after
        self._frames = Buckets(FRAMES_PER_MINUTE, FRAMES_PER_MINUTE // 2)
        self._sending = asyncio.Lock()

    async def run(self) -> None:
        code = CLOSE_GOING_AWAY
        writer = asyncio.create_task(self._write())
        reader = asyncio.create_task(self._read())
        try:
            done, _ = await asyncio.wait({reader, writer}, return_when=asyncio.FIRST_COMPLETED)
            code = self._outcome(done)
        finally:
            for task in (reader, writer):
                task.cancel()
            await asyncio.gather(reader, writer, return_exceptions=True)
        if self._socket.application_state is WebSocketState.CONNECTED:
            try:
                async with asyncio.timeout(SEND_SECONDS):
                    await self._socket.close(code)
            except (TimeoutError, RuntimeError, WebSocketDisconnect):
                return  # the peer is gone already

    def _outcome(self, done: set[asyncio.Task[int]]) -> int:
        for task in done:
            error = task.exception()
            if isinstance(error, NotAuthenticated):
                return CLOSE_NOT_AUTHENTICATED
            if error is None:
                return task.result()
            if not isinstance(error, WebSocketDisconnect | TimeoutError | KefuError | RuntimeError):
                log.error("socket_failed", conversation_id=self._id, exc_info=error)
        return CLOSE_GOING_AWAY

    async def _send(self, frame: dict[str, Any]) -> None:
        async with self._sending, asyncio.timeout(SEND_SECONDS):
            await self._socket.send_text(json.dumps(frame, ensure_ascii=False))

    # from the log to the client

    async def _write(self) -> int:
        next_ping = time.monotonic() + PING_SECONDS
        with self._gateway.hub.subscribe(self._id) as subscription:
            while not self._gateway.hub.closing:
                conversation = await self._gateway.tokens.authorise(self._id, self._token)
                typing = subscription.take_typing()
                ended = False
                while self._after < conversation.last_seq:
                    events = await self._gateway.units.read(
                        self._gateway.chat.log.events_after, self._id, self._after
                    )
                    await self._push(events)
                    ended = ended or any(event.type is EventType.TURN_END for event in events)
                    if not events:
                        break
                if typing is not None and not ended:
                    await self._send({"type": "typing", "from": typing})
                if time.monotonic() >= next_ping:
                    await self._send({"type": "ping"})
                    next_ping = time.monotonic() + PING_SECONDS
                # Spread, so that thousands of idle sockets do not look at the same instant.
                await subscription.wait(RECHECK_SECONDS * random.uniform(0.7, 1.0))  # noqa: S311
        return CLOSE_GOING_AWAY

    async def _push(self, events: list[Event]) -> None:
        for event in events:
            if event.is_public:
                await self._send(event.public())
            self._after = event.seq

    # from the client

    async def _read(self) -> int:
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return CLOSE_GOING_AWAY
            frame = _parsed(message.get("text") or "")
            try:
                self._frames.take(self._id)
            except KefuError as error:
                await self._refuse(frame, problems.members_of(error))
                return CLOSE_TOO_MANY
            if frame.get("type") == "ping":
                await self._send({"type": "pong"})
            elif frame.get("type") != "pong":
                await self._take(frame)

    async def _take(self, frame: dict[str, Any]) -> None:
        turn_context.end()
        try:
            message = _MESSAGE.validate_python(frame)
            await self._gateway.tokens.authorise(self._id, self._token)
            receipt = await receive(self._gateway, self._id, message)
        except ValidationError as error:
            await self._refuse(frame, problems.validation(error.errors(include_input=False)))
        except NotAuthenticated:
            raise
        except KefuError as error:
            await self._refuse(frame, problems.members_of(error))
        else:
            ack: dict[str, Any] = {
                "type": "ack",
                "client_id": message.client_id,
                "seq": receipt.seq,
            }
            await self._send(ack if receipt.token is None else {**ack, "token": receipt.token})

    async def _refuse(self, frame: dict[str, Any], problem: dict[str, Any]) -> None:
        try:
            client_id = _CLIENT_ID.validate_python(frame.get("client_id"))
        except ValidationError:
            client_id = None
        known = {"type": "error", "client_id": client_id}
        await self._send({**problem, **known})


def _parsed(text: str) -> dict[str, Any]:
    """The frame; an empty one, which is refused as a message, for anything but a JSON object."""
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return frame if isinstance(frame, dict) else {}
