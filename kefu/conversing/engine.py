"""The trained dialogue in this process: the project's model, its real turns,
and the actions without HTTP between them.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from kefu.engine import patches

patches.apply()


class LocalActions(EndpointConfig):
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


def load(model: Path) -> Agent:
    """The dialogue, ready for turns."""
    endpoints = AvailableEndpoints(action=LocalActions())
    agent: Agent = asyncio.run(load_agent(str(model), endpoints=endpoints))
    assert agent.is_ready()
    return agent
