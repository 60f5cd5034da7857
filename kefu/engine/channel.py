"""Rasa input channel ``kefu``: the gateway's only way into the dialogue, under /webhooks/kefu.

``GET /ready`` · ``POST /turns`` · ``POST /parse`` · ``DELETE /conversations/<id>``, all with
``Authorization: Bearer <KEFU_ENGINE_TOKEN>``. Errors are never a 200: ``{"error": code}`` with 4xx
for the caller's fault and 5xx when the turn was not saved and may be sent again unchanged.
It must not know browsers, WeChat or agents.

Named in credentials.yml: ``kefu.engine.channel.KefuInput:``.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar
from urllib.parse import unquote
from weakref import WeakValueDictionary

import structlog
from pydantic import BaseModel, ValidationError
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response

from kefu.engine import patches
from kefu.engine.patches.actions import ActionServerUnavailable
from kefu.engine.shared_token import SharedToken
from kefu.engine.tracker_store import SnapshotTrackerStore, TrackerStoreUnavailable
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

MAX_BODY_BYTES = 64 * 1024

T = TypeVar("T")
_Body = TypeVar("_Body", bound=BaseModel)
_Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]

_log = structlog.get_logger("kefu.engine")


class _BadRequest(Exception):
    """The body is not what the call takes; ``fields`` says where, never what it holds."""

    def __init__(self, code: str, status: int = 400, fields: list[str] | None = None) -> None:
        super().__init__(code)
        self.code, self.status, self.fields = code, status, fields


class KefuInput(InputChannel):
    """The channel; keeps nothing but locks and the turns in progress."""

    def __init__(self, token: SharedToken) -> None:
        """Create the channel that answers to bearers of ``token``."""
        self._token = token
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._running: set[asyncio.Task[Any]] = set()

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
        routes.add_route(
            self._endpoint(self._forget), "/conversations/<conversation_id>", methods=["DELETE"]
        )
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
        return json_response(await self._finish(self._locked_turn(agent, turn)))

    async def _locked_turn(self, agent: Agent, turn: TurnRequest) -> dict[str, Any]:
        started = time.perf_counter()
        # reminders take Rasa's own lock; ours wakes the next in line without its 1 s polling
        async with self._lock(turn.conversation_id), agent.lock_store.lock(turn.conversation_id):
            answer, repeated = await run_turn(agent, turn)
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
        return answer

    async def _parse(self, request: Request) -> HTTPResponse:
        body = _read(request, ParseRequest)
        return json_response(await parse_text(_agent(request.app), body.text))

    async def _forget(self, request: Request, conversation_id: str) -> HTTPResponse:
        store, conversation = _agent(request.app).tracker_store, unquote(conversation_id)
        if not isinstance(store, SnapshotTrackerStore):
            raise _BadRequest("not_supported_by_tracker_store", 501)
        async with self._lock(conversation):
            await store.delete(conversation)
        return empty()

    def _lock(self, conversation_id: str) -> asyncio.Lock:
        return self._locks.setdefault(conversation_id, asyncio.Lock())

    async def _finish(self, work: Coroutine[Any, Any, T]) -> T:
        """Run ``work`` to its end even if the caller hangs up, so its retry finds the answer."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def _finish_running(self, app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=app.config.GRACEFUL_SHUTDOWN_TIMEOUT)


def _agent(app: Sanic) -> Agent:
    agent = getattr(app.ctx, "agent", None)
    if agent is None:
        raise ModelNotLoaded
    return agent


def _read(request: Request, kind: type[_Body]) -> _Body:
    if len(request.body) > MAX_BODY_BYTES:
        raise _BadRequest("too_large", 413)
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise _BadRequest("not_json") from error
    try:
        return kind.model_validate(body)
    except ValidationError as error:
        fields = [".".join(map(str, problem["loc"])) for problem in error.errors()]
        raise _BadRequest("bad_request", fields=fields) from error


def _failure(error: Exception) -> tuple[str, int]:
    """Return the stable error code and HTTP status for a failure."""
    if isinstance(error, ActionServerUnavailable):
        return "action_server_unavailable", 503
    if isinstance(error, TrackerStoreUnavailable):
        return "tracker_store_unavailable", 503
    if isinstance(error, ModelNotLoaded):
        return "model_not_loaded", 503
    return "internal", 500
