"""Errors that a service raises for what the caller did wrong or what is not to be had now.

The gateway maps them to problem+json, an action to words; neither is known here.
"""

from __future__ import annotations

from typing import Any


class KefuError(Exception):
    """Base of every expected error.

    `code` is stable and machine-readable; `detail` is a Chinese sentence fit for a customer;
    `extra` holds further public members such as ``attempts_left``.
    """

    code = "error"

    def __init__(self, detail: str, *, code: str | None = None, **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or type(self).code
        self.extra = extra


class Invalid(KefuError):
    """The input breaks a rule (HTTP 422)."""

    code = "invalid"


class NotAuthenticated(KefuError):
    """The caller did not prove who they are (401)."""

    code = "not_authenticated"


class Forbidden(KefuError):
    """The caller is known but may not do this (403)."""

    code = "forbidden"


class AssuranceTooLow(Forbidden):
    """The conversation's identity level is below what the service needs."""

    code = "assurance_too_low"


class NotFound(KefuError):
    """No such object, or not the caller's (404)."""

    code = "not_found"


class Conflict(KefuError):
    """The object's state does not allow this any more (409)."""

    code = "conflict"


class LimitReached(KefuError):
    """Too many of something; `retry_after` seconds until the next is allowed (429)."""

    code = "limit_reached"

    def __init__(self, detail: str, *, retry_after: int, code: str | None = None) -> None:
        super().__init__(detail, code=code, retry_after=retry_after)
        self.retry_after = retry_after


class Unavailable(KefuError):
    """A system behind us does not answer (503)."""

    code = "unavailable"
