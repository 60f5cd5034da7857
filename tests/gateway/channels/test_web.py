"""The recorded payloads of the web channel; all else about it is in the tests of the API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.gateway.conftest import RunningGateway

PAYLOADS = Path(__file__).parent.parent / "payloads" / "web"


def recorded(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


def test_what_the_chat_page_sent_once_is_understood(gateway: RunningGateway) -> None:
    opened = gateway.http.post("/api/v1/conversations", json=recorded("open"))
    assert opened.status_code == 201, opened.text
    path = f"/api/v1/conversations/{opened.json()['conversation_id']}"
    headers = {"Authorization": f"Bearer {opened.json()['token']}"}
    for _ in range(2):  # the page repeats what it got no answer to
        sent = gateway.http.post(f"{path}/messages", json=recorded("text"), headers=headers)
        assert (sent.status_code, sent.json()["seq"]) == (202, 2)
    params = {"after": 2, "wait": 10}
    answer = gateway.http.get(f"{path}/events", params=params, headers=headers).json()
    assert answer["events"][0]["text"] == "收到:我的转账失败了"
