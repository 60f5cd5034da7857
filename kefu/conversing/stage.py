"""Where dialogues are played: one trained model for all; databases and a clock for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import cast

from rasa.core.agent import Agent

from actions import _kefu
from kefu.bootstrap import Kefu, build
from kefu.conversing.engine import load
from kefu.core.clock import utc_now
from kefu.heap import settle
from kefu.settings import Environment, Settings
from kefu.store.database import SqlDatabase, make_engine
from kefu.store.migrate import upgrade
from kefu.wallet.demo import DemoWallet

# Worlds that begin within this time of each other begin at the same instant.
_FRESH = timedelta(minutes=1)


class StoppedClock:
    """`kefu.core.clock.Clock` that stands still until told."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> datetime:
        """Let time pass, in `timedelta`'s words; the new now."""
        self.now += timedelta(**span)
        return self.now


@dataclass(frozen=True)
class World:
    """Everything a conversation needs, untouched."""

    kefu: Kefu
    agent: Agent
    clock: StoppedClock

    @property
    def demo(self) -> DemoWallet:
        """The demo wallet's other side."""
        assert self.kefu.demo is not None, "worlds are made with development settings"
        return self.kefu.demo


class Stage:
    """Loads the model, once. Databases lie in `folder`, which its owner removes, but for kefu's own
    if `database` is given: it returns the URL of a migrated one without a row.
    """

    def __init__(
        self, model: Path, folder: Path, database: Callable[[], str] | None = None
    ) -> None:
        self._agent = load(model)
        settle()
        self._folder = folder
        self._database = database
        self._worlds = 0
        self._seeded: datetime | None = None

    @cached_property
    def _migrated(self) -> Path:
        path = self._folder / "migrated.db"
        upgrade(f"sqlite:///{path}")
        return path

    def _copy(self, path: Path) -> str:
        shutil.copyfile(self._migrated, path)
        return f"sqlite:///{path}"

    def _seeded_wallet(self, at: datetime | None) -> tuple[Path, datetime]:
        """A wallet to copy, and the instant it was seeded for: hashing makes seeding slow."""
        path, now = self._folder / "wallet.db", at or utc_now()
        is_fresh = self._seeded is not None and timedelta(0) <= now - self._seeded < _FRESH
        if not is_fresh or at is not None:
            path.unlink(missing_ok=True)
            engine = make_engine(f"sqlite:///{path}")
            DemoWallet(engine, lambda: now).create()
            engine.dispose()
            self._seeded = now
        assert self._seeded is not None
        return path, self._seeded

    @contextmanager
    def world(self, at: datetime | None = None) -> Iterator[World]:
        """A fresh world whose clock stands at `at`, or at the present.

        Times in words are always read by the machine's clock.
        """
        self._worlds += 1
        folder = self._folder / str(self._worlds)
        folder.mkdir()
        seeded, now = self._seeded_wallet(at)
        shutil.copyfile(seeded, folder / "wallet.db")
        settings = Settings(
            env=Environment.DEVELOPMENT,
            host="127.0.0.1",
            data_dir=folder,
            database_url=self._database() if self._database else self._copy(folder / "kefu.db"),
            wallet_database_url=f"sqlite:///{folder / 'wallet.db'}",
        )
        clock = StoppedClock(now)
        kefu = build(settings, clock=clock)
        world = World(kefu, self._agent, clock)
        try:
            with _kefu.using(kefu):
                yield world
        finally:
            cast("SqlDatabase", kefu.database).engine.dispose()
            shutil.rmtree(folder, ignore_errors=True)
