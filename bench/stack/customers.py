"""Customers who talk to a running server: to ours over its public API, to stock over its REST
channel. They must not know when they are to speak.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, Final

from bench.stack.wire import Broken, Http, Socket

PATIENCE: Final = 60.0
"""Seconds after which an answer is given up."""


class Failed(Exception):
    """The server refused a message, broke the connection, or gave no answer in time."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said in answer, and when (`time.perf_counter`) the last of it had arrived."""

    at: float
    texts: tuple[str, ...]


class Customer(ABC):
    """One conversation."""

    @abstractmethod
    async def say(self, text: str) -> Answered:
        """Say something and wait for the whole answer. Raises Failed."""

    @abstractmethod
    def leave(self) -> None:
        """Close the connections."""

    @property
    @abstractmethod
    def bytes(self) -> int:
        """That went over its connections so far, both ways."""


@dataclass(slots=True)
class _Turn:
    """What a socket brought after a message."""

    done: asyncio.Future[float]
    seq: int | None = None
    ended: dict[int, float] = field(default_factory=dict)
    texts: list[tuple[int, str]] = field(default_factory=list)

    def look(self) -> None:
        """Be done when the message's own end of turn has arrived."""
        if self.seq is None or self.done.done():
            return
        ends = [at for seq, at in self.ended.items() if seq > self.seq]
        if ends:
            self.done.set_result(min(ends))


class KefuCustomer(Customer):
    """Posts over HTTP, as the chat page does, and listens on the conversation's socket."""

    def __init__(self, port: int, http: Http, conversation_id: str, token: str) -> None:
        self._port = port
        self._http = http
        self.id = conversation_id
        self.token = token
        self._path = f"/api/v1/conversations/{conversation_id}"
        self._socket: Socket | None = None
        self._turn: _Turn | None = None
        self._expected: tuple[str, asyncio.Future[float]] | None = None

    @classmethod
    async def open(cls, port: int, *, listens: bool = True) -> KefuCustomer:
        """Open a conversation from a network of its own, as the proxy in front would tell.

        Raises Failed.
        """
        network = ".".join(str(random.randint(1, 254)) for _ in range(4))
        http = await Http.open(port)
        status, answer = await http.call(
            "POST",
            "/api/v1/conversations",
            {"channel": "web"},
            {"X-Forwarded-For": network},
        )
        if status != 201:
            raise Failed(f"no conversation: HTTP {status} {answer}")
        customer = cls(port, http, answer["conversation_id"], answer["token"])
        if listens:
            await customer.listen()
        return customer

    async def listen(self, after: int = 0) -> None:
        """Open the socket."""
        self._socket = await Socket.open(self._port)
        protocols = ("kefu", f"bearer.{self.token}")
        await self._socket.upgrade(f"{self._path}/socket?after={after}", protocols, self._heard)

    def _heard(self, frame: bytes) -> None:
        now = time.perf_counter()
        event: dict[str, Any] = json.loads(frame)
        if self._expected is not None and event.get("text") == self._expected[0]:
            self._expected[1].set_result(now)
            self._expected = None
        turn = self._turn
        if turn is None:
            return
        if event["type"] == "turn_end":
            turn.ended[event["seq"]] = now
            turn.look()
        elif event["type"] == "message" and event["from"] == "bot":
            turn.texts.append((event["seq"], event["text"]))

    def expect(self, text: str) -> asyncio.Future[float]:
        """Done with the time when these words arrive, whoever says them."""
        arrived: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._expected = (text, arrived)
        return arrived

    async def say(self, text: str) -> Answered:
        """Post it and wait for the end of its turn."""
        turn = self._turn = _Turn(asyncio.get_running_loop().create_future())
        try:
            turn.seq = await self._post(text)
            turn.look()
            async with asyncio.timeout(PATIENCE):
                at = await turn.done
        except (Broken, TimeoutError) as error:
            raise Failed(f"{text}: {type(error).__name__} {error}") from error
        return Answered(at, tuple(said for seq, said in turn.texts if seq > turn.seq))

    async def _post(self, text: str) -> int:
        if not self._http.is_open:  # it rested for longer than the server keeps connections
            self._http = await Http.open(self._port)
        status, answer = await self._http.call(
            "POST",
            f"{self._path}/messages",
            {"client_id": uuid.uuid4().hex, "type": "text", "text": text},
            {"Authorization": f"Bearer {self.token}"},
        )
        if status != 202:
            raise Failed(f"{text}: HTTP {status} {answer}")
        return int(answer["seq"])

    def leave(self) -> None:
        """Close both connections; the conversation stays."""
        self._http.close()
        if self._socket is not None:
            self._socket.close()

    @property
    def bytes(self) -> int:
        """Over HTTP and the socket."""
        return self._http.bytes + (self._socket.bytes if self._socket else 0)


class RestCustomer(Customer):
    """Posts to Rasa's REST channel, whose answer is the bot's."""

    def __init__(self, port: int, sender: str) -> None:
        self._port = port
        self._sender = sender
        self._http: Http | None = None

    async def say(self, text: str) -> Answered:
        """Post it and read what comes back."""
        try:
            if self._http is None or not self._http.is_open:
                self._http = await Http.open(self._port)
            body = {"sender": self._sender, "message": text}
            async with asyncio.timeout(PATIENCE):
                status, answer = await self._http.call("POST", "/webhooks/rest/webhook", body)
        except (Broken, TimeoutError) as error:
            raise Failed(f"{text}: {type(error).__name__} {error}") from error
        at = time.perf_counter()
        if status != 200:
            raise Failed(f"{text}: HTTP {status} {answer}")
        return Answered(at, tuple(said.get("text") or "" for said in answer))

    def leave(self) -> None:
        """Close the connection."""
        if self._http is not None:
            self._http.close()

    @property
    def bytes(self) -> int:
        """Over HTTP."""
        return self._http.bytes if self._http else 0
