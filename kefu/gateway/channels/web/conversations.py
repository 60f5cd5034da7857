"""The Conversation API: web chat and the app's WebView (contract.md). HTTP only; sockets are in
`socket`.

It must not know what the bot says, nor who the agents are.
"""

from __future__ import annotations

import math
from http import HTTPStatus
from typing import Annotated, Literal

import structlog
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from kefu.core.conversation import Conversation, Owner
from kefu.core.errors import LimitReached, NotAuthenticated, NotFound
from kefu.gateway.bearer import bearer_token
from kefu.gateway.bodies import (
    After,
    Body,
    ClientId,
    Locale,
    ObjectId,
    ReadRequest,
    Secret,
    Text,
    Token,
)
from kefu.gateway.channels import incoming
from kefu.gateway.channels.web import transcript
from kefu.gateway.channels.web.long_poll import LongPoll
from kefu.gateway.contract.events import EventsAnswer
from kefu.gateway.guard import client_address, is_local, network_of, require_json
from kefu.gateway.openapi import PROBLEMS
from kefu.gateway.state import Gateway, InGateway
from kefu.gateway.threads import in_thread
from kefu.services.conversations.opening import Access
from kefu.services.inbox import InboundMessage, Receipt

LONGEST_WAIT = 25.0
MOST_FOLLOWING = 10
"""Sockets and waiting polls of one conversation at a time."""

router = APIRouter(
    prefix="/api/v1/conversations",
    tags=["conversations"],
    dependencies=[Depends(require_json)],
    responses=PROBLEMS,
)


async def accessed(request: Request, conversation_id: str, gateway: InGateway) -> Access:
    """Dependency: what the request's token opens of the conversation in the path. Raises
    NotAuthenticated.
    """
    access = await gateway.tokens.authorise(conversation_id, bearer_token(request))
    request.state.locale = access.conversation.locale
    structlog.contextvars.bind_contextvars(conversation_id=conversation_id)
    return access


HasAccess = Annotated[Access, Depends(accessed)]


async def opened(access: HasAccess) -> Conversation:
    """Dependency: the conversation in the path, if the request's token is its. Raises
    NotAuthenticated.
    """
    return access.conversation


async def repeated(request: Request, conversation_id: str, gateway: InGateway) -> Access:
    """Dependency: as `accessed`, where a request is repeated whose answer carried a new token."""
    access = await gateway.tokens.authorise_repetition(conversation_id, bearer_token(request))
    request.state.locale = access.conversation.locale
    structlog.contextvars.bind_contextvars(conversation_id=conversation_id)
    return access


Opened = Annotated[Conversation, Depends(opened)]
PerhapsRepeated = Annotated[Access, Depends(repeated)]


class OpenRequest(Body):
    channel: Literal["web", "app"]
    identity: Token | None = None
    resume: Token | None = None
    locale: Locale = "zh-CN"


class TextMessage(Body):
    type: Literal["text"]
    client_id: ClientId
    text: Text


class ChoiceMessage(Body):
    type: Literal["choice"]
    client_id: ClientId
    choice_id: ObjectId


class AttachmentMessage(Body):
    type: Literal["attachment"]
    client_id: ClientId
    attachment_id: ObjectId


CustomerMessage = Annotated[
    TextMessage | ChoiceMessage | AttachmentMessage, Field(discriminator="type")
]


class SecretValue(Body):
    value: Secret


class Rating(Body):
    score: Annotated[int, Field(ge=1, le=5)]
    comment: Annotated[Text, Field(max_length=1000)] | None = None


class OpenedAnswer(BaseModel):
    conversation_id: str
    token: str
    owner: Owner


class AcceptedAnswer(BaseModel):
    seq: int
    token: str | None = None


class TakenAnswer(BaseModel):
    accepted: Literal[True] = True
    token: str | None = None


@router.post(
    "",
    status_code=201,
    responses={200: {"model": OpenedAnswer, "description": "The customer's open conversation."}},
)
async def open_conversation(
    request: Request, response: Response, body: OpenRequest, gateway: InGateway
) -> OpenedAnswer:
    """Open a conversation or resume one; `identity` logs the customer in. Whoever is logged in has
    one open conversation: 200 with it, and a token for this device, when there is one.
    """
    chat, settings = gateway.chat, gateway.settings
    address = client_address(request, settings.trusted_proxies)
    gateway.limits.openings.take(network_of(address))
    account = await in_thread(chat.identity.account_of, body.identity) if body.identity else None
    first = chat.phrases.greet(settings.brand, logged_in=account is not None)
    # In development one machine plays all customers, unless a proxy tells them apart.
    on_stage = not settings.trusted_proxies or is_local(request)
    network = None if settings.is_development and on_stage else network_of(address)
    if account is not None:
        locale = await in_thread(chat.identity.language_of, account, body.locale)
        entered = await gateway.units.write(
            chat.entrance.enter,
            account,
            body.channel,
            locale,
            first,
            resume=body.resume,
            network=network,
        )
        conversation, token = entered.conversation, entered.token
        if entered.was_open:
            response.status_code = HTTPStatus.OK
        for changed in entered.changed:
            gateway.changed(changed)
    elif body.resume is not None:
        conversation, token = await gateway.units.write(chat.opening.resume, body.resume)
    else:
        conversation, token = await gateway.units.write(
            chat.opening.open, body.channel, body.locale, None, first, network=network
        )
    return OpenedAnswer(conversation_id=conversation.id, token=token, owner=conversation.owner)


async def receive(
    gateway: Gateway,
    access: Access,
    message: TextMessage | ChoiceMessage | AttachmentMessage,
    network: str,
) -> Receipt:
    """Accept a customer's message, over whichever connection it came; with a token that was
    replaced it is only answered again.

    Raises LimitReached, and what `incoming.accept` does.
    """
    conversation_id, device = access.conversation.id, access.device
    gateway.limits.messages.take(conversation_id)
    if isinstance(message, ChoiceMessage):
        inbound = InboundMessage(
            conversation_id, message.client_id, choice_id=message.choice_id, device=device
        )
    elif isinstance(message, AttachmentMessage):
        inbound = InboundMessage(
            conversation_id, message.client_id, attachment_id=message.attachment_id, device=device
        )
    else:
        inbound = InboundMessage(
            conversation_id, message.client_id, text=message.text, device=device
        )
        await _may_write(gateway, inbound, network)
    if access.is_replaced:
        return await gateway.units.write(gateway.chat.inbox.repeat, inbound)
    return await incoming.accept(gateway, inbound)


async def _may_write(gateway: Gateway, message: InboundMessage, network: str) -> None:
    """Raise LimitReached when a network writes too much, but not for what must not be slowed down:
    a theft is reported from a carrier's NAT too.
    """
    try:
        gateway.limits.crowds.take(network)
    except LimitReached:
        if await gateway.units.read(gateway.chat.inbox.can_be_slowed_down, message):
            raise


@router.post(
    "/{conversation_id}/messages",
    status_code=202,
    response_model=AcceptedAnswer,
    response_model_exclude_none=True,
)
async def post_message(
    request: Request, access: PerhapsRepeated, body: CustomerMessage, gateway: InGateway
) -> AcceptedAnswer:
    """Accept a message; the same `client_id` again gives the same answer."""
    network = network_of(client_address(request, gateway.settings.trusted_proxies))
    receipt = await receive(gateway, access, body, network)
    return AcceptedAnswer(seq=receipt.seq, token=receipt.token)


@router.get("/{conversation_id}/events", response_model=EventsAnswer)
async def get_events(
    request: Request,
    conversation: Opened,
    gateway: InGateway,
    after: After = 0,
    wait: Annotated[float, Query(ge=0, le=60, allow_inf_nan=False)] = 0,
) -> Response:
    """Events after `after`, waiting up to `wait` (at most 25) seconds for some; ten may wait at a
    time.
    """
    gateway.limits.reads.take(conversation.id)
    if wait and gateway.feeds.count(conversation.id) >= MOST_FOLLOWING:
        raise LimitReached(retry_after=math.ceil(LONGEST_WAIT))
    key = gateway.chat.following.key(bearer_token(request))
    poll = LongPoll(conversation.id, key, after, min(wait, LONGEST_WAIT))
    gateway.feeds.follow(poll)
    try:
        events = await poll.events
    except NotAuthenticated:
        await gateway.tokens.authorise(conversation.id, bearer_token(request))  # says why
        raise
    finally:
        gateway.feeds.leave(poll)
    body = f'{{"events":[{",".join(events)}],"next":{poll.after}}}'
    return Response(body, media_type="application/json")


@router.post(
    "/{conversation_id}/secure-inputs/{input_id}",
    response_model=TakenAnswer,
    response_model_exclude_none=True,
)
async def post_secure_input(
    input_id: str, access: PerhapsRepeated, body: SecretValue, gateway: InGateway
) -> TakenAnswer:
    """Give the value of a secure input. 422 says what was wrong with it and how many tries are
    left. A right code again, with the token that it replaced, gives a new token once more.
    """
    conversation_id, inputs = access.conversation.id, gateway.chat.secure_inputs
    gateway.limits.secrets.take(conversation_id)
    if not (input_id.isascii() and input_id.isprintable()):
        raise NotFound("input_not_found")
    submit = inputs.submit_again if access.is_replaced else inputs.submit
    try:
        taken = await gateway.units.write(
            submit, conversation_id, input_id, body.value, device=access.device
        )
    finally:  # with the last try the dialogue has something to say
        gateway.changed(conversation_id)
    return TakenAnswer(token=taken.token)


@router.get("/{conversation_id}/transcript", response_class=Response)
async def get_transcript(
    conversation: Opened, gateway: InGateway, format: transcript.Format = transcript.Format.TXT
) -> Response:
    """The customer's own copy of the conversation."""
    gateway.limits.others.take(conversation.id)
    content = await gateway.units.read(
        transcript.render, gateway.chat.log, conversation, format, gateway.settings.brand
    )
    headers = {"Content-Disposition": f'attachment; filename="transcript.{format.value}"'}
    return Response(content, media_type=transcript.MEDIA_TYPE[format], headers=headers)


@router.post("/{conversation_id}/rating", status_code=204)
async def post_rating(conversation: Opened, body: Rating, gateway: InGateway) -> None:
    """Keep the customer's rating; a later one replaces it."""
    gateway.limits.others.take(conversation.id)
    await gateway.units.write(gateway.chat.ending.rate, conversation.id, body.score, body.comment)


@router.post("/{conversation_id}/read", status_code=204)
async def mark_read(conversation: Opened, body: ReadRequest, gateway: InGateway) -> None:
    """The customer has seen the conversation up to `seq`; an agent who has it is shown so."""
    gateway.limits.frames.take(f"read/{conversation.id}")
    marks = gateway.chat.read_marks
    if await gateway.units.write(marks.by_customer, conversation.id, body.seq):
        gateway.hub.publish(conversation.id)


@router.delete("/{conversation_id}", status_code=204)
async def end_conversation(conversation: Opened, gateway: InGateway) -> None:
    """End the conversation for good. Its transcript and rating stay open to its token."""
    gateway.limits.others.take(conversation.id)
    await gateway.units.write(gateway.chat.ending.close, conversation.id)
    gateway.changed(conversation.id)
