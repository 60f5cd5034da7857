"""Writes the published schema, as ``make generate`` does after a route was changed."""

from __future__ import annotations

import json
import sys

from kefu.bootstrap import build
from kefu.gateway.app import create_app
from kefu.gateway.engine_client import EngineClient
from kefu.settings import Environment, Settings


def document() -> str:
    """The schema as the committed file holds it. Needs no database and no running process."""
    settings = Settings(env=Environment.DEVELOPMENT, host="127.0.0.1")
    app = create_app(build(settings), lambda url: EngineClient(url, ""))
    return json.dumps(app.openapi(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
