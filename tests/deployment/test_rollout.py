"""Who may not deploy, and when."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kefu.deployment.record import DeployedModels, NoSuchModel
from kefu.deployment.rollout import Busy, Rollout
from kefu.deployment.sentences import TestFailed
from kefu.fleet import Check, Fleet
from kefu.settings import Settings
from kefu.supervisor import Say, Supervisor
from tests.ports import free_port


class SlowFleet(Fleet):
    """Switches when it is told to."""

    go: asyncio.Event

    async def switch(self, supervisor: Supervisor, model: Path, check: Check, say: Say) -> None:
        await self.go.wait()
        self.model = model


def rollout(folder: Path, size: int) -> Rollout:
    present = folder / "present.tar.gz"
    present.write_text("present")
    fleet = SlowFleet(size, present, "token", folder / "engines", free_port)
    fleet.go = asyncio.Event()
    settings = Settings(data_dir=folder, models_dir=folder)
    supervisor = Supervisor([], {}, folder, print)
    return Rollout(settings, DeployedModels(folder), fleet, supervisor)


async def test_one_at_a_time(tmp_path: Path) -> None:
    made = rollout(tmp_path, 1)
    (tmp_path / "new.tar.gz").write_text("new")
    request = {"model": str(tmp_path / "new.tar.gz"), "test": None}
    first = asyncio.create_task(made.deploy(request, print))
    await asyncio.sleep(0)
    with pytest.raises(Busy, match="另一次部署"):
        await made.deploy(request, print)
    assert isinstance(made.fleet, SlowFleet)
    made.fleet.go.set()
    await first
    said: list[str] = []
    await made.deploy(request, said.append)
    assert "已经在使用" in said[0]
    assert made.models.previous().read_text() == "present"


async def test_the_model_in_use_is_tested_too(tmp_path: Path) -> None:
    made = rollout(tmp_path, 1)
    made.fleet.begin()  # nothing listens there
    (tmp_path / "test.tsv").write_text("greet\t你好\n")
    request = {"model": str(tmp_path / "present.tar.gz"), "test": str(tmp_path / "test.tsv")}
    with pytest.raises(TestFailed):
        await made.deploy(request, print)


async def test_no_engines_here(tmp_path: Path) -> None:
    with pytest.raises(Busy, match="KEFU_ENGINE_WORKERS=0"):
        await rollout(tmp_path, 0).deploy({"model": None, "test": None}, print)


async def test_nothing_to_go_back_to(tmp_path: Path) -> None:
    with pytest.raises(NoSuchModel):
        await rollout(tmp_path, 1).deploy({"model": None, "test": None}, print)
