"""The bridge from the event loop to the synchronous services."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking function in a worker thread.

    A cancelled caller waits until the call has ended.
    """
    return await run_in_threadpool(function, *args, **kwargs)
