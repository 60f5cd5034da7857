"""The published schema: how errors look in it, and the command that writes `docs/openapi.json`.

Run ``python -m kefu.gateway.openapi > docs/openapi.json`` after changing a route; a test compares the two.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pydantic import BaseModel, ConfigDict

PATH = "/api/v1/openapi.json"


class Problem(BaseModel):
    """An error (RFC 9457). `code` is stable; `detail` is a Chinese sentence fit to show to a customer."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str
    retry_after: int | None = None


PROBLEMS: dict[int | str, dict[str, Any]] = {
    kind: {
        "description": text,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    for kind, text in (("4XX", "The request was refused."), ("5XX", "The service has trouble."))
}


def with_problem(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with `Problem` among its components."""
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return schema


def document() -> str:
    """The schema as the committed file holds it. Needs no database and no running process."""
    from kefu.bootstrap import build
    from kefu.gateway.app import create_app
    from kefu.gateway.engine_client import EngineClient
    from kefu.settings import Environment, Settings

    settings = Settings(env=Environment.DEVELOPMENT, host="127.0.0.1")
    app = create_app(build(settings), EngineClient(settings.engine_url, "", 1.0))
    return json.dumps(app.openapi(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
