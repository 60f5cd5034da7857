"""Every error as problem+json (RFC 9457): a stable `code`, a Chinese `detail` fit to show,
never a cause from inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from kefu.core.errors import (
    Conflict,
    Forbidden,
    Invalid,
    KefuError,
    LimitReached,
    NotAuthenticated,
    NotFound,
    Unavailable,
)

MEDIA_TYPE = "application/problem+json"
_STATUS = {
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAuthenticated: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    LimitReached: HTTPStatus.TOO_MANY_REQUESTS,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
_HTTP = {
    400: ("malformed_json", "请求内容不是有效的 JSON。"),
    401: ("not_authenticated", "请先登录。"),
    403: ("forbidden", "没有权限。"),
    404: ("not_found", "没有这个地址。"),
    405: ("method_not_allowed", "这个地址不支持该操作。"),
    413: ("body_too_large", "请求内容过大。"),
    415: ("unsupported_media_type", "请求内容须为 JSON。"),
}
_INTERNAL = ("internal", "系统出现问题，请稍后再试。")
_UNAVAILABLE_RETRY = 5


class UnsupportedMediaType(HTTPException):
    """The body of a JSON route was sent as something else."""

    def __init__(self) -> None:
        super().__init__(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


def members(
    status: int, code: str, detail: str, extra: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The members of a problem document."""
    title = HTTPStatus(status).phrase
    known = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
    }
    return {**(extra or {}), **known}


def members_of(error: KefuError) -> dict[str, Any]:
    """The problem document of a service's error."""
    extra = dict(error.extra)
    if isinstance(error, Unavailable):
        extra.setdefault("retry_after", _UNAVAILABLE_RETRY)
    return members(status_of(error), error.code, error.detail, extra)


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
    code, detail = _HTTP.get(status, _INTERNAL)
    return response(members(status, code, detail), headers)


def internal() -> Response:
    """The problem for an error that nobody expected; tells nothing about it."""
    return http_problem(HTTPStatus.INTERNAL_SERVER_ERROR)


def validation(errors: Sequence[Any]) -> dict[str, Any]:
    """The problem document for input of the wrong shape.

    Names fields and rules, never repeats values.
    """
    kinds = {error["type"] for error in errors}
    if "json_invalid" in kinds:
        return members(400, *_HTTP[400])
    faults = [{"field": _field(error), "rule": error["type"]} for error in errors]
    if kinds == {"extra_forbidden"}:
        code, detail = "unknown_field", "请求里有不认识的字段。"
    else:
        code, detail = "validation_failed", "请求内容不正确，请检查后再试。"
    return members(422, code, detail, {"errors": faults})


def _field(error: Any) -> str:
    return ".".join(str(part)[:40] for part in error["loc"])[:120]


def install(app: FastAPI) -> None:
    """Answer every error of `app` with a problem document."""

    async def of_service(_request: Request, error: Exception) -> Response:
        assert isinstance(error, KefuError)
        structlog.contextvars.bind_contextvars(problem=error.code)  # for the request's line
        return response(members_of(error))

    async def of_http(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return http_problem(error.status_code, dict(error.headers or {}))

    async def of_validation(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return response(validation(error.errors()))

    app.add_exception_handler(KefuError, of_service)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_validation)
