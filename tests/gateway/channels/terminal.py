"""A terminal of the channel `console`, as its own program would be."""

from __future__ import annotations

import uuid
from typing import Any

import httpx

from tests.gateway.channels.receiver import Receiver


class Terminal:
    """`ear` is where it hears."""

    def __init__(self, http: httpx.Client, ear: Receiver, name: str = "tty-1") -> None:
        self.http = http
        self.ear = ear
        self.caller = {"terminal": name, "port": ear.port, "key": f"ear-of-{name}"}

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.http.post(f"/channels/console{path}", json={**self.caller, **body})

    def hello(self, phone: str | None = None) -> httpx.Response:
        identity = {}
        if phone is not None:
            identity = self.http.post("/dev/identity", json={"phone": phone}).json()
        return self.post("", **identity)

    def says(self, text: str, client_id: str | None = None) -> httpx.Response:
        answer = self.post("/messages", client_id=client_id or uuid.uuid4().hex, text=text)
        assert answer.status_code == 202, answer.text
        return answer

    def heard(self) -> list[dict[str, Any]]:
        """What came to it in order of the log, each once."""
        path = f"/{self.caller['key']}"
        seen: dict[str, dict[str, Any]] = {}
        for place, message in zip(self.ear.paths, self.ear.came, strict=False):
            if place == path:
                assert seen.setdefault(message["key"], message) == message
        return list(seen.values())

    def words(self) -> list[str]:
        """What was said to it."""
        return [message["text"] for message in self.heard() if message["text"]]
