"""What a channel is, and how to add one (docs/channels/README.md shows one in full). It must not
know any channel.

1. Write `channels/<channel>.py`, or a folder, with a class that is a `PushChannel` (answers have
   to be sent) or a `Channel` (its clients fetch them): its `name`, what it can show (`abilities`),
   what it must be told (`Settings`).
   - `authenticate` says whether a request is the channel's own: a signature, a secret. It runs
     before anything of the body is parsed.
   - `add_routes` takes in what customers send: `incoming.arrive` with who it is and where answers
     go, then `incoming.receive` with the channel's own id of the message, so that its repeated
     deliveries count once. Answer at once; the bot's words come later.
   - `send` brings one `Outgoing` to one address; raise `SendFailed`, `Refused` or `NobodyThere`.
     Order, repetition, backoff and restarts are the outbox's business; `Outgoing.key` tells a
     repetition.
   - What it cannot show arrives as what it can: choices as numbered text, a card as its text, a
     secure input as a link to `secure_page`, or to the chat page. Never carry a secure input's
     value in a message.
2. Add its row in `channels/registry.py`.

That is a channel. One that others maintain has three things more: recorded payloads under
`tests/gateway/payloads/<channel>/`, a page in `docs/channels/`, and its word for the desk in
`data/phrases/terms.yml`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can show; `rendering` turns everything else into what it can.

    `longest_text` counts bytes of UTF-8, None for no limit. With fewer `most_choices` than a
    message offers they become numbered text. `marks` are who answers now and the end of a turn.
    With `merges` the bot's utterances to one message become one, where each costs something.
    """

    longest_text: int | None = None
    most_choices: int = 0
    cards: bool = False
    secure_inputs: bool = False
    marks: bool = False
    typing: bool = False
    merges: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing for a channel to send: words, and what the channel can show beside them.

    `key` is of this thing alone, and the same whenever it is sent again. `seq` is set on what
    completes a part of the log: once it was taken, everything up to there has arrived.
    """

    key: str
    seq: int | None
    speaker: str = ""
    text: str = ""
    choices: list[dict[str, Any]] = field(default_factory=list)
    card: dict[str, Any] | None = None
    secure_input: dict[str, str] | None = None
    mark: dict[str, Any] | None = None


class SendFailed(Exception):
    """The channel did not take it; it is tried again, after `retry_after` seconds if given."""

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Refused(Exception):
    """The channel will never take this message; it is passed over, so that it holds up no other."""


class NobodyThere(Exception):
    """This person cannot be reached until they write again (they left, the time to answer is
    over).
    """


class Starts(StrEnum):
    """When a channel is there."""

    ALWAYS = "always"
    CONFIGURED = "configured"
    """When `KEFU_CHANNELS` names it."""
    DEVELOPMENT = "development"
    """Only in development: never in front of real customers."""


class ChannelSettings(BaseModel):
    """What `KEFU_CHANNELS` may say of a channel; subclass it. Secrets are `SecretStr`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Channel(ABC):
    """A way in for customers. Those that show the log themselves need no more than routes."""

    name: ClassVar[str]
    abilities: ClassVar[Abilities]
    starts: ClassVar[Starts] = Starts.CONFIGURED
    Settings: ClassVar[type[ChannelSettings]] = ChannelSettings
    needs_connection: ClassVar[bool] = True
    """Whoever waits for a human is there as long as they are connected, and no longer."""

    def __init__(self, settings: ChannelSettings) -> None:
        self.settings = settings

    @property
    @abstractmethod
    def routers(self) -> list[APIRouter]:
        """Where it takes in what customers send."""


class PushChannel(Channel):
    """A channel whose answers have to be sent, and whose server or program calls ours."""

    needs_connection = False
    path: ClassVar[str] = ""
    """Under which its callers post; `/channels/<name>` if nothing else is said."""

    @property
    def routers(self) -> list[APIRouter]:
        """Its routes, with every caller authenticated first."""
        router = APIRouter(
            prefix=self.path or f"/channels/{self.name}",
            route_class=_authenticated_by(self.authenticate),
            include_in_schema=False,
        )
        self.add_routes(router)
        return [router]

    @abstractmethod
    async def authenticate(self, request: Request) -> None:
        """Refuse whoever is not the channel; `await request.body()` is what came, unparsed.

        Raises NotAuthenticated, or NotFound where nobody should learn that there is a channel.
        """

    @abstractmethod
    def add_routes(self, router: APIRouter) -> None:
        """Add what its callers may call."""

    @abstractmethod
    async def send(self, address: str, message: Outgoing) -> None:
        """Send now; returning means that the channel has taken it. Called in order.

        Raises SendFailed, Refused, NobodyThere.
        """

    async def secure_page(self, address: str, input_id: str) -> str | None:
        """A page where the person at `address`, proven anew by the channel, gives the value of an
        input. None for no such page: then they are sent to the chat page to begin there, because
        whoever a link was forwarded to could answer in it.
        """
        return None

    async def show_typing(self, address: str) -> None:
        """Tell that the bot or an agent writes; called only with the ability `typing`."""

    async def close(self) -> None:
        """Let go of connections."""


def _authenticated_by(authenticate: Callable[[Request], Awaitable[None]]) -> type[APIRoute]:
    class AuthenticatedRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def authenticated(request: Request) -> Response:
                await authenticate(request)
                return await handle(request)

            return authenticated

    return AuthenticatedRoute
