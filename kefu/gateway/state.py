"""Everything that a request handler may need, in one typed place. It must not know any route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import httpx
from fastapi import Depends
from starlette.requests import HTTPConnection

from kefu.bootstrap import Chat, Desk
from kefu.gateway.bearer import TokenUses
from kefu.gateway.dispatch import Dispatcher
from kefu.gateway.engine_pool import EnginePool
from kefu.gateway.feeds import Feeds
from kefu.gateway.hub import Hub, News
from kefu.gateway.metrics import Metrics
from kefu.gateway.picture_line import PictureLine
from kefu.gateway.rate_limit import Limits
from kefu.gateway.threads import Units
from kefu.services.channels import ChannelServices
from kefu.settings import Settings


@dataclass(frozen=True, slots=True)
class Gateway:
    """The parts of one running gateway."""

    settings: Settings
    units: Units
    chat: Chat
    channels: ChannelServices
    desk: Desk
    engine: EnginePool
    probe: httpx.AsyncClient
    hub: Hub
    feeds: Feeds
    dispatcher: Dispatcher
    limits: Limits
    pictures: PictureLine
    metrics: Metrics
    tokens: TokenUses

    def accepted(self, conversation_id: str) -> None:
        """The customer said something: answer it, and show it soon."""
        self.hub.publish(conversation_id, News.ECHO)
        self.dispatcher.wake(conversation_id)

    def changed(self, conversation_id: str) -> None:
        """Something was added to a conversation: show it, and answer it if the bot owes that."""
        self.hub.publish(conversation_id)
        self.dispatcher.wake(conversation_id)


async def gateway_of(connection: HTTPConnection) -> Gateway:
    """Dependency: the gateway that serves this connection. A coroutine, because FastAPI calls
    plain functions in a thread.
    """
    gateway: Gateway = connection.app.state.gateway
    return gateway


InGateway = Annotated[Gateway, Depends(gateway_of)]
