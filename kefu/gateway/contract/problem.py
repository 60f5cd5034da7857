"""How errors look: problem+json (RFC 9457)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from kefu.gateway.contract.wire import Absent


class PasswordViolation(BaseModel):
    """A rule that a new password breaks, and what to tell the customer."""

    rule: str
    message: str


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
    retry_after: int | Absent = None
    attempts_left: int | Absent = None
    violations: list[PasswordViolation] | Absent = None
