"""A peer that speaks the engine's protocol: what it says is scripted, how it is asked is recorded.

Like the real one it runs a turn once, and replays its answer when the same turn comes again with
the same snapshot and words.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.gateway.serving import Serving

TOKEN = "engine-token-of-the-tests"
Script = Callable[[dict[str, Any]], list[dict[str, Any]]]


def echo(turn: dict[str, Any]) -> list[dict[str, Any]]:
    """The default script: say what was asked."""
    return [{"text": f"收到:{turn.get('payload') or turn['text']}"}]


class FakeEngine:
    """`turns` holds each turn that was run, `attempts` every request."""

    def __init__(self) -> None:
        self.script: Script = echo
        self.failures: list[int] = []
        """Statuses to answer the next requests with, before any script runs."""
        self.failing: set[str] = set()
        """What is said to turns whose actions fail."""
        self.unknown: set[str] = set()
        """Payloads that the model does not have."""
        self.unsure: set[str] = set()
        """What is said to turns whose answers more words may change."""
        self.raw: bytes | None = None
        """A body to answer with instead of a script's."""
        self.breaks = 0
        """So many of the next answers break off, after the turn was run."""
        self.gate = threading.Event()
        self.gate.set()
        self.ready = True
        self.hangs = False
        """Whether it does not even say whether it is ready."""
        self.looks = 0
        """How often somebody asked that."""
        self.turns: list[dict[str, Any]] = []
        self.attempts: list[dict[str, Any]] = []
        self._answers: dict[tuple[str, str | None, str], dict[str, Any]] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        routes = [
            Route("/webhooks/kefu/turns", self._turn, methods=["POST"]),
            Route("/webhooks/kefu/ready", self._ready),
            Route("/health", self._health),
        ]
        config = uvicorn.Config(
            Starlette(routes=routes),
            port=0,
            ws="none",
            log_config=None,
            access_log=False,
            lifespan="off",
        )
        self.serving = Serving(uvicorn.Server(config))

    async def _turn(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return JSONResponse({"error": "unauthorized"}, 401)
        turn = await request.json()
        self.attempts.append(turn)
        while not self.gate.is_set():  # noqa: ASYNC110 - the test's thread opens it
            await asyncio.sleep(0.01)
        if self.failures:
            return JSONResponse({"error": "scripted"}, self.failures.pop(0))
        if turn["text"] in self.failing:
            return JSONResponse({"error": "action_server_unavailable"}, 503)
        if turn.get("payload") in self.unknown:
            return JSONResponse({"error": "bad_payload", "detail": "unknown"}, 400)
        if self.raw is not None:
            return Response(self.raw, media_type="application/json")
        attempt = (turn["turn_id"], turn["snapshot"], turn["text"])
        async with self._locks[turn["conversation_id"]]:
            if attempt not in self._answers:
                self._answers[attempt] = await self._run(turn)
        if self.breaks:
            self.breaks -= 1
            return Response(b"{", headers={"content-length": "100"})
        return JSONResponse(self._answers[attempt])

    async def _run(self, turn: dict[str, Any]) -> dict[str, Any]:
        self.turns.append(turn)
        return {
            "messages": await asyncio.to_thread(self.script, turn),
            "intent": {"name": "scripted", "confidence": 1.0},
            "intent_ranking": [],
            "entities": [],
            "unsure": turn["text"] in self.unsure,
            "snapshot": json.dumps([*json.loads(turn["snapshot"] or "[]"), turn["turn_id"]]),
        }

    async def _ready(self, _request: Request) -> Response:
        self.looks += 1
        while self.hangs:  # noqa: ASYNC110 - the test's thread ends it
            await asyncio.sleep(0.01)
        return JSONResponse({"model": "fake"}, 200 if self.ready else 503)

    async def _health(self, _request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    def said(self) -> list[str]:
        """The customer's words or payloads of the turns, in the order in which they were run."""
        return [turn.get("payload") or turn["text"] for turn in self.turns]
