"""One phone that wants to stop the service: ``python -m bench.stack.attacker PORT``.

It has several conversations, a new one for each that is full, and sends many pictures at the same
time, all made to be costly; whatever is answered, each is sent again a second later. A process of
its own, so that it does not hold up whoever measures. It writes a line when it has begun, goes
on until its standard input ends, and then tells as JSON how often it heard which status.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count
from typing import Final

from bench.stack.wire import Broken, Http
from kefu.core.attachment import MOST_PER_CONVERSATION
from tests.pictures import bombs

UPLOADS: Final = 42
CONVERSATIONS: Final = 6
_NETWORK: Final = "198.51.100.7"
_PAUSE: Final = 1.0


@dataclass(slots=True)
class Conversation:
    """One that pictures are sent in, until it is full."""

    path: str
    headers: dict[str, str]
    taken: int = 0


class Attacker:
    """Its conversations, and what it was told so far."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._conversations: list[Conversation] = []
        # One that is refused when it is looked at, one that is just not.
        self._pictures = (bombs.many_scans(), bombs.many_scans(22))
        self.heard: Counter[int] = Counter()

    async def begin(self) -> list[asyncio.Task[None]]:
        """Open the conversations, and send for ever."""
        self._conversations = [await self._open() for _ in range(CONVERSATIONS)]
        return [asyncio.create_task(self._send(number)) for number in range(UPLOADS)]

    async def _open(self) -> Conversation:
        http = await Http.open(self._port)
        network = {"X-Forwarded-For": _NETWORK}
        _, answer = await http.call("POST", "/api/v1/conversations", {"channel": "web"}, network)
        http.close()
        return Conversation(
            f"/api/v1/conversations/{answer['conversation_id']}/attachments",
            {"Authorization": f"Bearer {answer['token']}", **network},
        )

    async def _send(self, number: int) -> None:
        place = number % CONVERSATIONS
        http = await Http.open(self._port)
        for turn in count(number):
            into = self._conversations[place]
            picture = self._pictures[turn % len(self._pictures)]
            try:
                if not http.is_open:
                    http = await Http.open(self._port)
                status, _ = await http.upload(into.path, picture, into.headers)
                self.heard[status] += 1
                into.taken += status == HTTPStatus.CREATED
                if into.taken == MOST_PER_CONVERSATION:
                    into.taken = 0
                    self._conversations[place] = await self._open()
            except (Broken, OSError):
                self.heard[0] += 1
            await asyncio.sleep(_PAUSE)


async def main(port: int) -> None:
    """Attack until nobody listens any more."""
    attacker = Attacker(port)
    tasks = await attacker.begin()
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    sys.stdout.write(json.dumps(attacker.heard))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
