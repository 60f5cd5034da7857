"""``python -m kefu.engine.server``: one engine process with the newest model, on loopback.

Environment: ``KEFU_ENGINE_PORT`` (5005), ``KEFU_ENGINE_TOKEN``, ``KEFU_DATABASE_URL``,
``KEFU_ACTIONS_URL`` (http://127.0.0.1:5055), ``KEFU_ACTIONS_TOKEN``, ``KEFU_ACTIONS_TIMEOUT``
(seconds, 10), ``KEFU_MODELS_DIR`` (models), ``KEFU_LOG_LEVEL`` (info). Exits with 1 if there is no model that loads. It serves the ``kefu``
channel and nothing else of Rasa: no HTTP API, no CORS, no telemetry.
"""

from __future__ import annotations

import asyncio
import os
import sys

from sanic import Sanic

from kefu import logs
from kefu.engine.action_client import ActionEndpoint

HOST = "127.0.0.1"
DEFAULT_PORT = 5005
DEFAULT_ACTIONS_URL = "http://127.0.0.1:5055"
DEFAULT_ACTIONS_TIMEOUT_SECONDS = 10.0
_STORE = "kefu.engine.tracker_store.SnapshotTrackerStore"


class StartupError(RuntimeError):
    """The engine cannot serve; the message says what to do."""


def create_app(models: str, actions: ActionEndpoint, database_url: str | None = None) -> Sanic:
    """Build the server; the model is loaded before the port opens.

    Args:
        models: Folder with trained models, the newest is used, or one model file.
        actions: The action server.
        database_url: Where conversations are stored; ``KEFU_DATABASE_URL`` goes first.
    """
    from rasa.core.agent import load_agent
    from rasa.core.channels.channel import register
    from rasa.core.utils import AvailableEndpoints
    from rasa.model import get_latest_model
    from rasa.utils.endpoints import EndpointConfig

    from kefu.engine.channel import MAX_BODY_BYTES, KefuInput

    app = Sanic("kefu_engine", configure_logging=False)
    app.config.update(
        FALLBACK_ERROR_FORMAT="json",
        # some room above the limit, so that the channel's own answer says what is wrong
        REQUEST_MAX_SIZE=2 * MAX_BODY_BYTES,
        KEEP_ALIVE_TIMEOUT=75,
    )
    register([KefuInput.from_credentials(None)], app, route="/webhooks/")
    endpoints = AvailableEndpoints(
        action=actions, tracker_store=EndpointConfig(url=database_url, type=_STORE)
    )

    async def load(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        if get_latest_model(models) is None:
            raise StartupError(f"no trained model in '{models}': run 'make train' first")
        app.ctx.agent = await load_agent(models, endpoints=endpoints, loop=loop)
        if not app.ctx.agent.is_ready():
            raise StartupError(f"the newest model in '{models}' cannot be loaded: train it again")

    async def close(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        await actions.close()
        if agent := getattr(app.ctx, "agent", None):
            agent.tracker_store.close()

    app.register_listener(load, "before_server_start")
    app.register_listener(close, "after_server_stop")
    return app


def main() -> int:
    """Run until SIGTERM or SIGINT; returns the exit code."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    environment = os.environ
    logs.configure(environment.get("KEFU_LOG_LEVEL", "info"))
    actions = ActionEndpoint(
        environment.get("KEFU_ACTIONS_URL", DEFAULT_ACTIONS_URL).rstrip("/") + "/webhook",
        environment.get("KEFU_ACTIONS_TOKEN"),
        float(environment.get("KEFU_ACTIONS_TIMEOUT", DEFAULT_ACTIONS_TIMEOUT_SECONDS)),
    )
    try:
        app = create_app(environment.get("KEFU_MODELS_DIR", "models"), actions)
        port = int(environment.get("KEFU_ENGINE_PORT", DEFAULT_PORT))
        app.run(HOST, port, access_log=False, motd=False, workers=1)
    except StartupError as error:
        sys.stderr.write(f"kefu engine: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
