"""The engine's processes on this machine: so many, each on its own port, and how another model
comes into them one by one, so that somebody always answers.

The gateway learns from the roster which ones to ask. It must not know what a model is, nor who
wants another one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

from kefu import roster
from kefu.supervisor import Say, Service, StartFailed, Supervisor

MODULE: Final = "kefu.engine.server"
# The gateway looks at the roster twice a second.
SETTLE_SECONDS = 1.2

Check = Callable[[str], Awaitable[None]]
"""Looks at an engine by its address before any customer comes to it; raises what is wrong."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One process and where it is found."""

    service: Service
    url: str


@dataclass(slots=True)
class Fleet:
    """`size` processes of one `model`; `roster` is the file that names them."""

    size: int
    model: Path
    token: str
    roster: Path
    free_port: Callable[[], int]
    _running: dict[str, Engine] = field(default_factory=dict)

    def begin(self) -> list[Service]:
        """The processes to start, and their place in the roster."""
        for _ in range(self.size):
            engine = self._engine(self.model)
            self._running[engine.service.name] = engine
        self._publish()
        return [engine.service for engine in self._running.values()]

    @property
    def one_url(self) -> str:
        """Where one of the running engines is found."""
        return next(iter(self._running.values())).url

    async def switch(self, supervisor: Supervisor, model: Path, check: Check, say: Say) -> None:
        """Put `model` in the place of the present one, process by process.

        Raises StartFailed when a process does not start, and what `check` of the first one raises;
        the present model is everywhere then.
        """
        changed: list[Engine] = []
        try:
            for old in list(self._running.values()):
                look = None if changed else check
                changed.append(await self._replace(supervisor, old, model, look, say))
        except StartFailed:
            for engine in changed:
                await self._replace(supervisor, engine, self.model, None, say)
            raise
        self.model = model

    async def _replace(
        self, supervisor: Supervisor, old: Engine, model: Path, check: Check | None, say: Say
    ) -> Engine:
        """Start, check, use; then the old one gets nothing new and ends with what it has left."""
        new = self._engine(model)
        await supervisor.add(new.service)
        try:
            if check is not None:
                await check(new.url)
        except BaseException:
            await supervisor.remove(new.service)
            raise
        self._running[new.service.name] = new
        self._publish()
        await asyncio.sleep(SETTLE_SECONDS)
        del self._running[old.service.name]
        self._publish()
        await asyncio.sleep(SETTLE_SECONDS)
        await supervisor.remove(old.service)
        say(f"{new.service.name} 已启用 {model.name}，{old.service.name} 已停止")
        return new

    def _engine(self, model: Path) -> Engine:
        name = next(name for n in count(1) if (name := f"engine-{n}") not in self._running)
        port = self.free_port()
        url = f"http://127.0.0.1:{port}"
        env = {"KEFU_ENGINE_PORT": str(port), "KEFU_ENGINE_MODEL": str(model)}
        headers = {"Authorization": f"Bearer {self.token}"}
        return Engine(Service(name, MODULE, f"{url}/webhooks/kefu/ready", headers, env), url)

    def _publish(self) -> None:
        roster.write(self.roster, {name: engine.url for name, engine in self._running.items()})
