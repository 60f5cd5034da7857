"""The whole product running for tests, and a customer and an agent who use it over HTTP."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

START_TIMEOUT = 300
TURN_TIMEOUT = 20


class Stack:
    """`kefu serve` in a folder of its own on a free port."""

    def __init__(self, folder: Path, port: int, **env: str) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}"
        self.output = folder / "serve.out"
        self._env = {
            **{k: v for k, v in os.environ.items() if not k.startswith("KEFU_")},
            "KEFU_DATA_DIR": str(folder),
            "KEFU_PORT": str(port),
            **env,
        }
        self.http = httpx.Client(base_url=self.url, timeout=40, trust_env=False)
        self.clients = [self.http]  # closed when it stops
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Launch it and wait until it says that all is ready."""
        self.launch()
        assert self.process is not None
        deadline = time.monotonic() + START_TIMEOUT
        while "Ctrl-C" not in self.output.read_text():
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.1)

    def launch(self) -> None:
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kefu.cli", "serve"],
                env=self._env,
                stdout=output,
                stderr=output,
                umask=0,  # a careless shell: what it makes must be private all the same
            )

    def stop(self) -> int:
        assert self.process is not None
        for client in self.clients:
            client.close()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def children(self, module: str) -> set[int]:
        """The process ids of all running children with a module's name."""
        assert self.process is not None
        return {
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and _is_child(entry, self.process.pid, module)
        }

    def child(self, module: str) -> int:
        """The process id of a running child by its module's name."""
        found = self.children(module)
        assert found, f"{module} is not running"
        return min(found)

    def kill(self, module: str) -> int:
        pid = self.child(module)
        os.kill(pid, signal.SIGKILL)
        return pid

    def wait_ready(self) -> None:
        """Wait until every process is back."""
        deadline = time.monotonic() + 120
        while True:
            try:
                if self.http.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.2)

    def wait_engines(self, wanted: int) -> None:
        """Wait until the gateway uses so many engines."""
        deadline = time.monotonic() + 120
        while True:
            lines = self.http.get("/metrics").text.splitlines()
            up = [line for line in lines if line.startswith("kefu_engine_up{")]
            if sum(line.endswith(" 1.0") for line in up) == wanted:
                return
            assert time.monotonic() < deadline, "\n".join(up)
            time.sleep(0.2)

    def reset(self) -> None:
        self.http.post("/dev/reset").raise_for_status()

    def wallet(self, phone: str) -> dict[str, Any]:
        answer = self.http.get(f"/dev/wallet/{phone}")
        answer.raise_for_status()
        return dict(answer.json())

    def tickets(self, phone: str) -> list[dict[str, Any]]:
        answer = self.http.get("/dev/tickets", params={"phone": phone})
        answer.raise_for_status()
        found = answer.json()
        return list(found if isinstance(found, list) else found["tickets"])

    def outbox(self, to: str) -> list[dict[str, Any]]:
        answer = self.http.get("/dev/outbox", params={"to": to})
        answer.raise_for_status()
        found = answer.json()
        return list(found if isinstance(found, list) else found["messages"])

    def identity(self, phone: str) -> str:
        answer = self.http.post("/dev/identity", json={"phone": phone})
        answer.raise_for_status()
        return str(answer.json()["identity"])


def _is_child(entry: Path, parent: int, module: str) -> bool:
    try:
        command = (entry / "cmdline").read_bytes().split(b"\0")
        status = (entry / "status").read_text()
    except OSError:
        return False
    return module.encode() in command and f"PPid:\t{parent}\n" in status


@dataclass
class Customer:
    """Somebody at the chat: `push` says something, what came back is in `events` until `pop`ped."""

    stack: Stack
    channel: str = "web"
    phone: str | None = None
    network: str | None = None
    after: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        body: dict[str, Any] = {"channel": self.channel}
        if self.phone:
            body["identity"] = self.stack.identity(self.phone)
        headers = {"X-Forwarded-For": self.network} if self.network else {}
        answer = self.stack.http.post("/api/v1/conversations", json=body, headers=headers)
        assert answer.status_code in {200, 201}, answer.text
        self.id: str = answer.json()["conversation_id"]
        self.token: str = answer.json()["token"]
        self.path = f"/api/v1/conversations/{self.id}"
        self.poll()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return self.stack.http.post(self.path + path, json=body, headers=self.headers)

    def poll(self, wait: int = 0) -> list[dict[str, Any]]:
        answer = self.stack.http.get(
            self.path + "/events", params={"after": self.after, "wait": wait}, headers=self.headers
        )
        assert answer.status_code == 200, answer.text
        self.after = answer.json()["next"]
        new: list[dict[str, Any]] = answer.json()["events"]
        self.events += new
        return new

    def wait_for(self, wanted: Any, timeout: float = TURN_TIMEOUT) -> dict[str, Any]:
        """Poll until an event that was not popped yet fits `wanted(event)`."""
        deadline = time.monotonic() + timeout
        while True:
            for event in self.events:
                if wanted(event):
                    return event
            assert time.monotonic() < deadline, f"not seen: {self.transcript()}"
            self.poll(wait=2)

    def send(self, body: dict[str, Any]) -> int:
        answer = self.post("/messages", {"client_id": uuid.uuid4().hex, **body})
        assert answer.status_code == 202, answer.text
        self.token = answer.json().get("token", self.token)
        return int(answer.json()["seq"])

    def push(self, text: str) -> list[dict[str, Any]]:
        """Say something and wait for the end of the turn; what the bot said since."""
        return self._turn(self.send({"type": "text", "text": text}))

    def choose(self, title: str) -> list[dict[str, Any]]:
        """Take the newest offered choice whose title contains `title`."""
        return self._turn(self.send({"type": "choice", "choice_id": self.choice(title)}))

    def choice(self, title: str) -> str:
        for event in reversed(self.events):
            for choice in event.get("choices") or []:
                if title in choice["title"]:
                    return str(choice["id"])
        raise AssertionError(f"no choice {title}: {self.transcript()}")

    def _turn(self, seq: int) -> list[dict[str, Any]]:
        self.wait_for(lambda e: e["type"] == "turn_end" and e["seq"] > seq)
        return [event for event in self.events if event["seq"] > seq]

    def secure_input(self, kind: str) -> dict[str, Any]:
        """The newest open input of a kind."""
        found = [
            e["input"]
            for e in self.events
            if e["type"] == "secure_input" and e["input"]["kind"] == kind
        ]
        assert found, self.transcript()
        return dict(found[-1])

    def give(self, kind: str, value: str) -> httpx.Response:
        """Give a value to the newest input of a kind, without waiting."""
        answer = self.post(f"/secure-inputs/{self.secure_input(kind)['id']}", {"value": value})
        if answer.status_code == 200:
            self.token = answer.json().get("token", self.token)
        return answer

    def pass_input(self, kind: str, value: str) -> list[dict[str, Any]]:
        """Give a right value and wait for the bot's next turn to end."""
        before = self.events[-1]["seq"]
        answer = self.give(kind, value)
        assert answer.status_code == 200, answer.text
        assert answer.json()["accepted"] is True
        return self._turn(before)

    def code(self, to: str, *, older_than: int = 0) -> str:
        """The newest code that reached a phone or mailbox, waiting for it to arrive."""
        deadline = time.monotonic() + 10
        while len(found := self.stack.outbox(to)) <= older_than:
            assert time.monotonic() < deadline, f"nothing arrived for {to}: {self.transcript()}"
            time.sleep(0.1)
        return str(found[0]["code"])

    def said(self) -> str:
        """All words of bot, system and agent so far."""
        return "\n".join(
            e["text"] for e in self.events if e["type"] == "message" and e["from"] != "customer"
        )

    def cards(self, kind: str) -> list[dict[str, Any]]:
        return [e["card"] for e in self.events if (e.get("card") or {}).get("kind") == kind]

    @property
    def owner(self) -> str:
        owners = [e["owner"] for e in self.events if e["type"] == "status"]
        return str(owners[-1]) if owners else "bot"

    def transcript(self) -> str:
        return "\n".join(re.sub(r"'at': '[^']*', ", "", str(event)) for event in self.events)


class Agent:
    """Somebody at the desk, through the Desk API with cookie and CSRF token."""

    def __init__(self, stack: Stack, username: str, password: str = "Demo-2026!") -> None:
        self.http = httpx.Client(base_url=f"{stack.url}/api/v1/desk", timeout=20, trust_env=False)
        stack.clients.append(self.http)
        answer = self.http.post("/session", json={"username": username, "password": password})
        assert answer.status_code == 200, answer.text
        self.http.headers["X-CSRF-Token"] = answer.json()["csrf_token"]

    def queue(self) -> list[dict[str, Any]]:
        answer = self.http.get("/queue")
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    def post(
        self, conversation_id: str, action: str, body: dict[str, Any] | None = None
    ) -> httpx.Response:
        return self.http.post(f"/conversations/{conversation_id}/{action}", json=body or {})

    def claim(self, conversation_id: str) -> None:
        answer = self.post(conversation_id, "claim")
        assert answer.status_code == 200, answer.text

    def say(self, conversation_id: str, text: str) -> None:
        answer = self.post(
            conversation_id, "messages", {"client_id": uuid.uuid4().hex, "text": text}
        )
        assert answer.status_code == 202, answer.text

    def context(self, conversation_id: str) -> dict[str, Any]:
        answer = self.http.get(f"/conversations/{conversation_id}/context")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())
