"""What our sockets have in common: how a client names its token, and with which code one closes. It
must not know what is said over them.
"""

from __future__ import annotations

from typing import Final

from fastapi import WebSocket

CLOSE_GOING_AWAY: Final = 1001
CLOSE_POLICY: Final = 1008
CLOSE_NOT_AUTHENTICATED: Final = 4401
CLOSE_TOO_MANY: Final = 4429
_SUBPROTOCOL: Final = "kefu"
_TOKEN_PREFIX: Final = "bearer."


async def accept(socket: WebSocket) -> str:
    """Accept the handshake; the token that was offered as a subprotocol, because browsers can set
    no header here. Empty without one.
    """
    offered: list[str] = socket.scope.get("subprotocols", [])
    await socket.accept(_SUBPROTOCOL if _SUBPROTOCOL in offered else None)
    tokens = (name for name in offered if name.startswith(_TOKEN_PREFIX))
    return next(tokens, "").removeprefix(_TOKEN_PREFIX)
