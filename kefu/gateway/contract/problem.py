"""How errors look: problem+json (RFC 9457)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from kefu.gateway.contract.wire import Absent


class PasswordViolation(BaseModel):
    """A rule that a new password breaks, and what to tell the customer."""

    rule: str
    message: str


class Passage(BaseModel):
    """Words of what was sent: from `start` to before `end`, in UTF-16 units."""

    start: int
    end: int
    text: str


class Problem(BaseModel):
    """An error (RFC 9457).

    `code` is stable; `detail` is a Chinese sentence fit to show to a customer. `passages` are the
    words of an agent that must not reach one.
    """

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str
    retry_after: int | Absent = None
    attempts_left: int | Absent = None
    violations: list[PasswordViolation] | Absent = None
    passages: list[Passage] | Absent = None
