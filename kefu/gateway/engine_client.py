"""The way to the dialogue engine: one turn in, what the bot says out. It must not know what becomes
of either.
"""

from __future__ import annotations

import asyncio

import httpx
from pydantic import ValidationError

from kefu.services.ports import EngineAnswer, OwedTurn

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 1.0
PROBE_TIMEOUT = 2.0


class EngineUnavailable(Exception):
    """The engine gave no answer within the budget, or refused. `code` is for logs and metrics."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _TryAgain(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class EngineClient:
    """A pooled HTTP client. `timeout` is the budget in seconds for one turn, all attempts."""

    def __init__(self, url: str, token: str, timeout: float) -> None:
        self.timeout = timeout
        # The budget below is the only time-out; the environment's proxies are not for loopback.
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=None,  # noqa: S113
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=50),
            trust_env=False,
        )

    async def turn(self, turn: OwedTurn, *, budget: float | None = None) -> EngineAnswer:
        """The bot's answer. Raises EngineUnavailable.

        A broken connection and 503 are tried again within the budget: the engine replays a turn it
        has run already.
        """
        pause, last = FIRST_PAUSE, "timeout"
        try:
            async with asyncio.timeout(self.timeout if budget is None else budget):
                while True:
                    try:
                        return await self._attempt(turn)
                    except _TryAgain as trouble:
                        last = trouble.code
                    await asyncio.sleep(pause)
                    pause = min(LONGEST_PAUSE, pause * 2)
        except TimeoutError:
            raise EngineUnavailable(last) from None

    async def _attempt(self, turn: OwedTurn) -> EngineAnswer:
        try:
            response = await self._http.post("/webhooks/kefu/turns", json=turn.body())
        except httpx.HTTPError as error:
            raise _TryAgain(type(error).__name__) from error
        if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            raise _TryAgain("503")
        if response.status_code != httpx.codes.OK:
            raise EngineUnavailable(str(response.status_code))
        try:
            return EngineAnswer.model_validate_json(response.content)
        except ValidationError:
            raise EngineUnavailable("malformed_answer") from None

    async def is_ready(self) -> bool:
        """Whether the engine has its model loaded."""
        return await answers(self._http, "/webhooks/kefu/ready")

    async def close(self) -> None:
        """Close the pooled connections."""
        await self._http.aclose()


async def answers(client: httpx.AsyncClient, url: str) -> bool:
    """Whether a GET of `url` succeeds within `PROBE_TIMEOUT` seconds."""
    try:
        return (await client.get(url, timeout=PROBE_TIMEOUT)).is_success
    except httpx.HTTPError:
        return False
