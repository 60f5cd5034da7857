"""The steps of a deployment: a copy of the model, a process of it that passes the self-test, then
process by process into use, then noted for the next start.

Conversations go on: what they know travels with each turn and names no model.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from kefu.core.errors import OperatorError
from kefu.deployment import sentences
from kefu.deployment.control import Request
from kefu.deployment.record import DeployedModels
from kefu.fleet import Check, Fleet
from kefu.settings import ROOT, Settings
from kefu.supervisor import Say, Supervisor
from kefu.training import model_path


class Busy(OperatorError):
    """Another deployment is under way, or there is nothing here to deploy to."""


@dataclass(frozen=True, slots=True)
class Rollout:
    """Deploys to the engines of this machine."""

    settings: Settings
    models: DeployedModels
    fleet: Fleet
    supervisor: Supervisor
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def deploy(self, request: Request, say: Say) -> None:
        """`model` is the file to deploy, without it the one before; `test` a file of sentences.

        Raises OperatorError; the present model is in use then, as before.
        """
        if self._one.locked():
            raise Busy("另一次部署正在进行，请稍后再试")
        if not self.fleet.size:
            raise Busy("引擎不在本机(KEFU_ENGINE_WORKERS=0)，请在引擎所在的机器上部署")
        async with self._one:
            test = sentences.read(Path(request["test"])) if request.get("test") else []
            if request.get("model"):
                model = await asyncio.to_thread(self.models.keep, Path(request["model"]))
            else:
                model = self.models.previous()
            former = await asyncio.to_thread(self.models.keep, self.fleet.model)

            async def check(url: str) -> None:
                if test:
                    await sentences.examine(url, self.fleet.token, test)
                    say(f"自测通过：{len(test)} 句全部理解正确")

            if model == former:
                if test:
                    await check(self.fleet.one_url)
                say(f"{model.name} 已经在使用")
                return
            await self._switch(model, former, check, say)

    async def _switch(self, model: Path, former: Path, check: Check, say: Say) -> None:
        say(f"正在加载 {model.name} …")
        await self.fleet.switch(self.supervisor, model, check, say)
        present = await asyncio.to_thread(model_path, ROOT, self.settings.models_dir)
        self.models.note(model, former, present)
