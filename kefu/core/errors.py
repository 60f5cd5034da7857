"""Errors that a service raises for what the caller did wrong or what is not to be had now.

The gateway maps them to problem+json, an action to words (`kefu.words.problems`); neither is known
here. `OperatorError` is for the command line alone.
"""

from __future__ import annotations

from typing import Any


class KefuError(Exception):
    """Base of every expected error.

    `key` names its sentence in `data/phrases/problems.yml`: a code, or ``code.case`` where one code
    has several. `code` is stable and machine-readable; `facts` are public members such as
    ``attempts_left``, and fill the sentence.
    """

    code = "internal"

    def __init__(self, key: str | None = None, **facts: Any) -> None:
        self.key = key or type(self).code
        self.code = self.key.partition(".")[0]
        self.facts = facts
        super().__init__(self.key)


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
    """The conversation's identity level is below what the service needs; as
    ``assurance_too_low.expired`` when it was high enough before the verification ran out.
    """

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

    def __init__(self, key: str | None = None, *, retry_after: int) -> None:
        super().__init__(key, retry_after=retry_after)
        self.retry_after = retry_after


class Unavailable(KefuError):
    """A system behind us does not answer (503)."""

    code = "unavailable"


class NotOffered(KefuError):
    """This installation's wallet lacks the topic; `capability` names it (501)."""

    code = "not_offered"


class OperatorError(Exception):
    """Something that whoever runs the system has to put right; the text tells them what."""
