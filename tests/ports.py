"""Ports for servers that tests start."""

from __future__ import annotations

import random
import socket

# Below those that the system itself gives away, so that nobody takes one before its server does.
PORTS = range(20_000, 32_000)
_chance = random.SystemRandom()


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    while True:
        port = _chance.choice(PORTS)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
