"""Puts the gateway together. It must not read settings or the environment: `bootstrap` has done
that.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import httpx
from fastapi import FastAPI

from kefu import __version__
from kefu.bootstrap import Kefu
from kefu.gateway import dev, health, openapi, pages, problems
from kefu.gateway.background import Background
from kefu.gateway.bearer import TokenUses
from kefu.gateway.channels.base import Channel, PushChannel
from kefu.gateway.channels.registry import CHANNELS, make_channels
from kefu.gateway.channels.rendering import Words
from kefu.gateway.desk import conversations as desk_conversations
from kefu.gateway.desk import queue as desk_queue
from kefu.gateway.desk import session as desk_session
from kefu.gateway.desk import socket as desk_socket
from kefu.gateway.dispatch import Dispatcher
from kefu.gateway.engine_pool import Connect, EnginePool
from kefu.gateway.engine_roster import engines_of
from kefu.gateway.feeds import Feeds
from kefu.gateway.guard import Guard
from kefu.gateway.hub import Hub
from kefu.gateway.metrics import Metrics
from kefu.gateway.outbox import Outbox
from kefu.gateway.picture_line import PictureLine
from kefu.gateway.rate_limit import Limits
from kefu.gateway.state import Gateway
from kefu.gateway.threads import Units

DESCRIPTION = (
    "Customer support of a digital wallet: conversations for customers, a desk for agents."
)


def create_app(
    kefu: Kefu,
    connect: Connect,
    limits: Limits | None = None,
    known: Iterable[type[Channel]] = CHANNELS,
) -> FastAPI:
    """The gateway over wired services; `connect` makes a client of an engine's address. Opens no
    connection until it is started.

    Raises WrongSetting when a channel cannot be made of the settings.
    """
    settings = kefu.settings
    channels = make_channels(settings, known)
    outbox = Outbox(
        Units(kefu.database),
        kefu.channels.delivery,
        Words(kefu.chat.phrases, f"{settings.own_url}/chat"),
        [channel for channel in channels if isinstance(channel, PushChannel)],
    )
    desk_lines = desk_socket.DeskLines(kefu.desk.staff)
    background = Background(kefu.notifications, kefu.desk, outbox, desk_lines, channels)
    gateway = _gateway(kefu, connect, limits, background)
    gateway.hub.listen(gateway.feeds.look)
    gateway.hub.listen(outbox.look)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        background.start(gateway)
        try:
            yield
        finally:
            await background.stop(gateway)
            await gateway.engine.close()
            await gateway.probe.aclose()

    app = _Application(
        title="kefu",
        version=__version__,
        description=DESCRIPTION,
        openapi_url=openapi.PATH,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.gateway = gateway
    app.state.desk_lines = desk_lines
    app.add_middleware(Guard, settings=settings, metrics=gateway.metrics)
    problems.install(app)
    routers = [
        *(router for channel in channels for router in channel.routers),
        desk_session.router,
        desk_queue.router,
        desk_conversations.router,
        desk_socket.router,
        health.router,
        pages.router,
    ]
    if kefu.demo is not None:
        app.state.development = dev.Development(
            kefu.demo, kefu.wallet, kefu.chat.identity, kefu.topics
        )
        routers.append(dev.router)
    for router in routers:
        app.include_router(router)
    app.mount("/static", pages.Assets(settings.static_dir))
    return app


class _Application(FastAPI):
    def openapi(self) -> dict[str, Any]:
        """The published schema, with what no route can say."""
        return openapi.with_extras(super().openapi())


def _gateway(
    kefu: Kefu, connect: Connect, limits: Limits | None, background: Background
) -> Gateway:
    units, hub, metrics = Units(kefu.database), Hub(), Metrics()
    settings = kefu.settings
    most = settings.engine_workers if settings.engine_spare else None
    engine = EnginePool(connect, settings.engine_timeout, metrics, most=most)
    engine.use(engines_of(settings))
    if limits is None:
        limits = Limits.for_development() if settings.is_development else Limits()
    return Gateway(
        settings=settings,
        units=units,
        chat=kefu.chat,
        channels=kefu.channels,
        desk=kefu.desk,
        engine=engine,
        probe=httpx.AsyncClient(trust_env=False),
        hub=hub,
        feeds=Feeds(units, kefu.chat.following),
        dispatcher=Dispatcher(
            units,
            kefu.chat.turns,
            engine,
            hub,
            metrics,
            turns_each=settings.engine_turns,
            most_waiting=settings.most_waiting,
            read_together=settings.read_together,
        ),
        limits=limits,
        pictures=PictureLine(),
        metrics=metrics,
        tokens=TokenUses(units, kefu.chat.opening, hub),
    )
