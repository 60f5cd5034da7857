"""The services of this process, built when the first action needs them.

Knows no action and no word.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar, copy_context
from datetime import datetime
from functools import lru_cache
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast

from kefu.bootstrap import Chat, Desk, Kefu, Topics, build
from kefu.core.errors import KefuError, Unavailable
from kefu.services.notifications import NotificationService
from kefu.services.ports import UnitOfWork
from kefu.services.units import in_unit

P = ParamSpec("P")
R = TypeVar("R")

_log = logging.getLogger(__name__)

# As many actions may wait for the database or the wallet at the same time.
_THREADS: Final = 16

_in_use: list[Kefu] = []
_threads = ThreadPoolExecutor(_THREADS, "kefu-actions")
_deliverers = ThreadPoolExecutor(2, "kefu-texts")
_under_way: set[Future[None]] = set()


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
    """Within it every action of this process takes these services, and at its end none of them is
    still at work.
    """
    _in_use.append(services)
    try:
        yield
    finally:
        _in_use.remove(services)
        wait(_under_way.copy())


class MustWait(BaseException):
    """An action that was begun in the event loop wants a service: it must not go on there."""


def at_once(action: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run an action in the event loop. Raises MustWait in place of the first word to a service."""
    before = _asked.set(_NoQuestions())
    try:
        return action(*args, **kwargs)
    finally:
        _asked.reset(before)


async def beside(action: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run an action beside the event loop, in one thread from its beginning to its end."""
    context = copy_context()

    def whole() -> R:
        questions = _Questions()
        _asked.set(questions)
        try:
            return action(*args, **kwargs)
        finally:
            questions.close()

    return await asyncio.get_running_loop().run_in_executor(_threads, context.run, whole)


def call(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call a service that owns its transactions and may change something."""
    _asked.get().forget()
    return function(*args, **kwargs)


def ask(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """`call` for what changes nothing, such as a question to the wallet."""
    return _asked.get().answer((function, args, kwargs), lambda: function(*args, **kwargs))


def write(
    function: Callable[Concatenate[UnitOfWork, P], R | KefuError],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """Run a service within one transaction; see `in_unit`."""
    _asked.get().forget()
    return in_unit(_kefu().database, function, *args, **kwargs)


def read(function: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a service that only reads."""
    return _asked.get().read((function, args, kwargs), lambda unit: function(unit, *args, **kwargs))


class _Questions:
    """What one action asks: in one reading transaction, and nothing twice, until something is
    changed or refused.
    """

    def __init__(self) -> None:
        self._answers: list[tuple[object, Any]] = []
        self._opened = ExitStack()
        self._unit: UnitOfWork | None = None

    def answer(self, question: object, find: Callable[[], R]) -> R:
        """The answer given before, else what is found by a service with transactions of its own."""
        return self._answer(question, lambda: self._outside(find))

    def read(self, question: object, find: Callable[[UnitOfWork], R]) -> R:
        """The answer given before, else what is found in the reading transaction."""
        return self._answer(question, lambda: self._within(find))

    def _answer(self, question: object, find: Callable[[], R]) -> R:
        for known, answer in self._answers:
            if known == question:
                return cast("R", answer)
        try:
            answer = find()
        except BaseException:
            self.forget()
            raise
        self._answers.append((question, answer))
        return answer

    def _within(self, find: Callable[[UnitOfWork], R]) -> R:
        if self._unit is None:
            self._unit = self._opened.enter_context(_kefu().database.read())
        try:
            return find(self._unit)
        except BaseException:
            self._unit = None
            try:
                self._opened.__exit__(*sys.exc_info())  # it words its own failures
            except Unavailable:
                # Its connection may have been lost while the action was busy with something else.
                return _kefu().database.query(find)
            raise

    def _outside(self, find: Callable[[], R]) -> R:
        self.close()  # a thread holds one connection at a time
        return find()

    def forget(self) -> None:
        """Ask anew from here on."""
        self._answers.clear()
        self.close()

    def close(self) -> None:
        """End the transaction; what was answered is still known."""
        self._unit = None
        self._opened.close()


class _NoQuestions(_Questions):
    """Of an action that must not wait."""

    def _answer(self, question: object, find: Callable[[], R]) -> R:
        raise MustWait

    def forget(self) -> None:
        """Something is to be changed."""
        raise MustWait


_asked: ContextVar[_Questions] = ContextVar("asked")


def deliver_soon() -> None:
    """Send waiting texts in a thread of its own;
    what fails is left to the gateway's delivery loop.
    """
    delivery = _deliverers.submit(copy_context().run, _deliver, _kefu().notifications)
    _under_way.add(delivery)
    delivery.add_done_callback(_under_way.discard)


def _deliver(notifications: NotificationService) -> None:
    try:
        notifications.deliver_due()
    except KefuError as error:
        _log.warning("delivery postponed: %s", error.code)
