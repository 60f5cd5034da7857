"""The channel `pigeon`: its server signs what it posts to us, and takes answers at an address of
its own. Both ways are JSON with an HMAC of the body.
"""

from __future__ import annotations

import hmac
import json

import httpx
from fastapi import APIRouter, Request
from pydantic import BaseModel, SecretStr

from kefu.core.errors import NotAuthenticated
from kefu.gateway.bodies import ClientId, ObjectId, Text
from kefu.gateway.channels import incoming
from kefu.gateway.channels.base import (
    Abilities,
    ChannelSettings,
    NobodyThere,
    Outgoing,
    PushChannel,
    Refused,
    SendFailed,
)
from kefu.gateway.state import InGateway


class PigeonSettings(ChannelSettings):
    """`url`: where answers are posted."""

    secret: SecretStr
    url: str


class Letter(BaseModel):
    id: ClientId
    sender: ObjectId
    text: Text


class Pigeon(PushChannel):
    """Short texts, nothing else."""

    name = "pigeon"
    abilities = Abilities(longest_text=300, merges=True)
    Settings = PigeonSettings

    def __init__(self, settings: ChannelSettings) -> None:
        super().__init__(settings)
        assert isinstance(settings, PigeonSettings)
        self._secret = settings.secret.get_secret_value().encode()
        self._http = httpx.AsyncClient(base_url=settings.url, timeout=5, trust_env=False)

    async def authenticate(self, request: Request) -> None:
        """Only the pigeons' own server knows the secret. Raises NotAuthenticated."""
        given = request.headers.get("x-signature", "")
        if not hmac.compare_digest(self._signature(await request.body()), given.encode()):
            raise NotAuthenticated()

    def add_routes(self, router: APIRouter) -> None:
        """One way in."""
        router.post("", status_code=202)(self.post_letter)

    async def post_letter(self, letter: Letter, gateway: InGateway) -> None:
        """Accept a letter."""
        conversation = await incoming.arrive(gateway, self, letter.sender, letter.sender)
        await incoming.receive(gateway, conversation.id, letter.id, text=letter.text)

    async def send(self, address: str, message: Outgoing) -> None:
        """Post an answer to the pigeons' server."""
        letter = {"id": message.key, "to": address, "from": message.speaker, "text": message.text}
        body = json.dumps(letter).encode()
        headers = {
            "content-type": "application/json",
            "x-signature": self._signature(body).decode(),
        }
        try:
            answer = await self._http.post("", content=body, headers=headers)
        except httpx.HTTPError as error:
            raise SendFailed(type(error).__name__) from error
        match answer.status_code:
            case 410:
                raise NobodyThere
            case 422:
                raise Refused("HTTP 422")
            case status if status >= 300:
                raise SendFailed(f"HTTP {status}")

    async def close(self) -> None:
        """Close the connections to the pigeons' server."""
        await self._http.aclose()

    def _signature(self, body: bytes) -> bytes:
        return hmac.new(self._secret, body, "sha256").hexdigest().encode()
