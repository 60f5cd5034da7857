"""Bringing conversations' logs to channels that push: at least once, in order, whatever dies.

The log itself is the outbox. A cursor per conversation says how far it arrived; it moves after a
message was taken by the channel, never before. Whoever claims a conversation has it for a lease, so
that two processes do not send side by side and none is left lying when one is killed. It must not
know any channel, nor how anything is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog

from kefu.core.channel import DELIVERY_LEASE, Delivery
from kefu.core.clock import Clock
from kefu.core.conversation import Event
from kefu.services.ports import UnitOfWork
from kefu.services.vault import Vault

PAGE = 100

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be brought where: the events that come next, oldest first.

    `delivery` is the claim on the conversation and is passed back with every word about it.
    """

    delivery: Delivery
    address: str
    events: list[Event]


class DeliveryService:
    """Hands out what is to be sent and keeps account of what arrived."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def is_due(self, unit: UnitOfWork, channel: str, *, failing: bool) -> bool:
        """Whether `claim` would find something, with or without those that failed last time: a look
        that holds up no writer.
        """
        return unit.deliveries.is_due(channel, self._clock(), failing=failing)

    def claim(self, unit: UnitOfWork, channel: str, limit: int, *, failing: int) -> list[Parcel]:
        """Take up to `limit` conversations of the channel that have something to deliver, and among
        them up to `failing` whose last attempt failed.
        """
        now = self._clock()
        leased_until = now + DELIVERY_LEASE
        parcels = []
        for delivery in unit.deliveries.claim(channel, now, leased_until, limit, failing=failing):
            address = self._address(unit, delivery)
            if address is None:
                unit.deliveries.release(delivery, due_at=None)
            else:
                after = delivery.delivered_seq
                events = unit.events.after(delivery.conversation_id, after, PAGE)
                parcels.append(Parcel(delivery, address, events))
        return parcels

    def _address(self, unit: UnitOfWork, delivery: Delivery) -> str | None:
        """Where to send to; None when it was written under another secret: it comes anew with the
        next message.
        """
        identity = unit.channel_identities.get(delivery.identity_id)
        try:
            return self._vault.decrypt(identity.address_cipher) if identity else None
        except ValueError:
            return None

    def arrived(self, unit: UnitOfWork, delivery: Delivery, seq: int) -> bool:
        """Everything up to `seq` was taken by the channel.

        False when another process has the conversation by now: then leave it alone.
        """
        leased_until = self._clock() + DELIVERY_LEASE
        if not unit.deliveries.advance(delivery, seq, leased_until):
            return False
        delivery.delivered_seq, delivery.leased_until, delivery.failures = seq, leased_until, 0
        return True

    def done(self, unit: UnitOfWork, delivery: Delivery) -> None:
        """All that was handed out arrived; what has come since is due at once."""
        unit.deliveries.release(delivery, due_at=delivery.due_at)

    def failed(
        self, unit: UnitOfWork, delivery: Delivery, *, retry_after: float | None = None
    ) -> None:
        """The channel did not take a message: it is tried again after a pause that doubles, or
        after `retry_after` seconds.
        """
        delivery.failures += 1
        pause = delivery.backoff() if retry_after is None else timedelta(seconds=retry_after)
        unit.deliveries.release(delivery, due_at=self._clock() + pause)
        log.warning("delivery_failed", channel=delivery.channel, attempts=delivery.failures)

    def nobody_there(self, unit: UnitOfWork, delivery: Delivery) -> None:
        """The channel cannot reach this person: what is left waits until they write again."""
        unit.deliveries.release(delivery, due_at=None)
        log.info("delivery_waits", channel=delivery.channel)

    def is_pushed(self, unit: UnitOfWork, conversation_id: str) -> bool:
        """Whether what is said in the conversation is pushed to somewhere, which never changes."""
        return unit.deliveries.get(conversation_id) is not None

    def destination(self, unit: UnitOfWork, conversation_id: str) -> tuple[str, str] | None:
        """The channel and address of a conversation, when it is one that is pushed."""
        delivery = unit.deliveries.get(conversation_id)
        address = self._address(unit, delivery) if delivery else None
        return (delivery.channel, address) if delivery and address else None
