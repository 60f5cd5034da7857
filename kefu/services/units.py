"""Calling a use case within one transaction: the door that takes a request (a route, an action, a
command) opens it, the use case works in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from kefu.core.errors import KefuError
from kefu.services.ports import Database, UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")


def in_unit(
    database: Database,
    function: Callable[Concatenate[UnitOfWork, P], T | KefuError],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Call `function` with a unit that may write, committed when it ends well; see
    `Database.submit`.

    A refusal that is returned, not raised, is raised once the unit is committed: what it counted
    stays.
    """
    return committed(database.write(lambda unit: function(unit, *args, **kwargs)))


def committed(outcome: T | KefuError) -> T:
    """What a use case returned, now that it is committed. Raises the refusal that it returned."""
    if isinstance(outcome, KefuError):
        raise outcome
    return outcome


def reading(
    database: Database,
    function: Callable[Concatenate[UnitOfWork, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Call `function` with a unit that only reads and never waits for a writer."""
    return database.query(lambda unit: function(unit, *args, **kwargs))
