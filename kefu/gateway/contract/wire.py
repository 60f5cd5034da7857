"""Base of what is published about answers.

These shapes are described, not enforced: what is stored goes out as it is, and tests hold the two
together.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict
from pydantic.json_schema import SkipJsonSchema

# A member that is left out when there is nothing to say; it is never null.
Absent = Annotated[None, SkipJsonSchema()]


class Wire(BaseModel):
    """A shape of the contract; a member that it does not name is a mistake of ours."""

    model_config = ConfigDict(extra="forbid")
