"""Sends what channels that push have to be told: one conversation strictly in order, many side by
side. It must not know any channel, nor what is said.

The log and a cursor in it are in the database (`kefu.services.channels.delivery`); this only
carries.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, replace
from functools import partial

import structlog

from kefu.core.channel import DELIVERY_LEASE
from kefu.core.conversation import EventType
from kefu.core.errors import Unavailable
from kefu.gateway.channels.base import (
    NobodyThere,
    Outgoing,
    PushChannel,
    Refused,
    SendFailed,
)
from kefu.gateway.channels.rendering import Words, render
from kefu.gateway.hub import News
from kefu.gateway.threads import Units
from kefu.services.channels.delivery import DeliveryService, Parcel

AT_ONCE = 16
# Receivers that hang may hold up one another, not those that answer: whoever failed last time gets
# a share, and a sending that is no longer quick gives its place to the next, until so many wait.
FAILING_AT_ONCE = AT_ONCE // 4
QUICK_SECONDS = 0.25
MOST_AT_ONCE = 4 * AT_ONCE
# Well within the lease, so that nobody else sends the same meanwhile.
SEND_SECONDS = DELIVERY_LEASE.total_seconds() / 2
ROUND_SECONDS = 1.0
# Conversations of which it is known whether they are pushed.
MOST_REMEMBERED = 50_000
# One round serves all that happened meanwhile.
BETWEEN_ROUNDS = 0.02

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Sending:
    """One conversation in hand; `began` in the loop's time."""

    began: float
    failed_before: bool


class Outbox:
    """The senders of one gateway; each channel has its own share of the work."""

    def __init__(
        self,
        units: Units,
        deliveries: DeliveryService,
        words: Words,
        channels: Iterable[PushChannel],
    ) -> None:
        self._units = units
        self._deliveries = deliveries
        self._words = words
        self._channels = {channel.name: channel for channel in channels}
        self._busy: defaultdict[str, list[_Sending]] = defaultdict(list)
        self._tasks: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        # Whether a conversation is one of ours, as most that there is news of are not.
        self._is_pushed: dict[str, bool] = {}

    def look(self, conversation_id: str, news: News) -> None:
        """Something happened in a conversation, perhaps in one of ours."""
        is_pushed = self._is_pushed.get(conversation_id)
        if not self._channels or is_pushed is False:
            return
        if news not in {News.TYPING, News.AGENT_TYPING}:
            if is_pushed:
                self._woken.set()
            else:
                _keep(self._tasks, self._learn(conversation_id))
        elif any(channel.abilities.typing for channel in self._channels.values()):
            _keep(self._tasks, self._show_typing(conversation_id))

    async def rounds(self) -> None:
        """Send what is due, now and whenever there is news. Runs until cancelled."""
        loop = asyncio.get_running_loop()
        while self._channels:
            began = loop.time()
            self._woken.clear()
            try:
                for channel in self._channels.values():
                    await self._round(channel)
            except Unavailable:
                log.warning("database_unavailable", during="delivery")
            except Exception:  # an unforeseen fault of one round
                log.exception("delivery_round_failed")
            await self._pause()
            await asyncio.sleep(max(0.0, began + BETWEEN_ROUNDS - loop.time()))

    async def stop(self, grace: float) -> None:
        """Wait for what is being sent, up to `grace` seconds, and let the channels go."""
        if self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for channel in self._channels.values():
            await channel.close()

    async def _round(self, channel: PushChannel) -> None:
        busy, deliveries, name = self._busy[channel.name], self._deliveries, channel.name
        loop = asyncio.get_running_loop()
        quick = sum(sending.began > loop.time() - QUICK_SECONDS for sending in busy)
        free = min(AT_ONCE - quick, MOST_AT_ONCE - len(busy))
        failing = max(0, FAILING_AT_ONCE - sum(sending.failed_before for sending in busy))
        if free <= 0 or not await self._units.look(deliveries.is_due, name, failing=failing > 0):
            return
        parcels = await self._units.write(deliveries.claim, name, free, failing=failing)
        for parcel in parcels:
            sending = _Sending(loop.time(), failed_before=parcel.delivery.failures > 0)
            busy.append(sending)
            _keep(self._tasks, self._bring(channel, parcel)).add_done_callback(
                partial(self._finished, busy, sending)
            )
        if len(parcels) == free:  # there may be more for the places that become free
            loop.call_later(QUICK_SECONDS, self._woken.set)

    def _finished(self, busy: list[_Sending], sending: _Sending, _task: asyncio.Task[None]) -> None:
        busy.remove(sending)
        self._woken.set()

    async def _bring(self, channel: PushChannel, parcel: Parcel) -> None:
        deliveries, delivery = self._deliveries, parcel.delivery
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(conversation_id=delivery.conversation_id)
        try:
            if await self._send_all(channel, parcel):
                await self._units.write(deliveries.done, delivery)
        except NobodyThere:
            await self._units.write(deliveries.nobody_there, delivery)
        except SendFailed as error:
            await self._units.write(deliveries.failed, delivery, retry_after=error.retry_after)
        except Unavailable:
            raise  # the database is away: the lease ends by itself
        except TimeoutError:
            await self._units.write(deliveries.failed, delivery)
        except Exception:  # a fault of the channel must not end its other conversations
            log.exception("channel_failed", channel=channel.name)
            await self._units.write(deliveries.failed, delivery)

    async def _send_all(self, channel: PushChannel, parcel: Parcel) -> bool:
        """Whether everything arrived and the conversation is still ours."""
        arrived, delivery = self._deliveries.arrived, parcel.delivery
        messages = await self._rendered(channel, parcel)
        for message in messages:
            try:
                async with asyncio.timeout(SEND_SECONDS):
                    await channel.send(parcel.address, message)
            except Refused as error:
                log.error("message_refused", channel=channel.name, seq=message.seq, why=str(error))
            if message.seq is None:
                continue  # a part of something
            if not await self._units.write(arrived, delivery, message.seq):
                return False
        last = parcel.events[-1].seq
        if messages:
            log.info("delivered", channel=channel.name, seq=last, messages=len(messages))
        return delivery.delivered_seq == last or await self._units.write(arrived, delivery, last)

    async def _rendered(self, channel: PushChannel, parcel: Parcel) -> list[Outgoing]:
        async with asyncio.timeout(SEND_SECONDS):
            pages = await _pages(channel, parcel)
        messages = render(parcel.events, channel.abilities, self._words, pages)
        place = parcel.delivery.conversation_id
        return [replace(message, key=f"{place}/{message.key}") for message in messages]

    async def _learn(self, conversation_id: str) -> None:
        is_pushed = await self._units.look(self._deliveries.is_pushed, conversation_id)
        if len(self._is_pushed) >= MOST_REMEMBERED:
            self._is_pushed.clear()
        self._is_pushed[conversation_id] = is_pushed
        if is_pushed:
            self._woken.set()

    async def _show_typing(self, conversation_id: str) -> None:
        found = await self._units.look(self._deliveries.destination, conversation_id)
        channel = self._channels.get(found[0]) if found else None
        if channel and found and channel.abilities.typing:
            async with asyncio.timeout(SEND_SECONDS):
                await channel.show_typing(found[1])

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(ROUND_SECONDS):
                await self._woken.wait()
        except TimeoutError:
            return


async def _pages(channel: PushChannel, parcel: Parcel) -> dict[str, str]:
    """Where each secure input of the parcel can be given, when the channel has a page for that."""
    if channel.abilities.secure_inputs:
        return {}
    inputs = [e.data["input"]["id"] for e in parcel.events if e.type is EventType.SECURE_INPUT]
    pages = {each: await channel.secure_page(parcel.address, each) for each in inputs}
    return {each: page for each, page in pages.items() if page is not None}


def _keep(tasks: set[asyncio.Task[None]], work: Coroutine[None, None, None]) -> asyncio.Task[None]:
    """Begin a task that is remembered while it runs; what it raises is logged."""

    async def run() -> None:
        try:
            await work
        except (Unavailable, SendFailed, NobodyThere, TimeoutError) as error:
            log.warning("delivery_interrupted", error=type(error).__name__)

    task = asyncio.create_task(run())
    tasks.add(task)
    task.add_done_callback(tasks.discard)
    return task
