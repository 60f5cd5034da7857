"""A terminal of this machine as a channel (`kefu chat`, docs/channels/console.md).

Development only: it believes whatever name a terminal gives itself.

It pushes: the terminal listens on loopback and is sent one message after another. It must not know
how a terminal shows them.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

import httpx
from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from kefu.core.conversation import Conversation, Owner
from kefu.core.errors import NotFound
from kefu.gateway.bodies import Body, ClientId, ObjectId, Secret, Text, Token
from kefu.gateway.channels import incoming
from kefu.gateway.channels.base import (
    Abilities,
    ChannelSettings,
    NobodyThere,
    Outgoing,
    PushChannel,
    Refused,
    SendFailed,
    Starts,
)
from kefu.gateway.dev import from_this_machine
from kefu.gateway.guard import require_json
from kefu.gateway.state import Gateway, InGateway
from kefu.gateway.threads import in_thread


class ConsoleSettings(ChannelSettings):
    """`timeout`: seconds in which a terminal has to take a message."""

    timeout: Annotated[float, Field(gt=0, le=5)] = 3.0


class Caller(Body):
    """Which terminal it is, and where it listens: only requests to the path `key` are answered."""

    terminal: ObjectId
    port: Annotated[int, Field(ge=1024, le=65535)]
    key: ObjectId


class Hello(Caller):
    identity: Token | None = None


class Said(Caller):
    client_id: ClientId
    text: Text


class SecretValue(Caller):
    value: Secret


class Phone(Caller):
    phone: ObjectId


class ConversationAnswer(BaseModel):
    conversation_id: str
    owner: Owner


class AcceptedAnswer(BaseModel):
    seq: int


class TakenAnswer(BaseModel):
    accepted: Literal[True] = True


class Console(PushChannel):
    """Terminals of this machine."""

    name = "console"
    starts = Starts.DEVELOPMENT
    abilities = Abilities(longest_text=4096, secure_inputs=True, marks=True)
    Settings = ConsoleSettings

    def __init__(self, settings: ChannelSettings) -> None:
        super().__init__(settings)
        assert isinstance(settings, ConsoleSettings)
        self._http = httpx.AsyncClient(timeout=settings.timeout, trust_env=False)

    async def authenticate(self, request: Request) -> None:
        """Whoever is on this machine and no browser page of another site.

        Raises NotFound, UnsupportedMediaType.
        """
        from_this_machine(request)
        await require_json(request)

    def add_routes(self, router: APIRouter) -> None:
        """What a terminal may post."""
        router.post("")(self.post_hello)
        router.post("/messages", status_code=202)(self.post_message)
        router.post("/secure-inputs/{input_id}")(self.post_secure_input)
        router.post("/binding/code", status_code=204)(self.post_binding_code)
        router.post("/binding", status_code=204)(self.post_binding)
        router.post("/unbinding", status_code=204)(self.post_unbinding)

    async def send(self, address: str, message: Outgoing) -> None:
        """Post to the terminal. Raises NobodyThere when it is gone, SendFailed, Refused."""
        try:
            answer = await self._http.post(f"http://127.0.0.1:{address}", json=asdict(message))
        except httpx.ConnectError as error:
            raise NobodyThere from error
        except httpx.HTTPError as error:
            raise SendFailed(type(error).__name__) from error
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise NobodyThere  # another program has that port by now
        if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
            raise Refused("HTTP 422")
        if not answer.is_success:
            raise SendFailed(f"HTTP {answer.status_code}")

    async def close(self) -> None:
        """Close the connections to terminals."""
        await self._http.aclose()

    async def _arrive(
        self, gateway: Gateway, caller: Caller, account_id: str | None = None
    ) -> Conversation:
        address = f"{caller.port}/{caller.key}"
        return await incoming.arrive(gateway, self, caller.terminal, address, account_id=account_id)

    async def post_hello(self, body: Hello, gateway: InGateway) -> ConversationAnswer:
        """Begin or go on; `identity` logs the customer in."""
        account_id = None
        if body.identity is not None:
            account_id = await in_thread(gateway.chat.identity.account_of, body.identity)
        conversation = await self._arrive(gateway, body, account_id)
        return ConversationAnswer(conversation_id=conversation.id, owner=conversation.owner)

    async def post_message(self, body: Said, gateway: InGateway) -> AcceptedAnswer:
        """Accept what was typed."""
        conversation = await self._arrive(gateway, body)
        receipt = await incoming.receive(gateway, conversation.id, body.client_id, text=body.text)
        return AcceptedAnswer(seq=receipt.seq)

    async def post_secure_input(
        self, input_id: str, body: SecretValue, gateway: InGateway
    ) -> TakenAnswer:
        """Take a value that must not stand in the chat."""
        conversation = await self._arrive(gateway, body)
        gateway.limits.secrets.take(conversation.id)
        if not (input_id.isascii() and input_id.isprintable()):
            raise NotFound("input_not_found")
        try:
            await gateway.units.write(
                gateway.chat.secure_inputs.submit, conversation.id, input_id, body.value
            )
        finally:
            gateway.changed(conversation.id)
        return TakenAnswer()

    async def post_binding_code(self, body: Phone, gateway: InGateway) -> None:
        """Send a code that proves whose account it is."""
        conversation = await self._arrive(gateway, body)
        await gateway.units.write(gateway.channels.binding.send_code, conversation.id, body.phone)
        gateway.changed(conversation.id)

    async def post_binding(self, body: Caller, gateway: InGateway) -> None:
        """Bind the terminal to the account proven in its conversation."""
        conversation = await self._arrive(gateway, body)
        await gateway.units.write(gateway.channels.binding.bind, conversation.id)

    async def post_unbinding(self, body: Caller, gateway: InGateway) -> None:
        """End the terminal's binding."""
        conversation = await self._arrive(gateway, body)
        await gateway.units.write(gateway.channels.binding.unbind, conversation.id)
