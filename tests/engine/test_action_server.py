"""The action server: closed without the token, silent about what it was sent."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest

from tests.engine.harness import ACTIONS_TOKEN, Bot

SECRET = "我的暗号是冬瓜"
HEADERS = {"Authorization": f"Bearer {ACTIONS_TOKEN}"}


def call(name: str) -> dict[str, Any]:
    tracker = {
        "sender_id": "c",
        "slots": {},
        "latest_message": {"text": SECRET, "intent": {}, "entities": [], "message_id": "t-9"},
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": None,
    }
    return {"next_action": name, "sender_id": "c", "tracker": tracker, "domain": {}}


def test_health_is_open(bot: Bot) -> None:
    assert bot.actions_http.get("health").json() == {"status": "ok"}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong"])
def test_actions_need_the_token(bot: Bot, headers: dict[str, str], query: str) -> None:
    response = bot.actions_http.post(
        f"webhook{query}", json=call("action_balance"), headers=headers
    )
    assert response.status_code == 401


def test_token_in_the_url_as_rasa_sends_it(bot: Bot) -> None:
    response = bot.actions_http.post(f"webhook?token={ACTIONS_TOKEN}", json=call("action_balance"))
    assert response.status_code == 200
    assert response.json()["responses"][0]["text"].startswith("第 1 次")


def test_compressed_call(bot: Bot) -> None:
    body = zlib.compress(json.dumps(call("action_balance")).encode())
    headers = {**HEADERS, "Content-Encoding": "deflate"}
    assert bot.actions_http.post("webhook", content=body, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [("action_broken", 500, "action_failed"), ("action_unheard_of", 404, "action_unknown")],
)
def test_errors_do_not_quote_the_request(bot: Bot, name: str, status: int, error: str) -> None:
    response = bot.actions_http.post("webhook", json=call(name), headers=HEADERS)
    assert response.status_code == status
    assert response.json() == {"error": error, "action_name": name}
    assert "冬瓜" not in bot.actions.log.read_text()
    assert "t-9" in bot.actions.log.read_text()


def test_the_turn_that_the_engine_names_stands_in_the_line(bot: Bot) -> None:
    headers = {**HEADERS, "X-Kefu-Turn": "cv_of_the_header/7"}
    assert bot.actions_http.post("webhook", json=call("action_balance"), headers=headers)
    last = json.loads(bot.actions.log.read_text().splitlines()[-1])
    assert (last["event"], last["turn"]) == ("action", "cv_of_the_header/7")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"next_action": 1, "tracker": {}}', b'{"next_action": "a"}'],
)
def test_malformed_call_is_refused(bot: Bot, content: bytes) -> None:
    response = bot.actions_http.post("webhook", content=content, headers=HEADERS)
    assert response.status_code == 400
    assert response.json() == {"error": "bad_request"}


def test_decompression_bomb_is_refused(bot: Bot) -> None:
    bomb = zlib.compress(b" " * 64 * 1024 * 1024)
    headers = {**HEADERS, "Content-Encoding": "deflate"}
    assert bot.actions_http.post("webhook", content=bomb, headers=headers).status_code == 400


def test_no_cross_origin_access(bot: Bot) -> None:
    headers = {**HEADERS, "Origin": "https://example.com"}
    response = bot.actions_http.post("webhook", json=call("action_balance"), headers=headers)
    assert "access-control-allow-origin" not in response.headers
    assert bot.actions_http.get("actions").status_code == 404
