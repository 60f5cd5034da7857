"""A server that gives back what it gets, on the gateway's own settings: what a request costs when
nothing is done with it. ``python -m bench.stack.echo PORT``.
"""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from kefu.gateway.server import make_server


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Give the body back as JSON."""
    if scope["type"] != "http":
        return
    message = await receive()
    body: bytes = message.get("body", b"")
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    config = make_server(FastAPI(), "127.0.0.1", int(sys.argv[1])).config
    config.app = echo
    uvicorn.Server(config).run()
