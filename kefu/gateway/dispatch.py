"""Runs the bot's turns: one conversation strictly in order, many conversations side by side.

Wake it with a conversation's id after anything that the bot may have to answer; what it misses, its
own round finds. It must not know channels, nor what a turn is about.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

import structlog

from kefu.core.errors import Unavailable
from kefu.core.theft_words import reports_emergency
from kefu.gateway.engine_client import BAD_PAYLOAD, EngineUnavailable
from kefu.gateway.engine_pool import EnginePool
from kefu.gateway.hub import Hub, News
from kefu.gateway.listening import Listening
from kefu.gateway.metrics import Metrics
from kefu.gateway.threads import Units
from kefu.gateway.waiting_room import WaitingRoom
from kefu.services.ports import EngineAnswer, OwedTurn
from kefu.services.turn_book import ACCEPTED_PAYLOAD, Finished, TurnBook
from kefu.services.turn_context import during

# security.md: a report of theft has its case within 5 s even with the engine down.
THEFT_BUDGET = 3.0
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
ROUND_SECONDS = 5.0
# Whoever waits longer for their turn is told so.
PATIENCE = 3.0

T = TypeVar("T")
log = structlog.get_logger(__name__)


class Dispatcher:
    """One task a conversation that is owed something. An engine works at `turns_each` at a time;
    with `most_waiting` conversations in line or at engines it is full. An answer to unclear words
    waits `read_together` seconds for more of them.
    """

    def __init__(
        self,
        units: Units,
        turns: TurnBook,
        engine: EnginePool,
        hub: Hub,
        metrics: Metrics,
        *,
        turns_each: int,
        most_waiting: int,
        read_together: float = 0,
    ) -> None:
        self._units = units
        self._turns = turns
        self._engine = engine
        self._hub = hub
        self._metrics = metrics
        self._waiting_room = WaitingRoom(lambda: engine.capacity(turns_each))
        self._most_waiting = most_waiting
        self._listening = Listening(read_together)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._woken: set[str] = set()
        self._coming: Counter[str] = Counter()
        self._stopping = asyncio.Event()

    def wake(self, conversation_id: str) -> None:
        """See to it that everything the bot owes to the conversation gets answered."""
        if self._stopping.is_set():
            return
        self._woken.add(conversation_id)
        self._listening.wake(conversation_id)
        if conversation_id not in self._tasks:
            self._tasks[conversation_id] = asyncio.create_task(self._run(conversation_id))

    @property
    def waiting(self) -> int:
        """How many turns wait for an engine."""
        return self._waiting_room.waiting

    def is_full(self, conversation_id: str) -> bool:
        """Whether a conversation that is owed nothing yet should not come in now."""
        inside = len(self._tasks) + sum(other not in self._tasks for other in self._coming)
        inside -= len(self._listening)
        return inside >= self._most_waiting and conversation_id not in self._tasks

    @contextmanager
    def coming(self, conversation_id: str) -> Iterator[None]:
        """A message of the conversation is being stored, after which it will be owed an answer."""
        self._coming[conversation_id] += 1
        try:
            yield
        finally:
            self._coming[conversation_id] -= 1
            if not self._coming[conversation_id]:
                del self._coming[conversation_id]

    def estimate(self) -> int:
        """Seconds after which it may be worth while to come again."""
        return self._waiting_room.estimate()

    async def rounds(self) -> None:
        """Take up what is owed since a restart or a lost wake-up, now and every few seconds. Runs
        until stopped.
        """
        while not self._stopping.is_set():
            try:
                for conversation_id in await self._units.read(self._turns.owing):
                    self.wake(conversation_id)
            except Unavailable:
                log.warning("database_unavailable", during="round")
            await self._pause(ROUND_SECONDS)

    async def stop(self, grace: float) -> None:
        """Begin nothing new and wait up to `grace` seconds for the turns in flight."""
        self._stopping.set()
        self._listening.end()
        if self._tasks:
            _, late = await asyncio.wait(list(self._tasks.values()), timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, conversation_id: str) -> None:
        try:
            # The task began as a copy of the request that woke it.
            structlog.contextvars.clear_contextvars()
            structlog.contextvars.bind_contextvars(conversation_id=conversation_id)
            while conversation_id in self._woken and not self._stopping.is_set():
                self._woken.discard(conversation_id)
                await self._answer_all(conversation_id)
        except asyncio.CancelledError:
            log.warning("turn_cancelled")
        except Exception:  # the next round takes it up again
            log.exception("runner_failed")
        finally:
            # No await between the last look at `_woken` and here, so no wake-up falls in between.
            del self._tasks[conversation_id]
            self._woken.discard(conversation_id)

    async def _answer_all(self, conversation_id: str) -> None:
        owes, was_told = True, False
        while owes and not self._stopping.is_set():
            turn = await self._next(conversation_id)
            if turn is None:
                return
            with during(turn.id):
                if turn.payload is not None and turn.payload.startswith(ACCEPTED_PAYLOAD):
                    await self._skip(turn)
                    continue
                seat = self._waiting_room.enter(urgent=reports_emergency(turn.text))
                try:
                    if not was_told:
                        was_told = await self._tell_if_long(turn, seat.admitted)
                    await seat.admitted
                    if self._stopping.is_set():  # the next start takes it up
                        return
                    answer, seconds = await self._ask(turn)
                finally:
                    self._waiting_room.leave(seat)
                if answer is not None and answer.unsure and await self._more_comes(turn):
                    continue
                owes = await self._conclude(turn, answer, seconds)

    async def _next(self, conversation_id: str) -> OwedTurn | None:
        return await self._persist(
            "next_turn", lambda: self._units.look(self._turns.next, conversation_id)
        )

    async def _tell_if_long(self, turn: OwedTurn, admitted: asyncio.Future[None]) -> bool:
        """Ask the customer for patience when their wait grows; True when that was said."""
        if not admitted.done():
            await asyncio.wait([admitted], timeout=PATIENCE)
        if admitted.done():
            return False
        log.info("asked_for_patience", waiting=self.waiting)
        await self._persist(
            "ask_for_patience", lambda: self._units.write(self._turns.ask_for_patience, turn)
        )
        self._hub.publish(turn.conversation_id)
        return True

    async def _skip(self, turn: OwedTurn) -> None:
        await self._persist("skip", lambda: self._units.write(self._turns.skip, turn))
        log.info("turn_skipped", payload=turn.payload)

    async def _more_comes(self, turn: OwedTurn) -> bool:
        """Give the customer time to write on; True when they did, and the turn is another one."""
        if self._listening.is_off or reports_emergency(turn.text):
            return False
        if turn.conversation_id in self._woken:
            # Perhaps by what this turn holds already: that ends no waiting.
            self._woken.discard(turn.conversation_id)
            if await self._has_grown(turn):
                return True
        if turn.conversation_id not in self._woken:
            await self._listening.to(turn.conversation_id)
        self._woken.discard(turn.conversation_id)
        return await self._has_grown(turn)

    async def _has_grown(self, turn: OwedTurn) -> bool:
        now = await self._next(turn.conversation_id)
        if now is not None and now.seq == turn.seq:
            return False
        log.info("turn_withheld", seq=turn.seq)
        return True

    async def _conclude(self, turn: OwedTurn, answer: EngineAnswer | None, seconds: float) -> bool:
        """Store what the engine said in `seconds`; True when the bot still owes something to the
        conversation.
        """
        started = time.perf_counter()
        answer, outcome = await self._store(turn, answer)
        seconds += time.perf_counter() - started
        self._metrics.turn_seconds.observe(seconds)
        _report(turn, answer, outcome.queued, seconds)
        if outcome.queued:
            self._metrics.handoffs.labels("bot" if answer else "engine_failure").inc()
        self._hub.publish(turn.conversation_id)
        return outcome.owes

    async def _ask(self, turn: OwedTurn) -> tuple[EngineAnswer | None, float]:
        """The engine's answer, if it gives one, and the seconds that it took."""
        started = time.perf_counter()
        self._hub.publish(turn.conversation_id, News.TYPING)
        answer = await self._asked(turn)
        return answer, time.perf_counter() - started

    async def _asked(self, turn: OwedTurn) -> EngineAnswer | None:
        budget = self._engine.timeout
        if reports_emergency(turn.text):
            budget = min(budget, THEFT_BUDGET)
        try:
            answer = await self._turn(turn, budget)
        except EngineUnavailable as error:
            self._metrics.failures.labels(error.code).inc()
            log.error("turn_failed", code=error.code)
            return None
        except Exception:  # a turn that cannot even be asked must not be asked for ever
            log.exception("turn_not_askable")
            self._metrics.failures.labels("not_askable").inc()
            return None
        self._metrics.turns.inc()
        return answer

    async def _turn(self, turn: OwedTurn, budget: float) -> EngineAnswer:
        """A choice that another model offered counts as the words on it where it is not known."""
        try:
            return await self._engine.turn(turn, budget=budget)
        except EngineUnavailable as error:
            if error.code != BAD_PAYLOAD or not turn.text:
                raise
            log.warning("choice_unknown")
            return await self._engine.turn(replace(turn, payload=None), budget=budget)

    async def _store(
        self, turn: OwedTurn, answer: EngineAnswer | None
    ) -> tuple[EngineAnswer | None, Finished]:
        """The answer if there is one that can be stored, and what became of the turn."""
        if answer is not None:
            try:
                return answer, await self._persist(
                    "finish", lambda: self._units.write(self._turns.finish, turn, answer)
                )
            except Exception:  # an answer that cannot be stored is none
                log.exception("turn_not_storable")
                self._metrics.failures.labels("not_storable").inc()
        return None, await self._persist(
            "give_up", lambda: self._units.write(self._turns.give_up, turn)
        )

    async def _persist(self, what: str, call: Callable[[], Coroutine[None, None, T]]) -> T:
        """Wait out a database that is away: an accepted message is kept until it is answered."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await call()
            except Unavailable:
                log.warning("database_unavailable", during=what)
                if self._stopping.is_set():
                    raise asyncio.CancelledError from None
            await self._pause(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


def _report(turn: OwedTurn, answer: EngineAnswer | None, queued: bool, seconds: float) -> None:
    """One line that tells what became of a turn: never what was said."""
    ms = round(seconds * 1000, 1)
    together = {} if turn.first_seq in {None, turn.seq} else {"seq": turn.seq}
    if answer is None:
        log.error("turn_given_up", queued=queued, ms=ms, **together)
        return
    log.info(
        "turn_answered",
        intent=answer.intent.name,
        confidence=round(answer.intent.confidence, 3),
        actions=answer.actions,
        messages=len(answer.messages),
        queued=queued,
        ms=ms,
        **together,
    )
