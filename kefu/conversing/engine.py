"""The trained dialogue in this process: the project's model, its real turns,
and the actions as `kefu serve` runs them.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints

from kefu.engine import patches
from kefu.engine.inline_actions import InlineActions

patches.apply()

_ACTION_SECONDS = 10


def load(model: Path) -> Agent:
    """The dialogue, ready for turns."""
    endpoints = AvailableEndpoints(action=InlineActions("actions", _ACTION_SECONDS))
    agent: Agent = asyncio.run(load_agent(str(model), endpoints=endpoints))
    assert agent.is_ready()
    return agent
