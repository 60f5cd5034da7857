"""What the gateway does by itself while it runs: takes up owed turns, delivers texts and what
channels push, tells places in the queue, takes conversations back from agents who are gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import structlog

from kefu.bootstrap import Desk
from kefu.core.errors import Unavailable
from kefu.gateway.channels.base import Channel
from kefu.gateway.desk.socket import DeskLines
from kefu.gateway.engine_roster import follow
from kefu.gateway.outbox import Outbox
from kefu.gateway.state import Gateway
from kefu.gateway.threads import in_thread
from kefu.services.notifications import NotificationService

DELIVERY_SECONDS = 1.0
QUEUE_SECONDS = 5.0
AGENT_SECONDS = 2.0
TIDY_SECONDS = 10.0
STOP_GRACE_SECONDS = 3.0

log = structlog.get_logger(__name__)


class Background:
    """The tasks of one gateway, from `start` to `stop`."""

    def __init__(
        self,
        notifications: NotificationService,
        desk: Desk,
        outbox: Outbox,
        desk_lines: DeskLines,
        channels: Iterable[Channel],
    ) -> None:
        self._notifications = notifications
        self._desk = desk
        self._outbox = outbox
        self._desk_lines = desk_lines
        self._always_here = {channel.name for channel in channels if not channel.needs_connection}
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, gateway: Gateway) -> None:
        """Begin. Call once, from the event loop."""

        async def deliver() -> None:
            await in_thread(self._notifications.deliver_due)

        async def tell_places() -> None:
            here, always = gateway.feeds.here(), self._always_here
            changed = await in_thread(self._desk.customer_watch.look, here, always)
            for conversation_id in changed + await in_thread(self._desk.queue_watch.look):
                gateway.hub.publish(conversation_id)

        async def look_for_agents() -> None:
            for conversation_id in await in_thread(self._desk.agent_watch.look):
                gateway.hub.publish(conversation_id)

        roster = gateway.settings.engine_roster
        self._tasks = [
            *([asyncio.create_task(follow(roster, gateway.engine))] if roster else []),
            asyncio.create_task(gateway.dispatcher.rounds()),
            asyncio.create_task(gateway.feeds.rounds()),
            asyncio.create_task(self._outbox.rounds()),
            asyncio.create_task(self._desk_lines.rounds()),
            asyncio.create_task(_repeat(deliver, DELIVERY_SECONDS)),
            asyncio.create_task(_repeat(tell_places, QUEUE_SECONDS)),
            asyncio.create_task(_repeat(look_for_agents, AGENT_SECONDS)),
            asyncio.create_task(_repeat(gateway.units.tidy, TIDY_SECONDS)),
        ]

    async def stop(self, gateway: Gateway) -> None:
        """Finish the turns in flight, send the texts that they caused, then end."""
        gateway.feeds.close()
        self._desk_lines.close()
        await gateway.dispatcher.stop(gateway.engine.timeout + STOP_GRACE_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._outbox.stop(STOP_GRACE_SECONDS)
        try:
            await in_thread(self._notifications.deliver_due)
        except Unavailable:
            log.warning("texts_left_for_the_next_start")


async def _repeat(work: Callable[[], Awaitable[None]], seconds: float) -> None:
    """Do `work` for ever; a failure of one time must not end it."""
    while True:
        try:
            await work()
        except Unavailable:
            log.warning("database_unavailable", during="background")
        except Exception:  # an unforeseen fault of one round
            log.exception("background_failed")
        await asyncio.sleep(seconds)
