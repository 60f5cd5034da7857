"""How every channel hands in what a customer said. It must not know any channel."""

from __future__ import annotations

import structlog

from kefu.core.conversation import Conversation
from kefu.core.errors import Conflict, Unavailable
from kefu.gateway.channels.base import Channel
from kefu.gateway.state import Gateway
from kefu.services import turn_context
from kefu.services.inbox import InboundMessage, Receipt

log = structlog.get_logger(__name__)


async def arrive(
    gateway: Gateway,
    channel: Channel,
    identity: str,
    address: str,
    *,
    account_id: str | None = None,
) -> Conversation:
    """The conversation of somebody whom the channel has authenticated, greeted when it is new.

    Raises LimitReached, and what `Arrival.arrive` does.
    """
    gateway.limits.messages.take(f"{channel.name}/{identity}")
    conversation = await gateway.units.write(
        gateway.channels.arrival.arrive,
        channel.name,
        identity,
        address,
        account_id=account_id,
    )
    structlog.contextvars.bind_contextvars(conversation_id=conversation.id)
    gateway.hub.publish(conversation.id)
    return conversation


async def receive(
    gateway: Gateway,
    conversation_id: str,
    message_id: str,
    *,
    text: str = "",
    choice_id: str | None = None,
) -> Receipt:
    """Take in a message of a conversation found by `arrive`; `message_id` is the channel's own.
    Where choices are not buttons they have numbers of their own.

    Raises what `Inbox.accept` does.
    """
    message = InboundMessage(
        conversation_id,
        message_id,
        text=text,
        choice_id=choice_id,
        numbered=True,
    )
    return await accept(gateway, message)


async def accept(gateway: Gateway, message: InboundMessage) -> Receipt:
    """Store a message and see to its answer.

    Raises Unavailable while too many wait, but not for what must not, and what `Inbox.accept` does.
    """
    dispatcher = gateway.dispatcher
    if dispatcher.is_full(message.conversation_id) and await gateway.units.read(
        gateway.chat.inbox.may_wait, message
    ):
        gateway.metrics.refused.inc()
        raise Unavailable("overloaded", retry_after=dispatcher.estimate())
    with dispatcher.coming(message.conversation_id):
        receipt = await gateway.units.write(gateway.chat.inbox.accept, message)
    if receipt.refused:
        gateway.hub.publish(message.conversation_id)
        raise Conflict("choice_expired")
    turn_context.begin(turn_context.turn_id(message.conversation_id, receipt.seq))
    log.info("accepted", kind=message.kind)
    gateway.accepted(message.conversation_id)
    return receipt
