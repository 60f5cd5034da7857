"""The trained dialogue in this process: the project's model, its real turns, and the actions without HTTP between them.

A model is trained once for each state of the project's data and kept in the system's temporary folder.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

ROOT = Path(__file__).parents[2]
_PARTS = ("config.yml", "domain.yml", "data/nlu", "data/rules", "data/responses", "kefu/nlu")


class LocalActions(EndpointConfig):  # type: ignore[misc]
    """Rasa's way to the action server, leading to the same executor without a server."""

    def __init__(self) -> None:
        super().__init__("http://actions.invalid/webhook")
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *_args: Any, **kwargs: Any) -> Any:
        """Run the action; everything passes through JSON as it would on the wire."""
        call = json.loads(json.dumps(kwargs["json"]))
        try:
            return json.loads(json.dumps(await self._executor.run(call)))
        except ActionExecutionRejection as rejection:
            refused = {"error": rejection.message, "action_name": rejection.action_name}
            raise ClientResponseError(400, "rejected", json.dumps(refused)) from rejection


def trained_model() -> Path:
    """The model for the data as it stands now."""
    digest = hashlib.sha256()
    for part in _PARTS:
        path = ROOT / part
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"kefu-models-{os.getuid()}"
    model = folder / f"{digest.hexdigest()[:24]}.tar.gz"
    return model if model.exists() else _train(model)


def _train(model: Path) -> Path:
    from rasa.model_training import train

    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    before = Path.cwd()
    os.chdir(ROOT)  # paths in config.yml are relative to the project
    try:
        result = train(
            "domain.yml",
            "config.yml",
            ["data"],
            output=str(model.parent),
            fixed_model_name=f"new-{os.getpid()}",
        )
    finally:
        os.chdir(before)
    assert result.model is not None, "training failed"
    # Named last: who finds the model under its final name finds it whole.
    return Path(result.model).rename(model)


def load(model: Path) -> Agent:
    """The dialogue, ready for turns."""
    endpoints = AvailableEndpoints(action=LocalActions())
    agent: Agent = asyncio.run(load_agent(str(model), endpoints=endpoints))
    assert agent.is_ready()
    return agent
