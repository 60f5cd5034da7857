"""``python -m kefu.engine.server``: one engine process with one model, on loopback.

It stores nothing. The model is the one that the settings name (`engine_model`), else the newest of
`models_dir`. Exits with 1 if it does not load. It serves the ``kefu`` channel and nothing else of
Rasa: no HTTP API, no CORS, no telemetry.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from pydantic import ValidationError
from threadpoolctl import threadpool_limits

from kefu import logs, private_files
from kefu.engine import lean
from kefu.engine.prepared import PreparationFailed, components, prepared
from kefu.heap import settle
from kefu.settings import ActionsIn, Settings

if TYPE_CHECKING:  # Rasa and Sanic are imported when it is known how much of them
    from rasa.utils.endpoints import EndpointConfig
    from sanic import Sanic

HOST = "127.0.0.1"
_log = structlog.get_logger("kefu.engine")


class StartupError(RuntimeError):
    """The engine cannot serve; the message says what to do."""


def create_app(model: Path, actions: EndpointConfig) -> Sanic:
    """Build the server; the model is loaded before the port opens.

    Args:
        model: An archive.
        actions: The way to the actions, see :func:`actions_of`.
    """
    from rasa.core.agent import load_agent
    from rasa.core.channels.channel import register
    from rasa.core.utils import AvailableEndpoints
    from sanic import Sanic

    from kefu.engine import model_storage
    from kefu.engine.action_client import ActionEndpoint
    from kefu.engine.channel import MAX_BODY_BYTES, KefuInput

    model_storage.use()
    app = Sanic("kefu_engine", configure_logging=False)
    app.config.update(
        FALLBACK_ERROR_FORMAT="json",
        # some room above the limit, so that the channel's own answer says what is wrong
        REQUEST_MAX_SIZE=2 * MAX_BODY_BYTES,
        KEEP_ALIVE_TIMEOUT=75,
        USE_UVLOOP=False,  # main takes it, without sanic's questions
    )
    register([KefuInput.from_credentials(None)], app, route="/webhooks/")
    endpoints = AvailableEndpoints(action=actions)  # no tracker store: turns bring their state

    async def load(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        # a message's matrices are small: threads would only wait for each other
        threadpool_limits(1)
        app.ctx.agent = await load_agent(str(model), endpoints=endpoints, loop=loop)
        if not app.ctx.agent.is_ready():
            raise StartupError(f"the model '{model}' cannot be loaded: train it again")
        settle()
        _log.info("model_loaded", model=model.name)

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
        from kefu.engine.action_client import ActionEndpoint

        return ActionEndpoint(
            settings.actions_url.rstrip("/") + "/webhook",
            settings.actions_token.get_secret_value(),
            settings.actions_timeout,
        )
    from kefu.engine.inline_actions import InlineActions

    sys.path.insert(0, str(Path.cwd()))  # the project's root holds the package
    return InlineActions("actions", settings.actions_timeout)


def _choose(model: Path) -> Path:
    """The archive itself, or the folder's newest. Raises StartupError."""
    if model.is_dir():
        archives = model.glob("*.tar.gz")
        model = max(archives, key=lambda each: each.stat().st_ctime, default=model)
    if not model.is_file():
        raise StartupError(f"no trained model at '{model}': run 'make train' first")
    return model


def main() -> int:
    """Run until SIGTERM or SIGINT; returns the exit code."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    private_files.begin()
    gc.disable()  # until the model is loaded; nothing of all this is rubbish
    try:
        settings = Settings()
        logs.configure(settings.log_level)
        model = _choose(settings.engine_model or settings.models_dir)
        if lean.suits(components(prepared(model))):
            lean.install()
        if sys.platform != "win32":
            import uvloop

            uvloop.install()
        app = create_app(model, actions_of(settings))
        app.run(HOST, settings.engine_port, access_log=False, motd=False, workers=1)
    except (StartupError, PreparationFailed, ValidationError) as error:
        sys.stderr.write(f"kefu engine: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
