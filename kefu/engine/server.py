"""``python -m kefu.engine.server``: one engine process with one model, on loopback.

It stores nothing. The model is the one that the settings name (`engine_model`), else the newest of
`models_dir`. Exits with 1 if it does not load. It serves the ``kefu`` channel and nothing else of
Rasa: no HTTP API, no CORS, no telemetry.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from pydantic import ValidationError
from sanic import Sanic
from threadpoolctl import threadpool_limits

from kefu import logs
from kefu.engine.action_client import ActionEndpoint
from kefu.settings import ActionsIn, Settings

if TYPE_CHECKING:
    from rasa.utils.endpoints import EndpointConfig

HOST = "127.0.0.1"
_log = structlog.get_logger("kefu.engine")


class StartupError(RuntimeError):
    """The engine cannot serve; the message says what to do."""


def create_app(model: Path, actions: EndpointConfig) -> Sanic:
    """Build the server; the model is loaded before the port opens.

    Args:
        model: One model file, or a folder whose newest is used.
        actions: The way to the actions, see :func:`actions_of`.
    """
    from rasa.core.agent import load_agent
    from rasa.core.channels.channel import register
    from rasa.core.utils import AvailableEndpoints

    from kefu.engine.channel import MAX_BODY_BYTES, KefuInput

    app = Sanic("kefu_engine", configure_logging=False)
    app.config.update(
        FALLBACK_ERROR_FORMAT="json",
        # some room above the limit, so that the channel's own answer says what is wrong
        REQUEST_MAX_SIZE=2 * MAX_BODY_BYTES,
        KEEP_ALIVE_TIMEOUT=75,
    )
    register([KefuInput.from_credentials(None)], app, route="/webhooks/")
    endpoints = AvailableEndpoints(action=actions)  # no tracker store: turns bring their state

    async def load(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        chosen = _choose(model)
        # a message's matrices are small: threads would only wait for each other
        threadpool_limits(1)
        app.ctx.agent = await load_agent(str(chosen), endpoints=endpoints, loop=loop)
        if not app.ctx.agent.is_ready():
            raise StartupError(f"the model '{chosen}' cannot be loaded: train it again")
        _log.info("model_loaded", model=chosen.name)

    async def close(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        if isinstance(actions, ActionEndpoint):
            await actions.close()

    app.register_listener(load, "before_server_start")
    app.register_listener(close, "after_server_stop")
    return app


def actions_of(settings: Settings) -> EndpointConfig:
    """The way to the actions: package ``actions`` in this process, or the action server.

    Exits with 1 if the package cannot be imported.
    """
    if settings.actions is ActionsIn.HTTP:
        return ActionEndpoint(
            settings.actions_url.rstrip("/") + "/webhook",
            settings.actions_token.get_secret_value(),
            settings.actions_timeout,
        )
    from kefu.engine.inline_actions import InlineActions

    sys.path.insert(0, str(Path.cwd()))  # the project's root holds the package
    return InlineActions("actions", settings.actions_timeout)


def _choose(model: Path) -> Path:
    """The file itself, or the folder's newest. Raises StartupError; Rasa would take a missing
    file's neighbour.
    """
    from rasa.model import get_latest_model

    chosen = get_latest_model(str(model)) if model.is_dir() else model
    if chosen is None or not Path(chosen).is_file():
        raise StartupError(f"no trained model at '{model}': run 'make train' first")
    return Path(chosen)


def main() -> int:
    """Run until SIGTERM or SIGINT; returns the exit code."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    try:
        settings = Settings()
        logs.configure(settings.log_level)
        app = create_app(settings.engine_model or settings.models_dir, actions_of(settings))
        app.run(HOST, settings.engine_port, access_log=False, motd=False, workers=1)
    except (StartupError, ValidationError) as error:
        sys.stderr.write(f"kefu engine: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
