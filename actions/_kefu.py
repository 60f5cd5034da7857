"""The services of this process, built when the first action needs them.

Knows no action and no word.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import datetime
from functools import lru_cache
from typing import Concatenate, ParamSpec, TypeVar

from kefu.bootstrap import Chat, Desk, Kefu, Topics, build
from kefu.core.errors import KefuError
from kefu.services.ports import UnitOfWork
from kefu.services.units import in_unit, reading

P = ParamSpec("P")
R = TypeVar("R")

_log = logging.getLogger(__name__)


_in_use: list[Kefu] = []


def chat() -> Chat:
    """What belongs to the conversation itself."""
    return _kefu().chat


def topics() -> Topics:
    """What can be done for the customer, by topic."""
    return _kefu().topics


def desk() -> Desk:
    """What belongs to the humans who take over."""
    return _kefu().desk


def clock() -> datetime:
    """The present instant, aware UTC, as the services see it."""
    return _kefu().clock()


def _kefu() -> Kefu:
    """The services in use, else the ones wired from the environment's settings."""
    return _in_use[-1] if _in_use else _built()


@lru_cache(maxsize=1)
def _built() -> Kefu:
    return build()


@contextmanager
def using(services: Kefu) -> Iterator[None]:
    """Within it every action of this process takes these services."""
    _in_use.append(services)
    try:
        yield
    finally:
        _in_use.remove(services)


async def call(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a service that owns its transactions, and may wait for them, beside the event loop."""
    return await asyncio.to_thread(function, *args, **kwargs)


async def ask(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """`call` for what changes nothing, such as a question to the wallet."""
    return await call(function, *args, **kwargs)


async def write(
    function: Callable[Concatenate[UnitOfWork, P], R | KefuError],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """Run a service within one transaction, beside the event loop; see `in_unit`."""
    return await call(lambda: in_unit(_kefu().database, function, *args, **kwargs))


async def read(
    function: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Run a service that only reads, beside the event loop."""
    return await call(lambda: reading(_kefu().database, function, *args, **kwargs))


def deliver_soon() -> None:
    """Send waiting texts in a thread of its own;
    what fails is left to the gateway's delivery loop.
    """
    asyncio.get_running_loop().run_in_executor(None, copy_context().run, _deliver)


def _deliver() -> None:
    try:
        _kefu().notifications.deliver_due()
    except KefuError as error:
        _log.warning("delivery postponed: %s", error.code)
