"""``python -m kefu.engine.action_server``: runs the custom actions of package ``actions``.

Speaks rasa-sdk's protocol
(``POST /webhook``) on loopback, with a token that rasa-sdk does not ask for, without CORS, and
with errors that never quote the request. ``GET /health`` is open. It must not import Rasa itself
and knows no action.
"""

from __future__ import annotations

import json
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import structlog
from pydantic import ValidationError
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from kefu import logs, private_files
from kefu.engine.shared_token import SharedToken
from kefu.services.turn_context import HEADER
from kefu.settings import Settings

HOST = "127.0.0.1"
MAX_BODY_BYTES = 16 * 1024 * 1024  # the domain and all kept events travel with every call

# longer names are not ours
MAX_TURN_LENGTH = 128

_log = structlog.get_logger("kefu.actions")


def create_app(package: str, token: SharedToken) -> Sanic:
    """Build the server for the actions of ``package``; exits with 1 if they cannot be imported."""
    executor = ActionExecutor()
    executor.register_package(package)
    app = Sanic("kefu_actions", configure_logging=False)
    app.config.update(
        FALLBACK_ERROR_FORMAT="json", REQUEST_MAX_SIZE=MAX_BODY_BYTES, KEEP_ALIVE_TIMEOUT=75
    )

    async def health(_request: Request) -> HTTPResponse:
        return json_response({"status": "ok"})

    async def webhook(request: Request) -> HTTPResponse:
        if not _authorised(request, token):
            return json_response({"error": "unauthorized"}, 401)
        call = _read_call(request)
        if call is None:
            return json_response({"error": "bad_request"}, 400)
        return await _run(executor, call, _turn_of(request, call))

    app.add_route(health, "/health", methods=["GET"])
    app.add_route(webhook, "/webhook", methods=["POST"])
    return app


def _authorised(request: Request, token: SharedToken) -> bool:
    # Rasa's EndpointConfig can only add the token to the URL; our own engine sends a header
    return token.matches_header(request.headers.get("authorization")) or token.matches(
        request.args.get("token")
    )


def _read_call(request: Request) -> dict[str, Any] | None:
    try:
        body = request.body
        if request.headers.get("content-encoding") == "deflate":
            inflate = zlib.decompressobj()
            body = inflate.decompress(body, MAX_BODY_BYTES)
            if inflate.unconsumed_tail:
                return None
        call = json.loads(body)
    except (ValueError, zlib.error, RecursionError):
        return None
    if not isinstance(call, dict) or not isinstance(call.get("tracker"), dict):
        return None
    return call if isinstance(call.get("next_action"), str) else None


def _turn_of(request: Request, call: dict[str, Any]) -> str | None:
    """The turn that our engine names; of another caller, the id of the customer's message."""
    named = request.headers.get(HEADER)
    message = call["tracker"].get("latest_message") or {}
    return (named[:MAX_TURN_LENGTH] if named else None) or message.get("message_id")


async def _run(executor: ActionExecutor, call: dict[str, Any], turn: str | None) -> HTTPResponse:
    name = call["next_action"]
    with structlog.contextvars.bound_contextvars(
        conversation_id=call.get("sender_id"),
        turn=turn,
        action=name,
    ):
        started = time.perf_counter()
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as rejection:
            # part of the protocol: Rasa lets another policy decide
            return json_response({"error": "rejected", "action_name": rejection.action_name}, 400)
        except ActionNotFoundException:
            _log.error("action_unknown")
            return json_response({"error": "action_unknown", "action_name": name}, 404)
        except Exception as error:  # noqa: BLE001 - whatever an action does wrong is one answer
            _log.error("action_failed", exc_info=error)
            return json_response({"error": "action_failed", "action_name": name}, 500)
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        _log.info("action", milliseconds=milliseconds)
        return json_response(result)


def main() -> int:
    """Run until SIGTERM or SIGINT; returns the exit code, 1 when the settings are not usable."""
    private_files.begin()
    try:
        settings = Settings()
    except ValidationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    logs.configure(settings.log_level)
    sys.path.insert(0, str(Path.cwd()))  # the project's root holds the package
    app = create_app("actions", SharedToken(settings.actions_token))
    app.run(HOST, settings.actions_port, access_log=False, motd=False, workers=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
