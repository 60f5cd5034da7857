"""Many customers at once: nobody is refused, nothing is lost or doubled, who waits costs little.

How fast it is is measured elsewhere (`kefu bench`); here is no clock.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.client import WebSocketClientProtocol, connect

from kefu.bootstrap import Kefu, build
from kefu.core.handoff import HandoffReason
from kefu.services.ports import UnitOfWork
from kefu.services.units import in_unit
from kefu.settings import Settings
from tests.gateway.conftest import RunningGateway
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import PATIENCE, DeskAgent
from tests.gateway.process import Process

CLIENTS = 64
MESSAGES = 4
LONG = 6 * PATIENCE


class Talker:
    """A customer's client: a socket, and requests beside it."""

    def __init__(self, http: httpx.AsyncClient, conversation_id: str, token: str) -> None:
        self.id = conversation_id
        self.token = token
        self._http = http
        self.frames: list[dict[str, Any]] = []

    @classmethod
    async def arrive(cls, http: httpx.AsyncClient) -> Talker:
        answer = await http.post("/api/v1/conversations", json={"channel": "web"})
        assert answer.status_code == 201, answer.text
        return cls(http, answer.json()["conversation_id"], answer.json()["token"])

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncIterator[WebSocketClientProtocol]:
        url = f"ws://127.0.0.1:{port}/api/v1/conversations/{self.id}/socket"
        protocols: Any = ["kefu", f"bearer.{self.token}"]
        async with connect(url, subprotocols=protocols, open_timeout=LONG) as socket:
            yield socket

    async def post(self, text: str) -> None:
        answer = await self._http.post(
            f"/api/v1/conversations/{self.id}/messages",
            json={"type": "text", "client_id": text, "text": text},
            headers={"Authorization": f"Bearer {self.token}"},
        )
        assert answer.status_code == 202, answer.text

    async def hear(self, socket: WebSocketClientProtocol, wanted: int, **members: Any) -> None:
        """Read until so many frames with these members came."""
        while wanted:
            frame = json.loads(await asyncio.wait_for(socket.recv(), LONG))
            self.frames.append(frame)
            wanted -= members.items() <= frame.items()

    def answered(self) -> list[str]:
        """What the bot answered; texts that were read together are lines of one answer."""
        answers = [f["text"] for f in self.frames if f["type"] == "message" and f["from"] == "bot"]
        return [text for answer in answers[1:] for text in answer.removeprefix("收到:").split("\n")]

    async def hear_answers(self, socket: WebSocketClientProtocol, wanted: int) -> None:
        """Read until so many texts are answered, and the turn of the last is over."""
        while len(self.answered()) < wanted:
            await self.hear(socket, 1, type="turn_end")

    async def storm(self, port: int, number: int) -> None:
        """Say everything at once, half of it over the socket, and hear all answers."""
        async with self.listening(port) as socket:
            texts = [f"{number}-{count}" for count in range(MESSAGES)]
            hearing = asyncio.create_task(self.hear_answers(socket, MESSAGES))
            for text in texts[::2]:
                await socket.send(json.dumps({"type": "text", "client_id": text, "text": text}))
            await asyncio.gather(*(self.post(text) for text in texts[1::2]))
            await hearing
        said = [frame for frame in self.frames if frame["type"] == "message"]
        assert sorted(frame["text"] for frame in said if frame["from"] == "customer") == texts
        assert sorted(self.answered()) == texts
        stored = [f["seq"] for f in self.frames if f["type"] not in {"ack", "typing", "ping"}]
        assert stored == list(range(1, len(stored) + 1))
        assert not [frame for frame in self.frames if frame["type"] == "error"]


@asynccontextmanager
async def clients(process: Process) -> AsyncIterator[httpx.AsyncClient]:
    limits = httpx.Limits(max_connections=2 * CLIENTS)
    async with httpx.AsyncClient(
        base_url=str(process.http.base_url), limits=limits, timeout=LONG, trust_env=False
    ) as http:
        yield http


async def test_a_storm_of_clients_loses_and_doubles_nothing(
    process: Process, engine: FakeEngine
) -> None:
    await asyncio.to_thread(process.start_and_wait)

    async def come(http: httpx.AsyncClient, number: int) -> None:
        talker = await Talker.arrive(http)
        await talker.storm(process.port, number)

    async with clients(process) as http, asyncio.TaskGroup() as group:
        for number in range(CLIENTS):
            group.create_task(come(http, number))
    understood = [text for words in engine.said() for text in words.split("\n")]
    assert len(understood) == len(set(understood)) == CLIENTS * MESSAGES


def opened(kefu: Kefu, count: int) -> list[tuple[str, str]]:
    """So many conversations, and their tokens."""
    greeting = {"text": "您好"}

    def open_all(unit: UnitOfWork) -> list[tuple[str, str]]:
        made = [kefu.chat.opening.open(unit, "web", "zh-CN", None, greeting) for _ in range(count)]
        return [(conversation.id, token) for conversation, token in made]

    return in_unit(kefu.database, open_all)


def with_agent(kefu: Kefu, agent: DeskAgent, conversation_id: str) -> None:
    def wait_in_queue(unit: UnitOfWork) -> None:
        kefu.desk.handoff.request(unit, conversation_id, HandoffReason.CUSTOMER_REQUEST)
        conversation = unit.conversations.get(conversation_id, lock=True)
        assert conversation is not None
        kefu.desk.handoff.activate(unit, conversation)

    in_unit(kefu.database, wait_in_queue)
    assert agent.act(conversation_id, "claim").status_code == 200


async def test_what_an_agent_says_reaches_hundreds_of_open_sockets(
    gateway: RunningGateway,
) -> None:
    agent = await asyncio.to_thread(gateway.agent)
    async with AsyncExitStack() as stack, httpx.AsyncClient() as http:
        listeners: list[tuple[Talker, WebSocketClientProtocol]] = []
        for conversation_id, token in opened(gateway.kefu, 40):
            await asyncio.to_thread(with_agent, gateway.kefu, agent, conversation_id)
            for _ in range(8):
                talker = Talker(http, conversation_id, token)
                socket = await stack.enter_async_context(talker.listening(gateway.serving.port))
                listeners.append((talker, socket))
        # Not the id: among so many is one that looks like a phone number, which is masked.
        words = {talker.id: f"给第{at}位" for at, (talker, _) in enumerate(listeners)}
        sent = [asyncio.to_thread(agent.say, place, said) for place, said in words.items()]
        assert {answer.status_code for answer in await asyncio.gather(*sent)} == {202}
        await asyncio.gather(
            *(
                talker.hear(socket, 1, type="message", text=words[talker.id])
                for talker, socket in listeners
            )
        )
        for talker, _ in listeners:
            said = [frame["text"] for frame in talker.frames if frame.get("from") == "agent"]
            assert said == [words[talker.id]]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_a_socket_that_says_nothing_takes_little_memory(process: Process) -> None:
    """The limit is 40 KB; it was three times that when every socket had tasks of its own."""
    count, most = 600, 40

    def memory() -> int:
        """Of the gateway, in KB."""
        assert process.process is not None
        status = Path(f"/proc/{process.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0])

    await asyncio.to_thread(process.start_and_wait)
    kefu = build(Settings(data_dir=process.log.parent))
    async with AsyncExitStack() as stack, clients(process) as http:

        async def come(conversation_id: str, token: str) -> None:
            talker = Talker(http, conversation_id, token)
            socket = await stack.enter_async_context(talker.listening(process.port))
            await talker.hear(socket, 1, seq=1)

        warm, *rest = opened(kefu, count + 1)
        await come(*warm)
        before = memory()
        for place in rest:
            await come(*place)
        assert memory() - before < count * most
