"""Asking another system (the wallet) from within a use case whose transaction others share: nobody
must wait for their commit because the wallet is slow.

A question raises `AskFirst` there: the use case is undone, the question is put with no transaction
open, and the use case begins again and finds the answer. An act, which must not rest on what has
changed meanwhile, raises `ActAlone`: the use case begins again in a transaction of its own.
Everywhere else both simply happen.

It must not know the wallet, nor how transactions are shared.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kefu.core.errors import KefuError

T = TypeVar("T")


class AskFirst(BaseException):
    """Not an error that a use case may handle. `put` asks and remembers the answer."""

    def __init__(self, put: Callable[[], None]) -> None:
        super().__init__()
        self.put = put


class ActAlone(BaseException):
    """Not an error that a use case may handle."""


@dataclass(slots=True)
class Outside:
    """What one use case has been answered so far, and whether its transaction is its own."""

    alone: bool = False
    answers: dict[Hashable, tuple[Any, KefuError | None]] = field(default_factory=dict)

    def put(self, question: Hashable, ask: Callable[[], Any]) -> None:
        """Ask, and remember the answer or the refusal."""
        try:
            self.answers[question] = (ask(), None)
        except KefuError as refusal:
            self.answers[question] = (None, refusal)


_here: ContextVar[Outside | None] = ContextVar("outside", default=None)


def share(outside: Outside) -> None:
    """From here on, in this context, a use case runs in a transaction that may be shared. Raises
    RuntimeError within such a one: it would wait for itself.
    """
    if _here.get() is not None:
        raise RuntimeError("a use case cannot wait for the transaction of another")
    _here.set(outside)


def ask(question: Hashable, ask: Callable[[], T]) -> T:
    """What `ask` returns or raises; `question` tells it from others of the same use case."""
    here = _here.get()
    if here is None:
        return ask()
    if question not in here.answers:
        if not here.alone:
            raise AskFirst(lambda: here.put(question, ask))
        return ask()
    answer, refusal = here.answers[question]
    if refusal is not None:
        raise refusal
    return answer  # type: ignore[no-any-return]


def act(act: Callable[[], T]) -> T:
    """What `act` returns or raises, done in a transaction that nobody shares."""
    here = _here.get()
    if here is not None and not here.alone:
        raise ActAlone
    return act()
