"""Where a process that has everything but an open port waits until its parent lets it begin.

The gate is a pipe that the child inherits: its end is the sign, also when the parent dies. It must
not know who waits, or for what.
"""

from __future__ import annotations

import os
from typing import Final

VARIABLE: Final = "KEFU_START_GATE"
"""Names the child's end, a file descriptor; without it nobody waits."""


def wait_until_open() -> None:
    """Return when the parent has closed its end."""
    if end := os.environ.pop(VARIABLE, None):
        with open(int(end), "rb") as gate:  # noqa: PTH123 - a descriptor has no path
            gate.read()
