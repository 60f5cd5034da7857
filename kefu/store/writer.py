"""One thread that writes for a whole process: what several callers have to write at the same time
becomes one transaction, and one wait for the disk.

Each use case has a savepoint, so that one which fails undoes nothing but itself. Whatever comes in
while the disk is waited for goes into the next transaction; who comes alone waits for nobody. A
caller hears of its outcome when it is on the disk, never before.

It must not know what is written.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from kefu.core.errors import Unavailable
from kefu.services.outside import ActAlone, AskFirst, Outside, share
from kefu.store.failures import translated
from kefu.store.unit_of_work import SqlUnitOfWork

# As much as goes into one transaction, in use cases and in seconds of their work.
MOST_AT_ONCE = 64
LONGEST_WORK = 0.02
# Use cases that wait for another system, or in a transaction of their own, at the same time.
ASIDE_AT_ONCE = 8

T = TypeVar("T")


@dataclass(slots=True)
class _Job:
    """A use case in its caller's context, and what became of it in the transaction under way."""

    use_case: Callable[[SqlUnitOfWork], Any]
    future: Future[Any] = field(default_factory=Future)
    context: Context = field(default_factory=copy_context)
    outside: Outside = field(default_factory=Outside)
    result: Any = None
    error: BaseException | None = None

    def run(self, unit: SqlUnitOfWork) -> None:
        with translated():
            self.result = self.context.run(self.use_case, unit)

    def settle(self) -> None:
        """Tell the caller."""
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


class Writer:
    """Runs use cases one after another, in transactions that `begin` opens."""

    def __init__(self, begin: Callable[[], AbstractContextManager[SqlUnitOfWork]]) -> None:
        self._begin = begin
        self._waiting: deque[_Job] = deque()
        self._lock = Lock()
        self._busy = False
        self._thread = ThreadPoolExecutor(1, "kefu-writer")
        self._aside = ThreadPoolExecutor(ASIDE_AT_ONCE, "kefu-aside")

    def submit(self, use_case: Callable[[SqlUnitOfWork], T]) -> Future[T]:
        """Have it run; the future is done when what it wrote is on the disk."""
        job = _Job(use_case)
        job.future.set_running_or_notify_cancel()  # whoever stops waiting does not undo it
        job.context.run(share, job.outside)
        self._add(job)
        return job.future

    def _add(self, job: _Job) -> None:
        with self._lock:
            self._waiting.append(job)
            if self._busy:
                return
            self._busy = True
        self._thread.submit(self._work)

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._busy = False
                    return
            self._write()

    def _write(self) -> None:
        """One transaction of those who wait, and of those who come while it has room."""
        jobs: list[_Job] = []
        try:
            with self._begin() as unit:
                until = time.monotonic() + LONGEST_WORK
                while self._waiting and len(jobs) < MOST_AT_ONCE:
                    jobs.append(self._waiting.popleft())
                    _attempt(unit, jobs[-1])
                    if time.monotonic() > until:
                        break
        except Exception as error:  # noqa: BLE001 - none of it is stored, whatever each was told
            if not jobs:  # nobody could begin: nor could the next
                jobs = [self._waiting.popleft() for _ in range(len(self._waiting))]
            for job in jobs:
                job.error = error
        for job in jobs:
            if isinstance(job.error, AskFirst):
                self._aside.submit(self._ask, job, job.error)
            elif isinstance(job.error, ActAlone):
                self._aside.submit(self._run_alone, job)
            else:
                job.settle()

    def _ask(self, job: _Job, question: AskFirst) -> None:
        job.error = None
        try:
            job.context.run(question.put)
        except BaseException as error:  # noqa: BLE001 - the caller's
            job.error = error
            job.settle()
        else:
            self._add(job)

    def _run_alone(self, job: _Job) -> None:
        job.error, job.outside.alone = None, True
        try:
            with self._begin() as unit:
                job.run(unit)
        except BaseException as error:  # noqa: BLE001 - the caller's
            job.error = error
        job.settle()


def _attempt(unit: SqlUnitOfWork, job: _Job) -> None:
    """Run a job so that its failure undoes nothing but itself."""
    unit.execute("SAVEPOINT use_case")
    try:
        job.run(unit)
    except BaseException as error:
        job.error = error
        if not unit.is_open:  # the database has given up the transaction, not only this part
            raise Unavailable("database_unavailable") from error
        unit.execute("ROLLBACK TO use_case")
    unit.execute("RELEASE use_case")
