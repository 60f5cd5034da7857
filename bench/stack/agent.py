"""An agent at the desk who writes to a customer: how long until the words are on the screen.

It must not know what else the server has to do meanwhile.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Any, Final

import httpx

from bench.stack.customers import PATIENCE, Failed, KefuCustomer
from bench.stack.wire import Http
from kefu.serve import DEMO_AGENTS, DEMO_PASSWORD

_WANTED: Final = "转人工"
_PAUSE: Final = 0.05


async def delivery_times(port: int, messages: int) -> list[float]:
    """Milliseconds from the agent's request to the customer's socket, one after the other.

    Raises Failed.
    """
    customer = await KefuCustomer.open(port)
    http = await Http.open(port)
    await customer.say(_WANTED)
    headers = await _log_in(port)
    path = f"/api/v1/desk/conversations/{customer.id}"
    await _post(http, f"{path}/claim", {}, headers)
    times = []
    for number in range(messages):
        text = f"第 {number} 句"
        arrived = customer.expect(text)
        started = time.perf_counter()
        body = {"client_id": uuid.uuid4().hex, "text": text}
        await _post(http, f"{path}/messages", body, headers)
        async with asyncio.timeout(PATIENCE):
            times.append((await arrived - started) * 1000)
        await asyncio.sleep(_PAUSE)
    customer.leave()
    http.close()
    return times


async def _log_in(port: int) -> dict[str, str]:
    async with httpx.AsyncClient(trust_env=False) as browser:
        answer = await browser.post(
            f"http://127.0.0.1:{port}/api/v1/desk/session",
            json={"username": DEMO_AGENTS[0][0], "password": DEMO_PASSWORD},
        )
        if answer.status_code != 200:
            raise Failed(f"no desk: HTTP {answer.status_code}")
        return {"Authorization": f"Bearer {browser.cookies['kefu_desk']}"}


async def _post(http: Http, path: str, body: Any, headers: dict[str, str]) -> None:
    status, answer = await http.call("POST", path, body, headers)
    if status not in {200, 202}:
        raise Failed(f"{path}: HTTP {status} {answer}")
