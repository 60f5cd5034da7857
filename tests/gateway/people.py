"""A customer and an agent who use the gateway over HTTP."""

from __future__ import annotations

import time
import uuid
from typing import Any

import httpx

from kefu.gateway.contract.desk import ContextAnswer
from kefu.gateway.contract.events import EventsAnswer

PATIENCE = 20.0


def code_on(http: httpx.Client, phone: str) -> str:
    """The newest code on a demo customer's phone, once it is there."""
    deadline = time.monotonic() + PATIENCE
    while not (sent := http.get("/dev/outbox", params={"to": phone}).json()):
        assert time.monotonic() < deadline, f"no code came to {phone}"
        time.sleep(0.02)
    return str(sent[0]["code"])


class Customer:
    """One conversation. `events` holds everything received so far."""

    def __init__(self, http: httpx.Client, *, phone: str | None = None, **body: Any) -> None:
        self.http = http
        request = {"channel": "web", **body}
        if phone is not None:
            request["identity"] = http.post("/dev/identity", json={"phone": phone}).json()[
                "identity"
            ]
        answer = http.post("/api/v1/conversations", json=request)
        assert answer.status_code in {200, 201}, answer.text
        self.was_open = answer.status_code == 200
        self.id: str = answer.json()["conversation_id"]
        self.token: str = answer.json()["token"]
        self.owner: str = answer.json()["owner"]
        self.events: list[dict[str, Any]] = []
        self.after = 0

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.http.get(self.path + path, params=params, headers=self.headers)

    def post(self, path: str, body: Any) -> httpx.Response:
        return self.http.post(self.path + path, json=body, headers=self.headers)

    def send(self, text: str, client_id: str | None = None) -> httpx.Response:
        body = {"client_id": client_id or uuid.uuid4().hex, "type": "text", "text": text}
        return self.post("/messages", body)

    def choose(self, title: str) -> httpx.Response:
        choices = [
            choice
            for event in self.events
            for choice in event.get("choices", [])
            if choice["title"] == title
        ]
        body = {"client_id": uuid.uuid4().hex, "type": "choice", "choice_id": choices[-1]["id"]}
        return self.post("/messages", body)

    def poll(self, wait: float = 0) -> list[dict[str, Any]]:
        answer = self.get("/events", after=self.after, wait=wait)
        assert answer.status_code == 200, answer.text
        EventsAnswer.model_validate(answer.json())
        self.after = answer.json()["next"]
        self.events += answer.json()["events"]
        return list(answer.json()["events"])

    def wait_for(
        self, type: str, *, after: int = 0, sender: str | None = None, **members: Any
    ) -> dict[str, Any]:
        """The first event after `after` with this type and these members."""
        if sender is not None:
            members["from"] = sender
        deadline = time.monotonic() + PATIENCE
        while True:
            for event in self.events:
                fits = all(event.get(name) == value for name, value in members.items())
                if event["type"] == type and event["seq"] > after and fits:
                    return event
            assert time.monotonic() < deadline, f"never came: {type} {members}; {self.events}"
            self.poll(wait=1)

    def ask(self, text: str) -> list[str]:
        """Say something and wait for the end of the turn: what others said since."""
        answer = self.send(text)
        assert answer.status_code == 202, answer.text
        self.wait_for("turn_end", after=answer.json()["seq"])
        return self.heard(answer.json()["seq"])

    def heard(self, after: int = 0) -> list[str]:
        return [
            event["text"]
            for event in self.events
            if event["type"] == "message" and event["from"] != "customer" and event["seq"] > after
        ]


class DeskAgent:
    """An agent with a browser: cookie and CSRF token."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE)
        answer = self.http.post(
            "/api/v1/desk/session", json={"username": username, "password": password}
        )
        assert answer.status_code == 200, answer.text
        self.agent: dict[str, Any] = answer.json()["agent"]
        self.token: str = answer.json()["token"]
        self.http.headers["X-CSRF-Token"] = answer.json()["csrf_token"]

    def queue(self) -> list[dict[str, Any]]:
        return list(self.http.get("/api/v1/desk/queue").json()["items"])

    def act(self, conversation_id: str, action: str, body: Any | None = None) -> httpx.Response:
        path = f"/api/v1/desk/conversations/{conversation_id}/{action}"
        return self.http.post(path, json=body if body is not None else {})

    def say(self, conversation_id: str, text: str, client_id: str | None = None) -> httpx.Response:
        body = {"client_id": client_id or uuid.uuid4().hex, "text": text}
        return self.act(conversation_id, "messages", body)

    def context(self, conversation_id: str, after: int = 0) -> httpx.Response:
        path = f"/api/v1/desk/conversations/{conversation_id}/context"
        answer = self.http.get(path, params={"after": after})
        if answer.is_success:
            ContextAnswer.model_validate(answer.json())
        return answer
