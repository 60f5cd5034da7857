"""The gateway's process: ``python -m kefu.gateway.server``. On SIGTERM it takes nothing new and
finishes what it began.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import sys

import structlog
import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError

from kefu import private_files
from kefu.bootstrap import build
from kefu.core.errors import OperatorError
from kefu.gateway.app import create_app
from kefu.gateway.connection import (
    MOST_EACH,
    MOST_EACH_IN_DEVELOPMENT,
    Connection,
    ConnectionConfig,
    Networks,
    end_arriving,
    look_at_all,
)
from kefu.gateway.engine_client import EngineClient
from kefu.gateway.guard import MAX_BODY
from kefu.gateway.line import Line
from kefu.gateway.rate_limit import Limits
from kefu.gateway.state import Gateway
from kefu.heap import settle
from kefu.logs import configure
from kefu.settings import Settings
from kefu.start_gate import wait_until_open

SHUTDOWN_SECONDS = 10
# How long a thread may keep others from running. The writer gives the interpreter away with every
# statement and must get it back from a busy event loop; Python's 5 ms would be a dozen times that.
SWITCH_SECONDS = 0.0005
# Longer than proxies keep theirs, so that none sends a request into a closing connection.
KEEP_ALIVE_SECONDS = 75
TICKS_BETWEEN_LOOKS = 10
# Everybody comes back at once when a gateway was away; the system may allow less (somaxconn).
BACKLOG = 4096
# Each open connection is an open file.
MANY_FILES = 10_000
MOST_FILES = 65_536

log = structlog.get_logger(__name__)


class Server(uvicorn.Server):
    """uvicorn with patience: it does not wait without end for slow peers, and long polls and
    pictures that wait are sent home before it waits for open requests.
    """

    async def on_tick(self, counter: int) -> bool:
        """Called ten times a second."""
        if counter % TICKS_BETWEEN_LOOKS == 0:
            look_at_all(self.server_state, asyncio.get_running_loop().time())
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Wake everybody who waits, then shut down as usual."""
        app = self.config.app
        assert isinstance(app, FastAPI)
        gateway: Gateway = app.state.gateway
        gateway.feeds.close()
        gateway.pictures.close()
        end_arriving(self.server_state)
        await super().shutdown(sockets)


def make_server(app: FastAPI, host: str, port: int, networks: Networks | None = None) -> Server:
    """A server for the gateway, with so many connections for each of `networks` if they are to be
    counted. `port` 0 takes a free one.
    """
    config = ConnectionConfig(
        app,
        host=host,
        port=port,
        loop="uvloop" if sys.platform != "win32" else "asyncio",
        http=Connection,
        ws=Line,
        ws_max_size=MAX_BODY,
        access_log=False,
        log_config=None,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    config.networks = networks
    return Server(config)


def networks_of(settings: Settings) -> Networks | None:
    """None where a proxy stands before us, whose address all connections have."""
    if settings.trusted_proxies:
        return None
    return Networks(MOST_EACH_IN_DEVELOPMENT if settings.is_development else MOST_EACH)


def allow_many_files() -> int:
    """Raise the limit of open files as far as this process may; the limit then. Warns when few
    connections fit into it.
    """
    if sys.platform == "win32":
        return MANY_FILES  # has no such limit
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < limit:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    else:
        limit = soft
    if limit != resource.RLIM_INFINITY and limit < MANY_FILES:
        log.warning("few_files", limit=limit, hint="raise it: ulimit -Hn, LimitNOFILE of systemd")
    return limit


def main(limits: Limits | None = None) -> int:
    """Run until stopped; 1 when settings, adapters or words are not usable."""
    private_files.begin()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        settings = Settings()
        configure(settings.log_level)
        logging.getLogger("httpx").setLevel(logging.WARNING)  # a line for every turn otherwise
        token = settings.engine_token.get_secret_value()
        app = create_app(build(settings), lambda url: EngineClient(url, token), limits)
    except (ValidationError, OperatorError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    gc.freeze()  # what there is now stays: not worth a look whenever the rest is collected
    allow_many_files()
    settle()
    wait_until_open()
    log.info("gateway_starting", host=settings.host, port=settings.port, env=settings.env.value)
    make_server(app, settings.host, settings.port, networks_of(settings)).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
