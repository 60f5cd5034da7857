"""The bridge from the event loop to the synchronous services, and the transactions around them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

from kefu.core.errors import KefuError
from kefu.services.ports import Database, UnitOfWork
from kefu.services.units import committed, reading

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking function in a worker thread.

    A cancelled caller waits until the call has ended.
    """
    return await run_in_threadpool(function, *args, **kwargs)


class Units:
    """Calls use cases from the event loop, each within one transaction, and most in a thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ping(self) -> None:
        """Raises Unavailable when the database does not answer."""
        await in_thread(self._database.ping)

    async def tidy(self) -> None:
        """See `Database.tidy`."""
        await in_thread(self._database.tidy)

    async def write(
        self,
        function: Callable[Concatenate[UnitOfWork, P], T | KefuError],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Call it with a unit that may write; see `in_unit`. A cancelled caller waits as above."""
        done = asyncio.wrap_future(
            self._database.submit(lambda unit: function(unit, *args, **kwargs))
        )
        try:
            outcome = await asyncio.shield(done)
        except asyncio.CancelledError:
            await asyncio.wait([done])
            raise
        return committed(outcome)

    async def read(
        self,
        function: Callable[Concatenate[UnitOfWork, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Call it with a unit that only reads."""
        return await in_thread(lambda: reading(self._database, function, *args, **kwargs))

    async def look(
        self,
        function: Callable[Concatenate[UnitOfWork, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """`read` for what needs a few rows by their key: not worth a thread if the database is
        near.
        """
        if self._database.is_near:
            return reading(self._database, function, *args, **kwargs)
        return await self.read(function, *args, **kwargs)
