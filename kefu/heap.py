"""The memory of a process that loads much once and then answers quickly for long."""

from __future__ import annotations

import gc


def settle() -> None:
    """What is loaded stays: no later collection looks at it again.

    One over all of it takes a tenth of a second, in which nobody is answered.
    """
    gc.freeze()
    gc.enable()
