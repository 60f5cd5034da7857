"""People at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Wrong passwords for one name: from one network, and from all, until the name has to wait.
LOGIN_FAILURES = 5
LOGIN_FAILURES_OF_ALL = 50
LOGIN_LOCK = timedelta(minutes=15)
SESSION_LIFETIME = timedelta(hours=10)
PRESENCE = timedelta(seconds=60)


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


@dataclass(slots=True)
class Agent:
    """One agent. `password_hash` is argon2id;
    `skills` are the skill groups whose queue they see.
    """

    id: str
    username: str
    display_name: str
    role: Role
    skills: list[str]
    password_hash: str
    created_at: datetime
    totp_cipher: str | None = None
    disabled: bool = False

    def sees(self, skill_group: str) -> bool:
        """Whether hand-offs of this group are this agent's business."""
        return self.role is not Role.AGENT or skill_group in self.skills


@dataclass(slots=True)
class AgentSession:
    """A login at the desk; the token itself is only with the agent's browser."""

    token_hash: str
    agent_id: str
    created_at: datetime
    expires_at: datetime
    seen_at: datetime
