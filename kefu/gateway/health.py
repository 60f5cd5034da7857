"""Liveness, readiness and metrics, for whoever runs the service."""

from __future__ import annotations

import asyncio

import httpx
from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import JSONResponse, Response

from kefu.core.errors import NotFound, Unavailable
from kefu.gateway.engine_client import PROBE_TIMEOUT
from kefu.gateway.guard import is_local
from kefu.gateway.state import Gateway, InGateway
from kefu.settings import ActionsIn

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def live() -> dict[str, str]:
    """The process answers.

    Says nothing of what it depends on, so that a restart is not the answer to that.
    """
    return {"status": "ok"}


@router.get("/readyz")
async def ready(gateway: InGateway) -> Response:
    """200 when the database, the engine with its model, and an action server all answer; else 503.

    Says which do. Actions in the engine's process are a part of the engine.
    """
    looks = {"database": _database_answers(gateway), "engine": gateway.engine.is_ready()}
    if gateway.settings.actions is ActionsIn.HTTP:
        looks["actions"] = _answers(gateway.probe, f"{gateway.settings.actions_url}/health")
    parts = dict(zip(looks, await asyncio.gather(*looks.values()), strict=True))
    ok = all(parts.values())
    document = {
        "status": "ready" if ok else "not_ready",
        "parts": {name: "ok" if fine else "unavailable" for name, fine in parts.items()},
    }
    return JSONResponse(document, 200 if ok else 503)


async def _database_answers(gateway: Gateway) -> bool:
    try:
        await gateway.units.ping()
    except Unavailable:
        return False
    return True


async def _answers(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url, timeout=PROBE_TIMEOUT)).is_success
    except httpx.HTTPError:
        return False


@router.get("/metrics")
async def metrics(request: Request, gateway: InGateway) -> Response:
    """Figures for Prometheus, to this machine alone."""
    if not is_local(request):
        raise NotFound()
    gateway.metrics.connections.set(gateway.feeds.total())
    gateway.metrics.waiting.set(gateway.dispatcher.waiting)
    return Response(generate_latest(gateway.metrics.registry), media_type=CONTENT_TYPE_LATEST)
