"""How the side process tells its starter what became of a picture."""

from __future__ import annotations

from enum import IntEnum


class PictureOutcome(IntEnum):
    """Its exit code; any other end is a failure of its own."""

    DONE = 0
    NOT_A_PICTURE = 10
    TOO_MANY_PIXELS = 11
    TOO_MUCH_WORK = 12
