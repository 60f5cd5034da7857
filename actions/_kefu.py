"""The services of this process, built when the first action needs them.

Knows no action and no word.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextvars import copy_context
from functools import lru_cache
from typing import ParamSpec, TypeVar

from kefu.bootstrap import Kefu, build
from kefu.core.errors import KefuError

P = ParamSpec("P")
R = TypeVar("R")

_log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def kefu() -> Kefu:
    """All services, wired from the environment's settings."""
    return build()


async def call(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a service, which may wait for a database, beside the event loop."""
    return await asyncio.to_thread(function, *args, **kwargs)


def deliver_soon() -> None:
    """Send waiting texts in a thread of its own;
    what fails is left to the gateway's delivery loop.
    """
    asyncio.get_running_loop().run_in_executor(None, copy_context().run, _deliver)


def _deliver() -> None:
    try:
        kefu().notifications.deliver_due()
    except KefuError as error:
        _log.warning("delivery postponed: %s", error.code)
