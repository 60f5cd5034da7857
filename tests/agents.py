"""An agent in a test, hired through the services."""

from __future__ import annotations

from itertools import count

from kefu.bootstrap import Kefu
from kefu.core.agent import Agent, Role

PASSWORD = "Right-2026!"
_numbers = count()


def hire(kefu: Kefu, role: Role = Role.AGENT, *skills: str) -> Agent:
    """A new agent with a name of their own; skilled in `service` unless told."""
    name = f"agent{next(_numbers)}"
    return kefu.desk.staff.create_agent(name, "小林", role, list(skills) or ["service"], PASSWORD)
