"""One conversation over the public HTTP API, as a client of a customer holds it.

It must not know what anybody wants.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from kefu.core.errors import OperatorError
from kefu.core.script import in_simplified

PATIENCE: Final = 12.0  # seconds for the bot's whole answer
_SILENCE: Final = 4.0  # seconds, while humans are awaited and no answer need come
_QUIET: Final = 1.2  # seconds without news after which several messages are answered
_BUSY: Final = 429


@dataclass(frozen=True, slots=True)
class ShownInput:
    """A field outside the chat. `destination` is what its hint says."""

    id: str
    kind: str
    label: str
    hint: str


@dataclass(slots=True)
class HeardReply:
    """What came back since the customer did something."""

    texts: list[str] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)
    choices: list[dict[str, str]] = field(default_factory=list)
    """Those offered last."""
    input: ShownInput | None = None
    refused: str | None = None
    """Code of the error with which the deed was refused."""
    is_answered: bool = False
    """Whether the turn ended in time."""

    @property
    def text(self) -> str:
        """All words, those on cards too."""
        return "\n".join([*self.texts, *map(str, self.cards)])


class CustomerLine:
    """Opened when it is made. `owner` is who answers."""

    def __init__(self, http: httpx.Client, channel: str, identity: str | None) -> None:
        self._http = http
        self._after = 0
        self.owner = "bot"
        body = {"channel": channel} | ({"identity": identity} if identity else {})
        answer = http.post("/api/v1/conversations", json=body)
        if answer.status_code not in {200, 201}:
            raise OperatorError(f"{http.base_url} opens no conversation: {answer.text}")
        self.id: str = answer.json()["conversation_id"]
        self._token: str = answer.json()["token"]
        self._path = f"/api/v1/conversations/{self.id}"
        self.greeting = HeardReply(is_answered=True)
        self._listen(self.greeting, wait=0)

    def say(self, messages: list[str]) -> HeardReply:
        """Send texts one after the other and hear the answer."""
        heard = HeardReply()
        seq = 0
        for text in messages:
            seq = self._send({"type": "text", "text": text}, heard) or seq
        return self._answer(heard, seq, several=len(messages) > 1)

    def click(self, choice_id: str, taps: str | None = None) -> HeardReply:
        """Take a choice; `taps` says whether it is hit twice, as the `same` message or `again`."""
        heard = HeardReply()
        body = {"type": "choice", "choice_id": choice_id, "client_id": uuid.uuid4().hex}
        seq = self._send(body, heard)
        if taps is not None:
            second = HeardReply()  # that the second is refused is no harm
            changed = {"client_id": uuid.uuid4().hex} if taps == "again" else {}
            seq = self._send(body | changed, second) or seq
        return self._answer(heard, seq, several=taps == "again")

    def give(self, field_: ShownInput, value: str) -> HeardReply:
        """Give a value to a secure input; a refusal has no answer."""
        heard = HeardReply()
        before = self._after
        answer = self._post(f"/secure-inputs/{field_.id}", {"value": value})
        if answer.status_code != httpx.codes.OK:
            heard.refused, heard.is_answered = _code(answer), True
            self._listen(heard, wait=0)
            return heard
        return self._answer(heard, before)

    def leave(self) -> None:
        """End the conversation."""
        self._http.delete(self._path, headers=self._headers)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}

    def _send(self, body: dict[str, str], heard: HeardReply) -> int | None:
        answer = self._post("/messages", {"client_id": uuid.uuid4().hex, **body})
        if answer.status_code == httpx.codes.ACCEPTED:
            return int(answer.json()["seq"])
        heard.refused = _code(answer)
        return None

    def _post(self, path: str, body: dict[str, str]) -> httpx.Response:
        while True:
            answer = self._http.post(self._path + path, json=body, headers=self._headers)
            if answer.status_code != _BUSY or path != "/messages":
                break
            time.sleep(float(answer.headers.get("Retry-After", "1")))
        if answer.is_success:
            self._token = answer.json().get("token", self._token)
        return answer

    def _answer(self, heard: HeardReply, seq: int | None, *, several: bool = False) -> HeardReply:
        """Listen until the turn of message `seq` has ended, of several until all is quiet."""
        if seq is None:
            heard.is_answered = True
            self._listen(heard, wait=0)
            return heard
        deadline = time.monotonic() + (PATIENCE if self.owner == "bot" else _SILENCE)
        while (left := deadline - time.monotonic()) > 0:
            events = self._listen(heard, wait=left)
            if any(e["type"] == "turn_end" and e["seq"] > seq for e in events):
                heard.is_answered = True
                break
        while several and self._listen(heard, wait=_QUIET):
            pass
        return heard

    def _listen(self, heard: HeardReply, wait: float) -> list[dict[str, Any]]:
        """Put what is new into `heard`."""
        answer = self._http.get(
            self._path + "/events",
            params={"after": self._after, "wait": f"{wait:.1f}"},
            headers=self._headers,
        )
        if not answer.is_success:
            raise OperatorError(f"{self.id}: no events: {answer.text}")
        self._after = answer.json()["next"]
        events: list[dict[str, Any]] = answer.json()["events"]
        for event in events:
            self._take(event, heard)
        return events

    def _take(self, event: dict[str, Any], heard: HeardReply) -> None:
        match event["type"]:
            case "status":
                self.owner = event["owner"]
            case "secure_input":
                found = event["input"]
                heard.input = ShownInput(
                    *(
                        in_simplified(found.get(key) or "")
                        for key in ("id", "kind", "label", "hint")
                    )
                )
            case "message" if event["from"] != "customer":
                heard.texts.append(in_simplified(event["text"]))
                if event.get("card"):
                    heard.cards.append(event["card"])
                if event.get("choices"):
                    heard.choices = [
                        {**choice, "title": in_simplified(choice["title"])}
                        for choice in event["choices"]
                    ]


def _code(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["code"])
    except (ValueError, KeyError):
        return f"HTTP {answer.status_code}"
