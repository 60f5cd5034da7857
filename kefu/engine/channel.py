"""Rasa input channel ``kefu``: the gateway's only way into the dialogue, under /webhooks/kefu.

``GET /ready`` · ``POST /turns`` · ``POST /parse``, all with
``Authorization: Bearer <KEFU_ENGINE_TOKEN>``. Nothing is stored: a turn brings its conversation's
snapshot and takes the new one away. Errors are never a 200: ``{"error": code}`` with 4xx for the
caller's fault and 5xx when the turn may be sent again unchanged.
It must not know browsers, WeChat or agents.

Named in credentials.yml: ``kefu.engine.channel.KefuInput:``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from hashlib import blake2b
from typing import Any, TypeVar

import structlog
from pydantic import BaseModel, ValidationError
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from kefu import json_text
from kefu.engine import patches
from kefu.engine.attempts import Attempts
from kefu.engine.patches.actions import ActionServerUnavailable
from kefu.engine.shared_token import SharedToken
from kefu.engine.snapshots import BadSnapshot
from kefu.engine.turns import (
    CHANNEL_NAME,
    BadPayload,
    ModelNotLoaded,
    ParseRequest,
    TurnRequest,
    parse_text,
    run_turn,
)
from kefu.settings import Settings

patches.apply()

MAX_TEXT_BYTES = 64 * 1024
# A snapshot holds the last turns whole, with what was said in them.
MAX_BODY_BYTES = 2 * 1024 * 1024

_Body = TypeVar("_Body", bound=BaseModel)
_Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]

_log = structlog.get_logger("kefu.engine")


class _BadRequest(Exception):
    """The body is not what the call takes; ``fields`` says where, never what it holds."""

    def __init__(self, code: str, status: int = 400, fields: list[str] | None = None) -> None:
        super().__init__(code)
        self.code, self.status, self.fields = code, status, fields


class KefuInput(InputChannel):
    """The channel; keeps nothing but the turns in progress and the latest answers."""

    def __init__(self, token: SharedToken) -> None:
        """Create the channel that answers to bearers of ``token``."""
        self._token = token
        self._attempts: Attempts[dict[str, Any]] = Attempts()

    @classmethod
    def name(cls) -> str:
        """Return the name used in the URL and as Rasa's input channel."""
        return CHANNEL_NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> KefuInput:
        """Create the channel for Rasa; the token comes from the settings only."""
        return cls(SharedToken(Settings().engine_token))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes; Rasa's own message handler is not used, it hides errors."""
        routes = Blueprint("kefu_engine")
        routes.add_route(self._endpoint(self._ready), "/ready", methods=["GET"])
        routes.add_route(self._endpoint(self._turn), "/turns", methods=["POST"])
        routes.add_route(self._endpoint(self._parse), "/parse", methods=["POST"])
        routes.listener("before_server_stop")(self._finish_running)
        return routes

    def _endpoint(self, handler: _Handler) -> _Handler:
        """Add what every call needs: the token check and the translation of failures."""

        async def endpoint(request: Request, **path: str) -> HTTPResponse:
            structlog.contextvars.clear_contextvars()
            if not self._token.matches_header(request.headers.get("authorization")):
                return json_response(
                    {"error": "unauthorized"}, 401, headers={"WWW-Authenticate": "Bearer"}
                )
            try:
                return await handler(request, **path)
            except _BadRequest as error:
                detail = {"fields": error.fields} if error.fields else {}
                return json_response({"error": error.code, **detail}, error.status)
            except BadPayload as error:
                return json_response({"error": "bad_payload", "detail": str(error)}, 400)
            except BadSnapshot:
                _log.exception("bad_snapshot")
                return json_response({"error": "bad_snapshot"}, 400)
            except Exception as error:  # noqa: BLE001 - every failure gets a code
                code, status = _failure(error)
                _log.error("call_failed", path=request.path, code=code, exc_info=error)
                return json_response({"error": code}, status)

        endpoint.__name__ = handler.__name__.strip("_")
        return endpoint

    async def _ready(self, request: Request) -> HTTPResponse:
        agent = _agent(request.app)
        if not agent.is_ready():
            raise ModelNotLoaded
        return json_response({"model": agent.model_id})

    async def _turn(self, request: Request) -> HTTPResponse:
        agent, turn = _agent(request.app), _read(request, TurnRequest)
        structlog.contextvars.bind_contextvars(
            conversation_id=turn.conversation_id, turn=turn.turn_id
        )
        started = time.perf_counter()
        answer, repeated = await self._attempts.once(_key(turn), lambda: run_turn(agent, turn))
        _log.info(
            "turn",
            kind=turn.kind,
            intent=answer["intent"].get("name"),
            confidence=round(answer["intent"].get("confidence") or 0.0, 3),
            actions=answer["actions"],
            messages=len(answer["messages"]),
            repeated=repeated,
            milliseconds=round((time.perf_counter() - started) * 1000, 1),
        )
        return HTTPResponse(json_text.write(answer), content_type="application/json")

    async def _parse(self, request: Request) -> HTTPResponse:
        body = _read(request, ParseRequest)
        return json_response(await parse_text(_agent(request.app), body.text))

    async def _finish_running(self, app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        if running := self._attempts.running:
            await asyncio.wait(running, timeout=app.config.GRACEFUL_SHUTDOWN_TIMEOUT)


def _key(turn: TurnRequest) -> Hashable:
    """The same for every attempt at a turn, and another once the conversation has gone on."""
    said = (turn.snapshot, turn.kind, turn.text, turn.payload)
    digest = blake2b(json_text.write(said), digest_size=16).digest()
    return turn.conversation_id, turn.turn_id, digest


def _agent(app: Sanic) -> Agent:
    agent = getattr(app.ctx, "agent", None)
    if agent is None:
        raise ModelNotLoaded
    return agent


def _read(request: Request, kind: type[_Body]) -> _Body:
    if len(request.body) > MAX_BODY_BYTES:
        raise _BadRequest("too_large", 413)
    try:
        body = json_text.read(request.body)
    except (ValueError, RecursionError) as error:
        raise _BadRequest("not_json") from error
    if isinstance(body, dict) and _is_too_long(body.get("text")):
        raise _BadRequest("too_large", 413)
    try:
        return kind.model_validate(body)
    except ValidationError as error:
        fields = [".".join(map(str, problem["loc"])) for problem in error.errors()]
        raise _BadRequest("bad_request", fields=fields) from error


def _is_too_long(text: object) -> bool:
    return isinstance(text, str) and len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES


def _failure(error: Exception) -> tuple[str, int]:
    """Return the stable error code and HTTP status for a failure."""
    if isinstance(error, ActionServerUnavailable):
        return "action_server_unavailable", 503
    if isinstance(error, ModelNotLoaded):
        return "model_not_loaded", 503
    return "internal", 500
