"""The truth of a kefu in development mode: demo wallets, tickets, the queue, codes that arrived.

Read through the paths of development and the desk's API; it must not know any customer.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

import httpx

from kefu.core.errors import OperatorError

# Demo customers have these numbers, counted up without a gap.
_FIRST_PHONE: Final = 13_800_000_001
_DESK: Final = {"username": "supervisor1", "password": "Demo-2026!"}
_ARRIVAL: Final = 5.0  # seconds for a code
_TIMEOUT: Final = 40.0

Wallets = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class WorldState:
    """Everything at one moment. `handoff` is the conversation's place in the queue."""

    wallets: Wallets
    tickets: list[dict[str, Any]]
    handoff: dict[str, Any] | None = None


class DemoWorld:
    """A running kefu at a URL."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=_TIMEOUT, trust_env=False)
        self._desk = httpx.Client(base_url=f"{url}/api/v1/desk", timeout=_TIMEOUT, trust_env=False)
        self._phones: list[str] = []

    def enter(self) -> None:
        """Log in at the desk and find out who there is. Raises OperatorError."""
        try:
            answer = self._desk.post("/session", json=_DESK)
            reset = self.http.post("/dev/reset")
        except httpx.TransportError as error:
            raise OperatorError(f"连接 {self.http.base_url} 失败：{error}") from error
        if not (answer.is_success and reset.is_success):
            raise OperatorError(f"{self.http.base_url} 不是开发模式的 kefu，无法模拟客户。")
        self._phones = self._find_phones()

    def close(self) -> None:
        """Close both connections."""
        self.http.close()
        self._desk.close()

    def reset(self) -> None:
        """Back to the seeded state."""
        self.http.post("/dev/reset").raise_for_status()

    def identity(self, phone: str) -> str:
        """What the app would prove this customer with. Raises OperatorError."""
        answer = self.http.post("/dev/identity", json={"phone": phone})
        if not answer.is_success:
            raise OperatorError(f"{phone} 不是演示客户")
        return str(answer.json()["identity"])

    def state(self, conversation_id: str | None = None, only: str | None = None) -> WorldState:
        """How everything is now; `only` names the one wallet that is looked at."""
        phones = self._phones if only is None else [only]
        wallets = {phone: self._get(f"/dev/wallet/{phone}") for phone in phones}
        waiting = self._desk.get("/queue").raise_for_status().json()["items"]
        places = [item for item in waiting if item["conversation_id"] == conversation_id]
        return WorldState(wallets, self._get("/dev/tickets"), places[0] if places else None)

    def sent(self, to: str) -> int:
        """How many texts have arrived at a phone or mailbox."""
        return len(self._get("/dev/outbox", to=to))

    def code(self, to: str, *, older_than: int) -> str | None:
        """The newest code at a phone or mailbox once there are more texts than so many."""
        deadline = time.monotonic() + _ARRIVAL
        while time.monotonic() < deadline:
            found = self._get("/dev/outbox", to=to)
            if len(found) > older_than:
                return str(found[0]["code"])
            time.sleep(0.05)
        return None

    def _get(self, path: str, **params: str) -> Any:
        return self.http.get(path, params=params).raise_for_status().json()

    def _find_phones(self) -> list[str]:
        found: list[str] = []
        while self.http.get(f"/dev/wallet/{_FIRST_PHONE + len(found)}").is_success:
            found.append(str(_FIRST_PHONE + len(found)))
        return found
