"""Measures kefu on one database, part by part. Must not know stock."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import uvloop

from bench.stack import attack, measures
from bench.stack.agent import delivery_times
from bench.stack.customers import Customer, KefuCustomer
from bench.stack.figures import Figures, figure, single
from bench.stack.measures import Effort, Say, Side
from bench.stack.page import page_bytes
from bench.stack.processes import Process, cpu_ms, family
from bench.stack.servers import KefuServer, UnhurriedGateway
from tests.postgres import PostgresServer


class Part(StrEnum):
    """What can be measured by itself."""

    LATENCY = "latency"
    LOAD = "load"
    TURNS = "turns"
    START = "start"
    MEMORY = "memory"
    IDLE = "idle"
    PICTURES = "pictures"
    PARSE = "parse"
    LIMITS = "limits"


class Database(StrEnum):
    """Where kefu keeps its data."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


_STARTS: Final = 3
PYTHON: Final = sys.executable
TITLES: Final = {Database.SQLITE: "kefu, SQLite", Database.POSTGRESQL: "kefu, PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Place:
    """A database that runs, and the processes that run for it."""

    url: str | None
    processes: Callable[[], list[Process]]


@contextmanager
def place(database: Database, folder: Path) -> Iterator[Place]:
    """SQLite in the stack's folder, or a PostgreSQL server of our own that loses nothing."""
    if database is Database.SQLITE:
        yield Place(None, list)
        return
    home = folder / "postgres"
    home.mkdir()
    folder.chmod(0o755)  # the server runs as another user
    with PostgresServer(home, options={}) as server:
        server.create("kefu")
        yield Place(server.url("kefu"), lambda: family(server.pid))


def measure(database: Database, parts: set[Part], effort: Effort, say: Say) -> Figures:
    """All figures of the parts. Raises StartFailed."""
    with tempfile.TemporaryDirectory(prefix="kefu-bench-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        at = stack.enter_context(place(database, folder))
        server = KefuServer(folder / "data", at.url)
        found: Figures = {}
        with server.running():
            found |= uvloop.run(_talk(server, at, parts, effort, say))
        if Part.START in parts:
            found |= _starts(server, at, effort, say)
        return found


async def _talk(
    server: KefuServer, at: Place, parts: set[Part], effort: Effort, say: Say
) -> Figures:
    def processes() -> list[Process]:
        return server.processes() + at.processes()

    async def open_one() -> Customer:
        return await KefuCustomer.open(server.port)

    side = Side(open_one, processes, server.folder, say)
    found: Figures = {}
    if not parts & {Part.LATENCY, Part.LOAD, Part.TURNS, Part.MEMORY, Part.IDLE, Part.PICTURES}:
        return found
    await measures.warm_up(side)
    if Part.LATENCY in parts:
        found |= await measures.latency(side, effort) | await _page(server.port)
    if Part.LOAD in parts:
        found |= await measures.load(side, effort)
    if Part.TURNS in parts:
        found |= await _turns(server, side)
    if Part.MEMORY in parts:
        found |= await measures.sizes(side)
    if Part.IDLE in parts:
        found |= await measures.idle(
            side, effort.sockets, lambda: delivery_times(server.port, effort.words)
        )
    if Part.PICTURES in parts:
        found |= await attack.pictures(side, effort, server.port)
    return found


async def _page(port: int) -> Figures:
    size = await asyncio.to_thread(page_bytes, port)
    return {} if size is None else {"wire.page": single(size)}


async def _turns(server: KefuServer, side: Side) -> Figures:
    gateway = UnhurriedGateway(server.folder, server)

    async def open_one() -> Customer:
        return await KefuCustomer.open(gateway.port)

    await asyncio.to_thread(gateway.start)
    try:
        return await measures.turns(side, open_one)
    finally:
        await asyncio.to_thread(gateway.stop)


def _starts(server: KefuServer, at: Place, effort: Effort, say: Say) -> Figures:
    """Starts over data that is there, as on every day but the first."""
    seconds, spent = [], []
    for _ in range(min(effort.repeats, _STARTS)):
        with server.running():
            seconds.append(server.ready_seconds)
            spent.append(sum(cpu_ms(server.processes()).values()) / 1000)
        say(f"启动 {seconds[-1]:.1f} 秒")
    return {"ready": figure(seconds), "ready.cpu": figure(spent)}
