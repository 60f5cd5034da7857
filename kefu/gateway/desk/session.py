"""Logging in and out at the desk, and who makes a request: a browser's cookie with a CSRF token on
every write, or a bearer token of a program, which no page of another site can make a browser send.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, StringConstraints

from kefu.core.agent import SESSION_LIFETIME, Agent
from kefu.core.errors import NotAuthenticated
from kefu.gateway.bodies import Body, Secret, Text
from kefu.gateway.guard import client_address, network_of, require_json
from kefu.gateway.openapi import PROBLEMS
from kefu.gateway.state import InGateway
from kefu.gateway.threads import in_thread

COOKIE = "kefu_desk"
COOKIE_PATH = "/api/v1/desk"
CSRF_HEADER = "x-csrf-token"
_READING = {"GET", "HEAD", "OPTIONS"}

router = APIRouter(
    prefix="/api/v1/desk/session",
    tags=["desk"],
    dependencies=[Depends(require_json)],
    responses=PROBLEMS,
)


@dataclass(frozen=True, slots=True)
class Caller:
    """The agent who makes this request, and their session's token."""

    agent: Agent
    token: str


async def caller(request: Request, gateway: InGateway) -> Caller:
    """Dependency: the agent. Raises NotAuthenticated, Forbidden (`csrf_failed`)."""
    staff = gateway.desk.staff
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    by_cookie = not scheme
    token = request.cookies.get(COOKIE, "") if by_cookie else token.strip()
    if not token or not (by_cookie or scheme.lower() == "bearer"):
        raise NotAuthenticated("desk_session_expired.missing")
    present = await in_thread(staff.authenticate, token)
    gateway.limits.desk.take(present.agent.id)
    if by_cookie and request.method not in _READING:
        staff.check_csrf(token, request.headers.get(CSRF_HEADER, ""))
    return Caller(present.agent, token)


InCaller = Annotated[Caller, Depends(caller)]


class LoginRequest(Body):
    username: Annotated[Text, StringConstraints(min_length=1, max_length=60)]
    password: Secret
    totp: Annotated[str, StringConstraints(pattern=r"^\d{6}$")] | None = None


class AgentView(BaseModel):
    id: str
    username: str
    display_name: str
    role: str
    skills: list[str]


class SessionAnswer(BaseModel):
    agent: AgentView
    csrf_token: str


class LoginAnswer(SessionAnswer):
    token: str


def _view(agent: Agent) -> AgentView:
    return AgentView(
        id=agent.id,
        username=agent.username,
        display_name=agent.display_name,
        role=agent.role.value,
        skills=agent.skills,
    )


@router.post("")
async def log_in(
    request: Request, response: Response, body: LoginRequest, gateway: InGateway
) -> LoginAnswer:
    """Open a session: in a cookie for browsers, and as a token for programs."""
    settings = gateway.settings
    network = network_of(client_address(request, settings.trusted_proxies))
    gateway.limits.logins.take(network)
    log_in = partial(gateway.desk.staff.log_in, network=network)
    login = await in_thread(log_in, body.username, body.password, body.totp)
    response.set_cookie(
        COOKIE,
        login.token,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        path=COOKIE_PATH,
        httponly=True,
        secure=not settings.is_development,
        samesite="strict",
    )
    return LoginAnswer(agent=_view(login.agent), csrf_token=login.csrf_token, token=login.token)


@router.get("")
async def get_session(who: InCaller, gateway: InGateway) -> SessionAnswer:
    """Who is logged in."""
    return SessionAnswer(
        agent=_view(who.agent), csrf_token=gateway.desk.staff.csrf_token(who.token)
    )


@router.delete("", status_code=204)
async def log_out(who: InCaller, response: Response, gateway: InGateway) -> None:
    """End the session."""
    await in_thread(gateway.desk.staff.log_out, who.token)
    response.delete_cookie(COOKIE, path=COOKIE_PATH)
