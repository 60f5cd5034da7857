"""What the published schema says beside the routes: how errors look, and the frames of a socket."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from kefu.gateway.contract.events import FRAMES
from kefu.gateway.contract.problem import Problem

PATH = "/api/v1/openapi.json"


PROBLEMS: dict[int | str, dict[str, Any]] = {
    kind: {
        "description": text,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    for kind, text in (("4XX", "The request was refused."), ("5XX", "The service has trouble."))
}


def with_extras(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with errors and frames among its components."""
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    _, extras = models_json_schema(
        [(model, "serialization") for model in (Problem, *FRAMES)],
        ref_template="#/components/schemas/{model}",
    )
    schemas.update(extras["$defs"])
    return schema
