"""How errors look in the published schema."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

PATH = "/api/v1/openapi.json"


class Problem(BaseModel):
    """An error (RFC 9457).

    `code` is stable; `detail` is a Chinese sentence fit to show to a customer.
    """

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
