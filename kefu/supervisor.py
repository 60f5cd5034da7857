"""`kefu serve`: starts every process on one machine, waits until they are ready,
restarts what dies, stops cleanly.

It knows commands and addresses, nothing of what the processes do.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from kefu import private_files, start_gate
from kefu.core.errors import OperatorError

MAX_PAUSE = 30.0
# A process that ran this long before it died starts over with the shortest pause.
HEALTHY_AFTER = 60.0
STOP_GRACE = 12.0
READY_TIMEOUT = 180.0
READY_INTERVAL = 0.05
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)  # loaded here, as a child between fork and exec must load nothing

Say = Callable[[str], None]


@dataclass
class Service:
    """One child process: how to start it and how to see that it is ready."""

    name: str
    module: str
    ready_url: str
    headers: dict[str, str] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)
    """What it alone is told, beside the environment of all."""
    waits: bool = False
    """Whether it is let in (`kefu/start_gate.py`) when those before it are ready: who lets
    customers in waits, and has made itself ready meanwhile.
    """


class StartFailed(OperatorError):
    """A process did not become ready; the text says which and where its log is."""


class Supervisor:
    """Runs the services in the given order and stops them in the reverse one."""

    def __init__(self, services: list[Service], env: dict[str, str], logs: Path, say: Say) -> None:
        self._services = list(services)
        self._env = env
        self._logs = logs
        self._say = say
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._gates: dict[str, int] = {}
        self._watchers: dict[str, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()
        self._starting = asyncio.Lock()

    async def run(self, when_ready: Callable[[], Awaitable[None]]) -> None:
        """Start, wait, call `when_ready`, then watch until SIGINT
        or SIGTERM. Raises StartFailed.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        try:
            await self._start_all()
            if not self._stopping.is_set():
                for service in self._services:
                    self._begin_watch(service)
                await when_ready()
            await self._stopping.wait()
        finally:
            self._stopping.set()
            for service in list(self._services):
                await self._end_watch(service)
            for service in reversed(list(self._services)):
                await self._stop(service)

    async def add(self, service: Service) -> None:
        """Start one more, before those that wait for it, and watch it once it is ready. Raises
        StartFailed, and leaves nothing behind then.
        """
        waiting = (at for at, other in enumerate(self._services) if other.waits)
        self._services.insert(next(waiting, len(self._services)), service)
        try:
            await self._start(service)
            await self._wait_ready(service)
            if self._stopping.is_set():
                raise StartFailed(f"{service.name} 未能启动：正在停止")
        except BaseException:
            await self.remove(service)
            raise
        self._begin_watch(service)

    async def remove(self, service: Service) -> None:
        """Stop one for good; it may finish what it is doing."""
        await self._end_watch(service)
        await self._stop(service)
        if service in self._services:
            self._services.remove(service)

    async def _start_all(self) -> None:
        for service in self._services:
            await self._start(service, held_back=service.waits)
        for service in self._services:
            if self._stopping.is_set():
                return
            self._let_in(service)
            await self._wait_ready(service)

    def _let_in(self, service: Service) -> None:
        if gate := self._gates.pop(service.name, None):
            os.close(gate)

    async def _start(self, service: Service, *, held_back: bool = False) -> None:
        private_files.make_folder(self._logs)
        log_file = self._logs / f"{service.name}.log"
        async with self._starting:
            if self._stopping.is_set():
                return
            with (
                private_files.open_file(log_file, "ab") as log,
                self._gate(service, held_back) as gate,
            ):
                self._running[service.name] = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", service.module),
                    env={**self._env, **service.env, **gate},
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=[int(end) for end in gate.values()],
                    # Ctrl-C reaches the supervisor alone, which then stops the others in order.
                    start_new_session=True,
                    preexec_fn=_die_with_parent,
                )

    @contextmanager
    def _gate(self, service: Service, held_back: bool) -> Iterator[dict[str, str]]:
        """What a child that is held back is told of its gate, of which we keep the other end."""
        if not held_back:
            yield {}
            return
        theirs, self._gates[service.name] = os.pipe()
        try:
            yield {start_gate.VARIABLE: str(theirs)}
        finally:
            os.close(theirs)

    async def _wait_ready(self, service: Service) -> None:
        deadline = time.monotonic() + READY_TIMEOUT
        async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
            while not self._stopping.is_set():
                process = self._running[service.name]
                if process.returncode is not None or time.monotonic() > deadline:
                    raise StartFailed(
                        f"{service.name} 未能启动，请查看 {self._logs / f'{service.name}.log'}"
                    )
                try:
                    answer = await client.get(service.ready_url, headers=service.headers)
                    if answer.status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(READY_INTERVAL)

    def _begin_watch(self, service: Service) -> None:
        self._watchers[service.name] = asyncio.create_task(self._watch(service))

    async def _end_watch(self, service: Service) -> None:
        watcher = self._watchers.pop(service.name, None)
        if watcher is None:
            return
        # A watcher called off half-way through a start would leave a child behind.
        async with self._starting:
            watcher.cancel()
        await asyncio.gather(watcher, return_exceptions=True)

    async def _watch(self, service: Service) -> None:
        pause = 0.5
        while True:
            started = time.monotonic()
            code = await self._running[service.name].wait()
            if time.monotonic() - started > HEALTHY_AFTER:
                pause = 0.5
            self._say(f"{service.name} 已退出（代码 {code}），{pause:g} 秒后重启")
            await asyncio.sleep(pause)
            pause = min(pause * 2, MAX_PAUSE)
            await self._start(service)

    async def _stop(self, service: Service) -> None:
        process = self._running.pop(service.name, None)
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_GRACE)
        except TimeoutError:
            process.kill()
            await process.wait()
        finally:
            self._let_in(service)  # nobody is behind the gate any more


def _die_with_parent() -> None:
    """Ask Linux to end this child when the supervisor is killed, so that nothing is left behind."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def child_environment(extra: dict[str, str]) -> dict[str, str]:
    """The environment of every child: this one, the extras, and quiet libraries."""
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    return {**os.environ, **quiet, "PYTHONUNBUFFERED": "1", **extra}
