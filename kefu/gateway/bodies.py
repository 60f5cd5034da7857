"""Types for request bodies: unknown fields are refused, and no text reaches the services that a
database could not store. It must not know any route.
"""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from kefu.core.privacy import scrub

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_RANDOM_ID = re.compile(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
LARGEST_SEQ = 2**31 - 1


class Body(BaseModel):
    """Base of every request body."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Nothing(Body):
    """A body without members."""


def _encodable(text: str) -> str:
    """JSON can name half a character (a lone surrogate), which nothing behind us can encode."""
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("not encodable")
    return text


def _without_controls(text: str) -> str:
    return _CONTROL.sub("", text)


def _without_personal_data(client_id: str) -> str:
    """An id is stored as it came, so nothing of anybody may stand in it. What programs draw by lot
    (a UUID, hexadecimal digits) cannot, whatever it looks like.
    """
    if not _RANDOM_ID.fullmatch(client_id) and scrub(client_id).text != client_id:
        raise ValueError("personal data")
    return client_id


Encodable = Annotated[str, AfterValidator(_encodable)]
# Pasted text brings invisible control characters along: dropped, not refused.
Text = Annotated[Encodable, AfterValidator(_without_controls)]
ClientId = Annotated[
    str, StringConstraints(pattern=r"^[!-~]{1,64}$"), AfterValidator(_without_personal_data)
]
ObjectId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
Locale = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[0-9A-Za-z]{2,8}){0,2}$", max_length=10)
]
Token = Annotated[Encodable, StringConstraints(min_length=1, max_length=4096)]
Secret = Annotated[Encodable, StringConstraints(max_length=256)]

Seq = Annotated[int, Field(ge=0, le=LARGEST_SEQ)]
After = Annotated[int, Query(ge=0, le=LARGEST_SEQ)]


class ReadRequest(Body):
    """The last event of the log that was on the reader's screen."""

    seq: Seq
