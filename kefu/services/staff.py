"""Agents: their accounts at the desk and their logins."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error

from kefu.core.agent import (
    LOGIN_FAILURES,
    LOGIN_FAILURES_OF_ALL,
    LOGIN_LOCK,
    SESSION_LIFETIME,
    Agent,
    AgentSession,
    Role,
)
from kefu.core.clock import Clock
from kefu.core.errors import Conflict, Forbidden, Invalid, LimitReached, NotAuthenticated, NotFound
from kefu.core.staff_text import check_for_customers
from kefu.services.ports import Database, UnitOfWork
from kefu.services.vault import Vault, new_id, new_token

# Longer than a one-time code can be good for: 30 s and one step either side.
TOTP_REMEMBERED = timedelta(minutes=2)
SEEN_RESOLUTION = timedelta(seconds=15)
MIN_PASSWORD_LENGTH = 10


@cache
def _nobodys_hash() -> str:
    """Verified against when the user does not exist, so that both refusals cost the same."""
    return PasswordHasher().hash(new_token())


@dataclass(frozen=True, slots=True)
class Login:
    """A fresh session: the token for the browser's cookie and the CSRF token for its writes."""

    agent: Agent
    token: str
    csrf_token: str


@dataclass(frozen=True, slots=True)
class Present:
    """A live session."""

    agent: Agent
    session: AgentSession


class StaffService:
    """Hiring, logging in and out, and who is behind a session.

    Owns its transactions: a password is hashed and verified outside of them.
    """

    def __init__(
        self, database: Database, vault: Vault, brand_domains: list[str], clock: Clock
    ) -> None:
        self._database = database
        self._brand_domains = brand_domains
        self._vault = vault
        self._clock = clock
        self._hasher = PasswordHasher()

    def create_agent(
        self, username: str, display_name: str, role: Role, skills: list[str], password: str
    ) -> Agent:
        """A new agent. Raises Conflict when the username is taken, Invalid for a short password or
        a name that customers must not read.
        """
        check_for_customers(display_name, self._brand_domains)
        if len(password) < MIN_PASSWORD_LENGTH:
            raise Invalid("weak_password", shortest=MIN_PASSWORD_LENGTH)
        with self._database.read() as unit:  # before the hash, which takes its time
            _require_free(unit, username)
        agent = Agent(
            id=new_id("ag"),
            username=username,
            display_name=display_name,
            role=role,
            skills=skills,
            password_hash=self._hasher.hash(password),
            created_at=self._clock(),
        )
        with self._database.begin() as unit:
            _require_free(unit, username)
            unit.agents.add(agent)
        return agent

    def enrol_totp(self, username: str) -> str:
        """Give the agent a new TOTP secret; its otpauth:// address for their authenticator (RFC
        6238). Raises NotFound.
        """
        secret = pyotp.random_base32()
        with self._database.begin() as unit:
            agent = unit.agents.by_username(username, lock=True)
            if agent is None:
                raise NotFound("agent_not_found")
            agent.totp_cipher = self._vault.encrypt(secret)
            unit.agents.save(agent)
        return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="kefu")

    def log_in(
        self, username: str, password: str, totp: str | None = None, *, network: str = ""
    ) -> Login:
        """Open a session. Raises NotAuthenticated (`totp_required` when a one-time code is
        missing); LimitReached after too many failures from this `network`, so that no stranger who
        knows a name shuts its owner out.
        """
        now = self._clock()
        here = self._vault.keyed_hash("username", username, network)
        anywhere = self._vault.keyed_hash("username", username)
        # Counted before it is looked at: a hundred guesses at once are a hundred, not one.
        with self._database.begin() as unit:
            locked_until = unit.agents.count_attempt(here, now, LOGIN_FAILURES, LOGIN_LOCK)
            if locked_until is None:  # what is refused here uses nothing up elsewhere
                locked_until = unit.agents.count_attempt(
                    anywhere, now, LOGIN_FAILURES_OF_ALL, LOGIN_LOCK
                )
            agent = unit.agents.by_username(username)
        if locked_until is not None:
            wait = math.ceil((locked_until - now).total_seconds())
            raise LimitReached("limit_reached.login", retry_after=wait)
        # Outside of any transaction, as it takes a while, and for nobody as long as for somebody.
        right = self._verify(agent.password_hash if agent else _nobodys_hash(), password)
        if agent is None or agent.disabled or not right:
            raise NotAuthenticated("wrong_credentials")
        if agent.totp_cipher is not None:
            self._check_totp(agent.id, self._vault.decrypt(agent.totp_cipher), totp, now)
        token = new_token()
        session = AgentSession(
            token_hash=self._vault.keyed_hash("desk", token),
            agent_id=agent.id,
            created_at=now,
            expires_at=now + SESSION_LIFETIME,
            seen_at=now,
        )
        with self._database.begin() as unit:
            unit.agents.forget_attempts(here)
            unit.agents.forget_attempts(anywhere)
            unit.agents.add_session(session)
        return Login(agent, token, self.csrf_token(token))

    def _check_totp(self, agent_id: str, secret: str, totp: str | None, now: datetime) -> None:
        if totp is None:
            raise NotAuthenticated("totp_required")
        right = pyotp.TOTP(secret).verify(totp, for_time=now, valid_window=1)
        used = self._vault.keyed_hash("totp", agent_id, totp)
        with self._database.begin() as unit:
            first = right and unit.used_ids.use("totp", used, now + TOTP_REMEMBERED)
        if not first:
            raise NotAuthenticated("wrong_credentials.totp")

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except Argon2Error:
            return False

    def authenticate(self, token: str) -> Present:
        """The agent behind a session token, noted as present. Raises NotAuthenticated."""
        now, token_hash = self._clock(), self._vault.keyed_hash("desk", token)
        with self._database.read() as unit:
            session = unit.agents.session(token_hash, now)
            agent = unit.agents.get(session.agent_id) if session else None
        if session is None or agent is None or agent.disabled:
            raise NotAuthenticated("desk_session_expired")
        if now - session.seen_at > SEEN_RESOLUTION:
            with self._database.begin() as unit:
                unit.agents.touch_session(token_hash, now)
        return Present(agent, session)

    def note_present(self, tokens: Collection[str]) -> set[str]:
        """Note a sign of life of these sessions; which of them still hold."""
        now, held = self._clock(), set()
        with self._database.begin() as unit:
            for token in tokens:
                token_hash = self._vault.keyed_hash("desk", token)
                session = unit.agents.session(token_hash, now)
                agent = unit.agents.get(session.agent_id) if session else None
                if agent is not None and not agent.disabled:
                    unit.agents.touch_session(token_hash, now)
                    held.add(token)
        return held

    def csrf_token(self, token: str) -> str:
        """The CSRF token that belongs to a session token: derived, so that every tab of a browser
        has the same.
        """
        return self._vault.keyed_hash("csrf", token)

    def check_csrf(self, token: str, csrf_token: str) -> None:
        """Raise Forbidden unless the CSRF token belongs to the session token."""
        if not self._vault.matches(csrf_token, "csrf", token):
            raise Forbidden("csrf_failed")

    def log_out(self, token: str) -> None:
        """End the session."""
        with self._database.begin() as unit:
            unit.agents.end_session(self._vault.keyed_hash("desk", token))


def _require_free(unit: UnitOfWork, username: str) -> None:
    """Raises Conflict when the username is taken."""
    if unit.agents.by_username(username) is not None:
        raise Conflict("username_taken")
