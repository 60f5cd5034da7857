"""The way to one dialogue engine: one turn in, what the bot says out. It must not know what becomes
of either, nor that there are other engines.
"""

from __future__ import annotations

from enum import Enum, auto

import httpx
from pydantic import ValidationError

from kefu.services.ports import EngineAnswer, OwedTurn

PROBE_TIMEOUT = 2.0


class EngineUnavailable(Exception):
    """No engine gave an answer within the budget, or what came is final: asking again is of no use.
    `code` is for logs and metrics.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Failure(Enum):
    """What is known of a turn that an engine did not answer."""

    UNREACHABLE = auto()
    """It was never taken up there, or the engine is not able to."""
    BROKEN = auto()
    """The connection broke: the turn may still run there."""
    REFUSED = auto()
    """The engine lives, and failed at this turn."""


class EngineFailed(Exception):
    """This engine gave no answer; another one may. `code` is for logs and metrics."""

    def __init__(self, kind: Failure, code: str) -> None:
        super().__init__(code)
        self.kind, self.code = kind, code


class EngineClient:
    """A pooled HTTP client of the engine at `url`. Whoever calls decides how long to wait."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        # No time-out here, and the environment's proxies are not for engines.
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=None,  # noqa: S113
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=50),
            trust_env=False,
        )

    async def turn(self, turn: OwedTurn) -> EngineAnswer:
        """The bot's answer. Raises EngineFailed, EngineUnavailable.

        The same turn may be asked again: an engine that has run it already gives the same answer.
        """
        try:
            response = await self._http.post("/webhooks/kefu/turns", json=turn.body())
        except (httpx.ConnectError, httpx.PoolTimeout) as error:
            raise EngineFailed(Failure.UNREACHABLE, type(error).__name__) from error
        except httpx.HTTPError as error:
            raise EngineFailed(Failure.BROKEN, type(error).__name__) from error
        status = response.status_code
        if status == httpx.codes.SERVICE_UNAVAILABLE:
            raise EngineFailed(Failure.UNREACHABLE, "503")
        if status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise EngineFailed(Failure.REFUSED, str(status))
        if status != httpx.codes.OK:
            raise EngineUnavailable(str(status))
        try:
            return EngineAnswer.model_validate_json(response.content)
        except ValidationError:
            raise EngineUnavailable("malformed_answer") from None

    async def is_ready(self, within: float = PROBE_TIMEOUT) -> bool:
        """Whether the engine says within so many seconds that it has its model loaded."""
        return await answers(self._http, "/webhooks/kefu/ready", within)

    async def close(self) -> None:
        """Close the pooled connections."""
        await self._http.aclose()


async def answers(client: httpx.AsyncClient, url: str, within: float = PROBE_TIMEOUT) -> bool:
    """Whether a GET of `url` succeeds within so many seconds."""
    try:
        return (await client.get(url, timeout=within)).is_success
    except httpx.HTTPError:
        return False
