"""Whose conversation is it: the bearer token of a request or socket,
checked against the database every time.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from starlette.requests import HTTPConnection

from kefu.core.errors import NotAuthenticated
from kefu.gateway.hub import Hub
from kefu.gateway.threads import Units
from kefu.services.conversations.opening import Access, Opening

REMEMBERED = 100_000


class TokenUses:
    """Authorises, and notes the first use of each token, which ends the tokens that it replaced.

    Only that a use was noted is remembered here, never that a token is valid.
    """

    def __init__(self, units: Units, opening: Opening, hub: Hub) -> None:
        self._units = units
        self._opening = opening
        self._hub = hub
        self._noted: OrderedDict[bytes, None] = OrderedDict()

    async def authorise(self, conversation_id: str, token: str) -> Access:
        """What the token opens.

        Raises NotAuthenticated (`invalid_token`) for any token but its own, and any other id.
        """
        access = await self._units.look(self._opening.authorise, conversation_id, token)
        await self._note_use(conversation_id, token)
        return access

    async def authorise_repetition(self, conversation_id: str, token: str) -> Access:
        """As `authorise`, for requests that a replaced token may repeat."""
        access = await self._units.look(self._opening.authorise_repetition, conversation_id, token)
        if not access.is_replaced:
            await self._note_use(conversation_id, token)
        return access

    async def _note_use(self, conversation_id: str, token: str) -> None:
        key = hashlib.sha256(token.encode()).digest()
        if key not in self._noted:
            if await self._units.write(self._opening.note_token_use, conversation_id, token):
                self._hub.publish(conversation_id)  # sockets of the ended tokens look and close
            self._noted[key] = None
            if len(self._noted) > REMEMBERED:
                self._noted.popitem(last=False)


def bearer_token(connection: HTTPConnection) -> str:
    """The token of the `Authorization` header (RFC 6750).

    Raises NotAuthenticated (`invalid_token`).
    """
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotAuthenticated("invalid_token.missing")
    return token.strip()
