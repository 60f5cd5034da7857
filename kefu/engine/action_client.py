"""The engine's connection to the action server: kept open, authenticated, quick to give up, and
sparing of words.

Rasa opens a new connection for each action, sends it everything that it knows and waits five
minutes for an answer. It must not know which actions there are.
"""

from __future__ import annotations

from typing import Any

import aiohttp
from rasa.utils.endpoints import EndpointConfig

from kefu.services.turn_context import HEADER, current

# What a call tells of the past; a conversation's stored state keeps hardly more.
TURNS_SENT = 8
# below the action server's keep-alive time, so that no request meets a closing connection
_IDLE_SECONDS = 30


def needed(call: dict[str, Any]) -> dict[str, Any]:
    """The call of an action with the last turns' events and a domain without responses, which are
    nine tenths of it and which rasa-sdk does not look at.
    """
    spared = dict(call)
    if "domain" in call:
        spared["domain"] = {k: v for k, v in call["domain"].items() if k != "responses"}
    events = call["tracker"].get("events") or []
    said = [at for at, event in enumerate(events) if event.get("event") == "user"]
    if len(said) > TURNS_SENT:
        spared["tracker"] = {**call["tracker"], "events": events[said[-TURNS_SENT] :]}
    return spared


class _KeptOpen:
    """Lets Rasa's ``async with endpoint.session()`` end without closing the session."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_exception: object) -> None:
        return None


class ActionEndpoint(EndpointConfig):
    """Rasa endpoint with one shared HTTP session; belongs to one event loop."""

    def __init__(self, url: str, token: str | None, timeout_seconds: float) -> None:
        """Describe the action server; nothing is contacted yet.

        Args:
            url: Address of its webhook.
            token: Secret sent as ``Authorization: Bearer``, so that no URL carries it.
            timeout_seconds: Time within which an action must have answered.
        """
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        super().__init__(url, headers=headers)
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds)
        self._session: aiohttp.ClientSession | None = None

    def session(self) -> _KeptOpen:
        """Return the shared session in the form Rasa expects of a new one."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(keepalive_timeout=_IDLE_SECONDS),
                timeout=self._timeout,
            )
        return _KeptOpen(self._session)

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Send as Rasa does, but only what is needed, with this endpoint's own time limit and the
        turn's id.
        """
        kwargs["timeout"] = self._timeout
        if (call := kwargs.get("json")) is not None:
            kwargs["json"] = needed(call)
        if (turn := current()) is not None:
            kwargs["headers"] = {HEADER: turn, **kwargs.get("headers", {})}
        return await super().request(method, subpath, content_type, compress, **kwargs)

    async def close(self) -> None:
        """Close the session; a later request opens a new one."""
        if self._session is not None:
            await self._session.close()
