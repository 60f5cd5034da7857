"""Every route and socket with every principal: who gets in, who is told to log in,
who is told that nothing is there.

A route that is missing here fails `test_no_route_is_missing`. Routes of channels whose callers are
no principals of ours are in `channels/test_every.py`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kefu.core.handoff import HandoffReason
from kefu.gateway.channels.base import PushChannel
from kefu.gateway.channels.registry import make_channels
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.people import Customer, DeskAgent
from tests.gateway.test_desk import wait_in_queue

PRINCIPALS = ("anonymous", "customer", "other_customer", "agent", "other_agent")
# Statuses in the order of PRINCIPALS. The customer owns the conversation, the agent serves it, the
# other agent has the skill for it but not the conversation.
OWN_CONVERSATION = (401, 200, 401, 401, 401)
PUBLIC = (200, 200, 200, 200, 200)
DESK = (401, 401, 401, 200, 200)
C = "/api/v1/conversations"
D = "/api/v1/desk"

MATRIX: dict[tuple[str, str], tuple[int, ...]] = {
    ("POST", C): (201, 201, 201, 201, 201),
    ("POST", f"{C}/{{conversation_id}}/messages"): (401, 202, 401, 401, 401),
    ("GET", f"{C}/{{conversation_id}}/events"): OWN_CONVERSATION,
    ("POST", f"{C}/{{conversation_id}}/secure-inputs/{{input_id}}"): (401, 404, 401, 401, 401),
    ("GET", f"{C}/{{conversation_id}}/transcript"): OWN_CONVERSATION,
    ("POST", f"{C}/{{conversation_id}}/attachments"): (401, 422, 401, 401, 401),  # no picture in it
    ("GET", f"{C}/{{conversation_id}}/attachments/{{attachment_id}}"): (401, 404, 401, 401, 401),
    ("POST", f"{C}/{{conversation_id}}/rating"): (401, 204, 401, 401, 401),
    ("GET", f"{C}/{{conversation_id}}/earlier"): OWN_CONVERSATION,
    ("GET", f"{C}/{{conversation_id}}/earlier/{{earlier_id}}/events"): (401, 404, 401, 401, 401),
    ("DELETE", f"{C}/{{conversation_id}}/device"): (401, 204, 401, 401, 401),
    ("POST", f"{C}/{{conversation_id}}/read"): (401, 204, 401, 401, 401),
    ("DELETE", f"{C}/{{conversation_id}}"): (401, 204, 401, 401, 401),
    ("WEBSOCKET", f"{C}/{{conversation_id}}/socket"): (
        0,
        0,
        0,
        0,
        0,
    ),  # test_socket.py: tokens, origins
    ("WEBSOCKET", f"{D}/socket"): (0, 0, 0, 0, 0),  # test_desk_socket.py: tokens, origins
    ("POST", f"{D}/session"): (401, 401, 401, 401, 401),  # wrong credentials
    ("GET", f"{D}/session"): DESK,
    ("DELETE", f"{D}/session"): (401, 401, 401, 204, 204),
    ("GET", f"{D}/queue"): DESK,
    ("GET", f"{D}/tickets"): DESK,
    ("POST", f"{D}/conversations/{{conversation_id}}/claim"): (401, 401, 401, 409, 409),
    ("GET", f"{D}/conversations/{{conversation_id}}/context"): (401, 401, 401, 200, 404),
    ("GET", f"{D}/conversations/{{conversation_id}}/attachments/{{attachment_id}}"): (
        401,
        401,
        401,
        404,  # the conversation has no such picture
        404,  # there is no such conversation
    ),
    ("POST", f"{D}/conversations/{{conversation_id}}/messages"): (401, 401, 401, 202, 409),
    ("POST", f"{D}/conversations/{{conversation_id}}/typing"): (401, 401, 401, 204, 409),
    ("POST", f"{D}/conversations/{{conversation_id}}/read"): (401, 401, 401, 204, 409),
    ("POST", f"{D}/conversations/{{conversation_id}}/return"): (401, 401, 401, 200, 409),
    ("POST", f"{D}/conversations/{{conversation_id}}/transfer"): (401, 401, 401, 200, 409),
    ("POST", f"{D}/conversations/{{conversation_id}}/close"): (401, 401, 401, 200, 409),
    ("GET", "/healthz"): PUBLIC,
    ("GET", "/readyz"): PUBLIC,
    ("GET", "/metrics"): PUBLIC,  # to this machine alone: test_security.py
    ("GET", "/"): PUBLIC,
    ("GET", "/chat"): PUBLIC,
    ("GET", "/desk"): PUBLIC,
    ("GET", "/widget.js"): PUBLIC,
    ("GET", "/api/v1/openapi.json"): PUBLIC,
    ("GET", "/static"): (404, 404, 404, 404, 404),
    # Only in development: test_security.py
    ("GET", "/dev/outbox"): PUBLIC,
    ("POST", "/dev/identity"): PUBLIC,
    ("POST", "/dev/reset"): (204, 204, 204, 204, 204),
    ("GET", "/dev/wallet/{phone}"): PUBLIC,
    ("GET", "/dev/tickets"): PUBLIC,
}

BODIES: dict[tuple[str, str], Callable[[], Any]] = {
    ("POST", C): lambda: {"channel": "web"},
    ("POST", f"{C}/{{conversation_id}}/messages"): lambda: {
        "type": "text",
        "client_id": uuid.uuid4().hex,
        "text": "你好",
    },
    ("POST", f"{C}/{{conversation_id}}/secure-inputs/{{input_id}}"): lambda: {"value": "1"},
    ("POST", f"{C}/{{conversation_id}}/rating"): lambda: {"score": 5},
    ("POST", f"{C}/{{conversation_id}}/read"): lambda: {"seq": 1},
    ("POST", f"{D}/conversations/{{conversation_id}}/read"): lambda: {"seq": 1},
    ("POST", f"{D}/session"): lambda: {"username": "agent1", "password": "wrong"},
    ("POST", f"{D}/conversations/{{conversation_id}}/messages"): lambda: {
        "client_id": uuid.uuid4().hex,
        "text": "您好",
    },
    ("POST", f"{D}/conversations/{{conversation_id}}/transfer"): lambda: {
        "skill_group": "security"
    },
    ("POST", "/dev/identity"): lambda: {"phone": "13800000001"},
}


def routes(router: Any) -> Iterator[tuple[str, str]]:
    """(method, path) of everything that the application serves."""
    for route in router.routes:
        if hasattr(route, "original_router"):
            yield from routes(route.original_router)
        elif getattr(route, "methods", None):
            yield from ((method, route.path) for method in route.methods - {"HEAD"})
        elif type(route).__name__ == "Mount":
            yield ("GET", route.path)
        else:
            yield ("WEBSOCKET", route.path)


def test_no_route_is_missing(gateway: RunningGateway) -> None:
    of_channels = {
        route
        for channel in make_channels(gateway.settings)
        if isinstance(channel, PushChannel)
        for router in channel.routers
        for route in routes(router)
    }
    assert set(routes(gateway.app)) - of_channels == set(MATRIX)


def _lets_go(path: str) -> bool:
    return path.endswith(("/close", "/transfer"))


class Scene:
    """A conversation served by one agent, and everybody else."""

    def __init__(self, gateway: RunningGateway) -> None:
        self.gateway = gateway
        self.customer: Customer = wait_in_queue(gateway, HandoffReason.COMPLAINT)
        self.agent: DeskAgent = gateway.agent("agent1")
        assert self.agent.act(self.customer.id, "claim").status_code == 200
        self.headers = {
            "anonymous": {},
            "customer": self.customer.headers,
            "other_customer": gateway.customer().headers,
            "agent": {"Authorization": f"Bearer {self.agent.token}"},
            "other_agent": {"Authorization": f"Bearer {gateway.agent('agent2').token}"},
        }

    def call(self, principal: str, method: str, template: str) -> httpx.Response:
        path = template.format(
            conversation_id=self.customer.id,
            input_id="si_none",
            attachment_id="at_none",
            earlier_id="cv_none",
            phone="13800000001",
        )
        body = BODIES.get((method, template))
        return self.gateway.http.request(
            method, path, headers=self.headers[principal], json=body() if body else None
        )


@pytest.fixture
def scene(start: Start, tmp_path: Path) -> Scene:
    for page in ("site/index.html", "chat/index.html", "desk/index.html", "widget.js"):
        path = tmp_path / "dist" / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page)
    return Scene(start(static_dir=tmp_path / "dist"))


@pytest.mark.parametrize("principal", PRINCIPALS)
def test_who_may_do_what(scene: Scene, principal: str) -> None:
    place = PRINCIPALS.index(principal)
    ending_last = sorted(
        MATRIX,
        key=lambda route: (
            route[1] == "/dev/reset",
            route[1].endswith("/device"),
            route[0] == "DELETE",
            _lets_go(route[1]),
            "return" in route[1],
        ),
    )
    seen = {}
    for method, template in ending_last:
        if method == "WEBSOCKET":
            continue
        if _lets_go(template) and principal == "agent":
            continue  # given back by then: test_desk.py, test_presence.py
        seen[method, template] = scene.call(principal, method, template).status_code
    assert seen == {route: MATRIX[route][place] for route in seen}


@pytest.mark.parametrize("action", ["claim", "messages", "return", "transfer", "close", "context"])
def test_an_agent_without_the_skill_is_told_that_nothing_is_there(
    gateway: RunningGateway, action: str
) -> None:
    customer = wait_in_queue(gateway, HandoffReason.THEFT)
    agent = gateway.agent("agent1")
    if action == "context":
        answer = agent.context(customer.id)
    elif action == "messages":
        answer = agent.say(customer.id, "您好")
    else:
        body = {"skill_group": "service"} if action == "transfer" else None
        answer = agent.act(customer.id, action, body)
    assert (answer.status_code, answer.json()["code"]) == (404, "conversation_not_found")
    assert customer.poll()[-1]["type"] == "status"
