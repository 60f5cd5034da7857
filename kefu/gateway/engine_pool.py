"""Many engines as one: each turn goes to the engine with the fewest in flight, and what breaks on
one is asked of another within the turn's budget. That is safe: a turn is a pure function, and what
its actions do outside they do once for each turn.

An engine that breaks a connection, is not ready or hangs is out until it says that it is ready;
then it first gets one turn alone. It must not know what becomes of a turn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import structlog

from kefu.gateway.engine_client import EngineClient, EngineFailed, EngineUnavailable, Failure
from kefu.gateway.metrics import Metrics
from kefu.services.ports import EngineAnswer, OwedTurn

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 1.0
# So much of a turn's budget may pass before somebody asks whether its engine still lives.
DOUBT = 0.4
PROBE_TIMEOUT = 1.0
# So many failures one after another say that it is the engine and not the turns.
STRIKES = 3

Connect = Callable[[str], EngineClient]

log = structlog.get_logger(__name__)


@dataclass(eq=False, slots=True)
class Worker:
    """One engine as the pool sees it."""

    name: str
    client: EngineClient
    in_flight: int = 0
    is_out: bool = False
    on_trial: bool = False
    """Back, but not yet proven by a turn."""
    is_known: bool = False
    """Somebody answered there once."""
    strikes: int = 0
    last_turn: int = 0
    pause: float = FIRST_PAUSE
    is_left: bool = False
    """Not among the engines any more."""
    probing: asyncio.Task[None] | None = field(default=None, repr=False)


class EnginePool:
    """`timeout` is the budget in seconds for one turn, all attempts. At most `most` engines are
    used at a time, the others are spare; None for all.
    """

    def __init__(
        self,
        connect: Connect,
        timeout: float,
        metrics: Metrics,
        *,
        most: int | None = None,
    ) -> None:
        self.timeout = timeout
        self._connect = connect
        self._most = most
        self._metrics = metrics
        self._workers: list[Worker] = []
        self._ends: set[asyncio.Task[None]] = set()
        self._returned = asyncio.Event()
        self._turns = 0

    def use(self, engines: Mapping[str, str]) -> None:
        """Ask these from now on, addresses by name. Others end what they are at and get no more."""
        kept = [worker for worker in self._workers if engines.get(worker.name) == worker.client.url]
        left = [worker for worker in self._workers if worker not in kept]
        known = {worker.name: worker for worker in kept}
        self._workers = [
            known.get(name) or Worker(name, self._connect(url)) for name, url in engines.items()
        ]
        for name in engines:
            self._metrics.know_engine(name)
        for worker in left:
            worker.is_left = True
            self._metrics.engine_up.labels(worker.name).set(0)
            self._end_if_left(worker)
        self._returned.set()

    async def turn(self, turn: OwedTurn, *, budget: float | None = None) -> EngineAnswer:
        """The bot's answer. Raises EngineUnavailable."""
        budget = self.timeout if budget is None else budget
        last = "timeout"
        pause, same = FIRST_PAUSE, None
        refused: set[Worker] = set()
        try:
            async with asyncio.timeout(budget):
                while True:
                    worker = same or await self._choose(refused)
                    try:
                        return await self._ask(worker, turn, budget * DOUBT)
                    except EngineFailed as failed:
                        failure = failed
                    last = failure.code
                    same = await self._again(worker, failure, refused, is_first=same is None)
                    if failure.kind is Failure.UNABLE and not worker.is_out:
                        await asyncio.sleep(pause)
                        pause = min(LONGEST_PAUSE, pause * 2)
        except TimeoutError:
            raise EngineUnavailable(last) from None

    async def is_ready(self) -> bool:
        """Whether an engine has its model loaded. Looks at all of them."""
        return any(await asyncio.gather(*(self._look(worker) for worker in self._workers)))

    def capacity(self, each: int) -> int:
        """How many turns may be in flight when an engine is given `each`; never none."""
        return each * max(1, len(self._used()))

    async def close(self) -> None:
        """End the probes and close the pooled connections."""
        probes = [worker.probing for worker in self._workers if worker.probing]
        for probe in probes:
            probe.cancel()
        await asyncio.gather(*probes, *self._ends, return_exceptions=True)
        for worker in self._workers:
            await worker.client.close()

    # choosing

    def _used(self) -> list[Worker]:
        return [worker for worker in self._workers if not worker.is_out][: self._most]

    def _end_if_left(self, worker: Worker) -> None:
        if not worker.is_left or worker.in_flight:
            return
        if worker.probing:
            worker.probing.cancel()
        end = asyncio.create_task(worker.client.close())
        self._ends.add(end)
        end.add_done_callback(self._ends.discard)

    async def _choose(self, refused: set[Worker]) -> Worker:
        """The engine with the fewest turns; in turn where they have the same. Waits while all are
        out.
        """
        while True:
            used = self._used()
            left = [worker for worker in used if worker not in refused] or used
            # One on trial has its one turn, unless nobody else is there.
            proven = [worker for worker in left if not (worker.on_trial and worker.in_flight)]
            if chosen := min(proven or left, key=_load, default=None):
                self._turns += 1
                chosen.last_turn = self._turns
                return chosen
            self._returned.clear()
            await self._returned.wait()

    async def _ask(self, worker: Worker, turn: OwedTurn, doubt: float) -> EngineAnswer:
        """Ask one engine. Raises EngineFailed, also when after `doubt` seconds it does not even say
        that it is ready, and there is another; else it may go on.
        """
        self._count(worker, 1)
        asking = asyncio.create_task(worker.client.turn(turn))
        try:
            done, _ = await asyncio.wait({asking}, timeout=doubt)
            is_alone = self._used() == [worker]
            if not done and not is_alone and not await worker.client.is_ready(PROBE_TIMEOUT):
                raise EngineFailed(Failure.UNREACHABLE, "hung")
            answer = await asking
        except asyncio.CancelledError:
            self._strike(worker, "timeout")
            raise
        finally:
            asking.cancel()
            self._count(worker, -1)
            self._end_if_left(worker)
        self._proven(worker)
        self._metrics.engine_turns.labels(worker.name).inc()
        return answer

    async def _again(
        self, worker: Worker, failure: EngineFailed, refused: set[Worker], *, is_first: bool
    ) -> Worker | None:
        """Who is asked next: the same engine when the turn may still run there and it lives, else
        whoever is chosen. Raises EngineUnavailable when all have refused.
        """
        if failure.kind is Failure.REFUSED:  # perhaps the turn's own fault: it must not stop all
            self._strike(worker, failure.code)
            refused.add(worker)
            if refused.issuperset(self._used()):
                raise EngineUnavailable(failure.code)
        elif failure.kind is Failure.UNABLE:  # its own fault only when it is not ready
            await self._look(worker)
        elif failure.kind is Failure.BROKEN and is_first:
            if await worker.client.is_ready(PROBE_TIMEOUT):
                return worker
            self._eject(worker, failure.code)
        else:
            self._eject(worker, failure.code)
        return None

    def _count(self, worker: Worker, change: int) -> None:
        worker.in_flight += change
        self._metrics.engine_in_flight.labels(worker.name).set(worker.in_flight)

    # health

    def _proven(self, worker: Worker) -> None:
        worker.strikes, worker.on_trial, worker.pause = 0, False, FIRST_PAUSE
        if not worker.is_known:
            worker.is_known = True
            self._metrics.engine_up.labels(worker.name).set(1)

    def _strike(self, worker: Worker, reason: str) -> None:
        worker.strikes, worker.is_known = worker.strikes + 1, True
        if worker.strikes >= STRIKES:
            self._eject(worker, reason)

    def _eject(self, worker: Worker, reason: str) -> None:
        """Use it no more until it is ready."""
        if worker.is_out or worker.is_left:
            return
        worker.is_out = True
        self._metrics.engine_up.labels(worker.name).set(0)
        if worker.is_known:  # a place where none was yet is no news
            self._metrics.engine_ejections.labels(worker.name).inc()
            log.warning("engine_out", engine=worker.name, url=worker.client.url, reason=reason)
        worker.probing = asyncio.create_task(self._probe(worker))

    async def _probe(self, worker: Worker) -> None:
        structlog.contextvars.clear_contextvars()  # the turn that found it out is not concerned
        while worker.is_out:
            await asyncio.sleep(worker.pause)
            worker.pause = min(LONGEST_PAUSE, worker.pause * 2)
            await self._look(worker)

    async def _look(self, worker: Worker) -> bool:
        """Whether it is ready; used again if it was out, and not if it is not."""
        is_ready = await worker.client.is_ready(PROBE_TIMEOUT)
        if is_ready and worker.is_out:
            log.info("engine_back", engine=worker.name, url=worker.client.url)
            worker.is_out, worker.on_trial, worker.strikes = False, True, 0
            self._returned.set()
        if is_ready:
            worker.is_known = True
            self._metrics.engine_up.labels(worker.name).set(1)
        else:
            self._eject(worker, "not_ready")
        return is_ready


def _load(worker: Worker) -> tuple[int, int]:
    return worker.in_flight, worker.last_turn
