"""Every error as problem+json (RFC 9457): a stable `code`, a `detail` fit to show, never a cause
from inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from kefu.core.english.language_words import is_english_tag
from kefu.core.errors import (
    Conflict,
    Forbidden,
    Invalid,
    KefuError,
    LimitReached,
    NotAuthenticated,
    NotFound,
    NotOffered,
    Unavailable,
)
from kefu.words.english import label
from kefu.words.problems import sentence
from kefu.words.terms import term

MEDIA_TYPE = "application/problem+json"
_STATUS: Final[Mapping[type[KefuError], HTTPStatus]] = {
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAuthenticated: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    LimitReached: HTTPStatus.TOO_MANY_REQUESTS,
    NotOffered: HTTPStatus.NOT_IMPLEMENTED,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
_INTERNAL = KefuError()
_HTTP = {
    400: KefuError("malformed_json"),
    401: NotAuthenticated(),
    403: Forbidden(),
    404: NotFound(),
    405: KefuError("method_not_allowed"),
    413: KefuError("body_too_large"),
    415: KefuError("unsupported_media_type"),
}
_UNAVAILABLE_RETRY = 5


class UnsupportedMediaType(HTTPException):
    """The body of a JSON route was sent as something else."""

    def __init__(self) -> None:
        super().__init__(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


def members_of(error: KefuError, status: int | None = None) -> dict[str, Any]:
    """The problem document of an error; `status` where its kind does not tell."""
    status = status or status_of(error)
    facts = dict(error.facts)
    if isinstance(error, Unavailable):
        facts.setdefault("retry_after", _UNAVAILABLE_RETRY)
    if "violations" in facts:
        facts["violations"] = [
            {"rule": rule.value, "message": term(rule)} for rule in facts["violations"]
        ]
    return {
        **facts,
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": error.code,
        "detail": sentence(error),
    }


def in_english(document: dict[str, Any]) -> dict[str, Any]:
    """A problem document for a customer who reads English; what has no English stays."""
    told: dict[str, Any] = {"detail": label(document["detail"])}
    if "violations" in document:
        told["violations"] = [
            {**violation, "message": label(violation["message"])}
            for violation in document["violations"]
        ]
    return {**document, **told}


def status_of(error: KefuError) -> int:
    """The HTTP status of a service's error."""
    return next(
        (status for cls, status in _STATUS.items() if isinstance(error, cls)),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def response(document: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    """A problem document as a response, with `Retry-After` when it says one."""
    headers = dict(headers or {})
    if "retry_after" in document:
        headers["Retry-After"] = str(document["retry_after"])
    if document["status"] == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(document, document["status"], headers, media_type=MEDIA_TYPE)


def http_problem(status: int, headers: dict[str, str] | None = None) -> Response:
    """The problem for a bare HTTP status."""
    return response(members_of(_HTTP.get(status, _INTERNAL), status), headers)


def internal() -> Response:
    """The problem for an error that nobody expected; tells nothing about it."""
    return http_problem(HTTPStatus.INTERNAL_SERVER_ERROR)


def no_host() -> Response:
    """The problem for a request that does not say, or not clearly, whom it is for."""
    return response(members_of(KefuError("invalid_host"), HTTPStatus.BAD_REQUEST))


def validation(errors: Sequence[Any]) -> dict[str, Any]:
    """The problem document for input of the wrong shape.

    Names fields and rules, never repeats values.
    """
    kinds = {error["type"] for error in errors}
    if "json_invalid" in kinds:
        return members_of(_HTTP[400], 400)
    faults = [{"field": _field(error), "rule": error["type"]} for error in errors]
    if kinds == {"extra_forbidden"}:
        return members_of(Invalid("unknown_field", errors=faults))
    return members_of(Invalid("validation_failed", errors=faults))


def _field(error: Any) -> str:
    return ".".join(str(part)[:40] for part in error["loc"])[:120]


def install(app: FastAPI) -> None:
    """Answer every error of `app` with a problem document."""

    async def of_service(request: Request, error: Exception) -> Response:
        assert isinstance(error, KefuError)
        structlog.contextvars.bind_contextvars(problem=error.code)  # for the request's line
        document = members_of(error)
        if is_english_tag(getattr(request.state, "locale", "")):
            document = in_english(document)
        return response(document)

    async def of_http(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return http_problem(error.status_code, dict(error.headers or {}))

    async def of_validation(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return response(validation(error.errors()))

    app.add_exception_handler(KefuError, of_service)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_validation)
