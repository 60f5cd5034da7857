"""Process by process, with real processes of a small program: the roster always names who is
ready, and a model that does not start leaves the present one everywhere.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx
import pytest

from kefu import fleet as fleets
from kefu import roster
from kefu.fleet import Fleet
from kefu.supervisor import StartFailed, Supervisor, child_environment
from tests.ports import free_port

ENGINE = """
import os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

model = os.environ["KEFU_ENGINE_MODEL"]
if model.startswith("broken") or (model.startswith("unlucky") and os.path.exists(model)):
    sys.exit(1)
if model.startswith("unlucky"):
    open(model, "w").close()

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(model.encode())
    def log_message(self, *_):
        pass

HTTPServer(("127.0.0.1", int(os.environ["KEFU_ENGINE_PORT"])), Handler).serve_forever()
"""


Running = Callable[[int], AbstractAsyncContextManager[tuple[Fleet, Supervisor]]]


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Running:
    (tmp_path / "small_engine.py").write_text(ENGINE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fleets, "MODULE", "small_engine")
    monkeypatch.setattr(fleets, "SETTLE_SECONDS", 0.05)

    @asynccontextmanager
    async def begin(size: int) -> AsyncIterator[tuple[Fleet, Supervisor]]:
        fleet = Fleet(size, Path("old"), "token", tmp_path / "engines", free_port)
        env = child_environment({"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])})
        supervisor = Supervisor(fleet.begin(), env, tmp_path / "log", lambda _line: None)
        ready = asyncio.Event()

        async def when_ready() -> None:
            ready.set()

        run = asyncio.create_task(supervisor.run(when_ready))
        await ready.wait()
        try:
            yield fleet, supervisor
        finally:
            os.kill(os.getpid(), 15)  # as Ctrl-C: the supervisor listens to it
            await run

    return begin


async def no_check(_url: str) -> None:
    return None


def models(path: Path) -> list[str]:
    """What each engine of the roster has, which all must answer."""
    with httpx.Client(trust_env=False) as client:
        return [client.get(url).text for url in roster.read(path).values()]


async def test_all_engines_change_and_somebody_is_always_there(
    running: Running, tmp_path: Path
) -> None:
    async with running(2) as (fleet, supervisor):
        assert models(tmp_path / "engines") == ["old", "old"]
        seen = []
        switch = asyncio.create_task(
            fleet.switch(supervisor, Path("new"), no_check, lambda _line: None)
        )
        while not switch.done():
            seen.append(await asyncio.to_thread(models, tmp_path / "engines"))
        await switch
        assert all(len(names) >= 2 for names in seen)
        assert models(tmp_path / "engines") == ["new", "new"]
        assert fleet.model == Path("new")


async def test_the_first_is_looked_at_before_anybody_uses_it(
    running: Running, tmp_path: Path
) -> None:
    async with running(2) as (fleet, supervisor):
        looked: list[str] = []

        async def check(url: str) -> None:
            looked.append(url)
            assert url not in roster.read(tmp_path / "engines").values()
            raise StartFailed("unfit")

        with pytest.raises(StartFailed, match="unfit"):
            await fleet.switch(supervisor, Path("new"), check, lambda _line: None)
        assert len(looked) == 1
        assert models(tmp_path / "engines") == ["old", "old"]
        with pytest.raises(OSError, match="Connect"):
            await asyncio.open_connection("127.0.0.1", int(looked[0].rpartition(":")[2]))


@pytest.mark.parametrize("model", ["broken", "unlucky"])
async def test_one_that_does_not_start_leaves_the_present_model(
    running: Running, tmp_path: Path, model: str
) -> None:
    """The second may be the one that fails: then the first goes back."""
    async with running(2) as (fleet, supervisor):
        with pytest.raises(StartFailed, match="engine-"):
            await fleet.switch(supervisor, Path(model), no_check, lambda _line: None)
        assert models(tmp_path / "engines") == ["old", "old"]
        assert fleet.model == Path("old")
