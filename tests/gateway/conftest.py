"""A real gateway on a free port, over real databases, with a scripted engine behind it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog

from kefu.bootstrap import Kefu, build
from kefu.core.agent import Role
from kefu.gateway.app import create_app
from kefu.gateway.channels.base import Channel
from kefu.gateway.channels.registry import CHANNELS
from kefu.gateway.engine_client import EngineClient
from kefu.gateway.rate_limit import Limits
from kefu.gateway.server import make_server, networks_of
from kefu.settings import ActionsIn, Settings
from kefu.store.migrate import upgrade
from tests.gateway.fake_engine import TOKEN, FakeEngine
from tests.gateway.people import PATIENCE, Customer, DeskAgent
from tests.gateway.process import Process
from tests.gateway.serving import Serving

PASSWORD = "Desk-Password-2026"
AGENTS = [
    ("agent1", "客服小林", Role.AGENT, ["service"]),
    ("agent2", "客服小周", Role.AGENT, ["service"]),
    ("security1", "安全专员小郑", Role.AGENT, ["security", "service"]),
    ("supervisor1", "主管小何", Role.SUPERVISOR, ["service", "security"]),
]


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> Iterator[None]:
    """Log lines without the values of variables."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ]
    )
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with migrated databases, the demo wallet and agents; only ever copied."""
    folder = tmp_path_factory.mktemp("seeded")
    settings = Settings(data_dir=folder)
    upgrade(settings.database)
    kefu = build(settings)
    assert kefu.demo is not None
    kefu.demo.create()
    for username, name, role, skills in AGENTS:
        kefu.desk.staff.create_agent(username, name, role, skills, PASSWORD)
    return folder


class RunningGateway:
    """One gateway process, as it were; `kefu` is what its services do, seen from inside."""

    def __init__(
        self,
        settings: Settings,
        limits: Limits | None = None,
        known: Iterable[type[Channel]] = CHANNELS,
    ) -> None:
        self.settings = settings
        self.kefu: Kefu = build(settings)
        self.app = create_app(self.kefu, lambda url: EngineClient(url, TOKEN), limits, known)
        self.serving = Serving(make_server(self.app, "127.0.0.1", 0, networks_of(settings)))
        self.serving.__enter__()
        self.url = self.serving.url
        self.http = httpx.Client(base_url=self.url, trust_env=False, timeout=PATIENCE + 10)
        self._agents: list[DeskAgent] = []
        # A logged-in customer has one conversation: whoever needs several takes several customers.
        self.phones = cycle(f"138000000{number:02}" for number in range(1, 11))

    def stop(self) -> None:
        for client in (self.http, *(agent.http for agent in self._agents)):
            client.close()
        self.serving.stop()

    def customer(self, **options: Any) -> Customer:
        return Customer(self.http, **options)

    def agent(self, username: str = "agent1") -> DeskAgent:
        self._agents.append(DeskAgent(self.url, username, PASSWORD))
        return self._agents[-1]


@pytest.fixture
def engine() -> Iterator[FakeEngine]:
    """The scripted engine."""
    fake = FakeEngine()
    with fake.serving:
        yield fake
        fake.gate.set()


Start = Callable[..., RunningGateway]


@pytest.fixture
def start(seeded: Path, tmp_path: Path, engine: FakeEngine) -> Iterator[Start]:
    """Starts gateways over one copy of the databases; stops them at the end."""
    folder = tmp_path / "data"
    shutil.copytree(seeded, folder)
    running: list[RunningGateway] = []

    def begin(
        limits: Limits | None = None,
        known: Iterable[type[Channel]] = CHANNELS,
        **settings: Any,
    ) -> RunningGateway:
        given = {
            "data_dir": folder,
            "engine_url": engine.serving.url,
            "actions": ActionsIn.HTTP,
            "actions_url": engine.serving.url,
            "engine_timeout": 5.0,
            **settings,
        }
        running.append(RunningGateway(Settings(**given), limits, known))
        return running[-1]

    yield begin
    for gateway in running:
        gateway.stop()


@pytest.fixture
def gateway(start: Start) -> RunningGateway:
    """A gateway with default settings."""
    return start()


@pytest.fixture
def process(seeded: Path, tmp_path: Path, engine: FakeEngine) -> Iterator[Process]:
    folder = tmp_path / "data"
    shutil.copytree(seeded, folder)
    made = Process(folder, engine.serving.url)
    yield made
    if made.process is not None:
        made.end(signal.SIGKILL)
    made.http.close()
