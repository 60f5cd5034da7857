"""The way to one dialogue engine: one turn in, what the bot says out. It must not know what becomes
of either, nor that there are other engines.
"""

from __future__ import annotations

from enum import Enum, auto
from http import HTTPStatus

import aiohttp
from pydantic import ValidationError

from kefu import json_text
from kefu.services.ports import EngineAnswer, OwedTurn

PROBE_TIMEOUT = 2.0
# The code of a refusal: the model does not have the intent that a choice stands for.
BAD_PAYLOAD = "bad_payload"
# Below the engine's keep-alive time, so that no request meets a closing connection.
IDLE_SECONDS = 30.0


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
    """It was never taken up there."""
    UNABLE = auto()
    """Something is missing for it: the model, or what one of its actions needs."""
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
    """A pooled HTTP client of the engine at `url`; belongs to one event loop. Whoever calls decides
    how long to wait.
    """

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._opened: aiohttp.ClientSession | None = None

    @property
    def _http(self) -> aiohttp.ClientSession:
        if self._opened is None:
            self._opened = aiohttp.ClientSession(
                self.url,
                headers=self._headers,
                # Neither a number of connections nor a time: the pool bounds both.
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS),
                timeout=aiohttp.ClientTimeout(),
            )
        return self._opened

    async def turn(self, turn: OwedTurn) -> EngineAnswer:
        """The bot's answer. Raises EngineFailed, EngineUnavailable.

        The same turn may be asked again: an engine that has run it already gives the same answer.
        """
        body = json_text.write(turn.body())
        try:
            async with self._http.post("/webhooks/kefu/turns", data=body) as response:
                status, content = response.status, await response.read()
        except aiohttp.ClientConnectorError as error:
            raise EngineFailed(Failure.UNREACHABLE, "unreachable") from error
        except aiohttp.ClientError as error:
            raise EngineFailed(Failure.BROKEN, "connection_broken") from error
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            raise EngineFailed(Failure.UNABLE, "503")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise EngineFailed(Failure.REFUSED, str(status))
        if status == HTTPStatus.BAD_REQUEST and b'"bad_payload"' in content:
            raise EngineUnavailable(BAD_PAYLOAD)
        if status != HTTPStatus.OK:
            raise EngineUnavailable(str(status))
        try:
            return EngineAnswer.model_validate_json(content)
        except ValidationError:
            raise EngineUnavailable("malformed_answer") from None

    async def is_ready(self, within: float = PROBE_TIMEOUT) -> bool:
        """Whether the engine says within so many seconds that it has its model loaded."""
        limit = aiohttp.ClientTimeout(total=within)
        try:
            async with self._http.get("/webhooks/kefu/ready", timeout=limit) as response:
                return bool(response.ok)
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def close(self) -> None:
        """Close the pooled connections."""
        if self._opened is not None:
            await self._opened.close()
