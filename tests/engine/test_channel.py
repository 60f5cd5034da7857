"""The engine's HTTP interface, against a running engine and action server."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.engine.harness import Bot

CALLS = [
    ("GET", "ready"),
    ("POST", "turns"),
    ("POST", "parse"),
]


@pytest.mark.parametrize(("method", "path"), CALLS)
@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer", "Basic abc", "密"])
def test_every_call_needs_the_token(bot: Bot, method: str, path: str, header: str | None) -> None:
    headers = {} if header is None else {b"Authorization": header.encode()}
    with httpx.Client(base_url=bot.http.base_url) as stranger:
        response = stranger.request(method, path, headers=headers)
    assert response.status_code == 401
    assert response.json() == {"error": "unauthorized"}


def test_nothing_else_of_rasa_is_served(bot: Bot) -> None:
    root = bot.http.base_url.copy_with(path="/")
    for path in ("status", "model/parse", "conversations/x/tracker", "webhooks/rest/webhook"):
        assert bot.http.get(root.join(path)).status_code == 404


def test_ready_names_the_model(bot: Bot) -> None:
    response = bot.http.get("ready")
    assert response.status_code == 200
    assert response.json()["model"]


def test_text_is_understood_and_answered(bot: Bot) -> None:
    answer = bot.say("greeting", "1", "你好")
    assert answer["intent"] == {"name": "greet", "confidence": 1.0}
    assert answer["messages"] == [
        {
            "text": "您好，请问有什么可以帮您？",
            "buttons": [
                {"title": "查余额", "payload": "/balance"},
                {"title": "转账", "payload": "/transfer"},
            ],
            "response": "utter_greet",
        }
    ]


def test_one_utterance_is_one_entry_in_order(bot: Bot) -> None:
    assert bot.say("entries", "1", "余额")["messages"] == [
        {
            "text": "第 1 次查询，余额 ¥1,234.56。",
            "buttons": [{"title": "转账", "payload": "/transfer"}],
            "custom": {"kind": "result", "status": "success"},
        },
        {"text": "还有什么可以帮您？", "image": "https://example.com/a.png"},
    ]


def test_entities_are_reported(bot: Bot) -> None:
    answer = bot.say("entities", "1", "我在上海")
    assert [(e["entity"], e["value"]) for e in answer["entities"]] == [("city", "上海")]


@pytest.mark.parametrize(
    "text",
    [
        "/balance",
        "  /balance",
        "\u3000/balance",
        "\u200b/balance",
        "\ufeff\u2060／balance",
        "//balance",
        '/choose{"city": "北京"}',
        "/",
        "\x00/balance",
        "\ud800/balance",
    ],
)
def test_customers_cannot_name_an_intent(bot: Bot, text: str) -> None:
    turn = text.encode("utf-8", "surrogatepass").hex()
    body = {"conversation_id": "slash", "turn_id": turn, "kind": "text", "text": text}
    response = bot.http.post("turns", content=json.dumps(body))
    assert response.status_code == 200
    answer = response.json()
    assert answer["intent"]["name"] in (None, "nlu_fallback")
    assert answer["messages"] == [{"text": "抱歉，我没有听懂。", "response": "utter_default"}]


def test_trusted_payload_sets_intent_and_entities(bot: Bot) -> None:
    answer = bot.say("payload", "1", "选择上海", '/choose{"city": "上海"}')
    assert answer["intent"] == {"name": "choose", "confidence": 1.0}
    assert answer["entities"] == [{"entity": "city", "value": "上海"}]
    assert answer["messages"] == [{"text": "已选择 上海。", "response": "utter_chosen"}]


@pytest.mark.parametrize(
    "payload",
    ["choose", "/", "", "/choose{", "/choose{]}", "/choose[1]", "/choose hello", "/unknown_intent"],
)
def test_malformed_payload_is_refused(bot: Bot, payload: str) -> None:
    response = bot.post("malformed", "1", "选择", payload)
    assert response.status_code == 400
    assert response.json()["error"] == "bad_payload"


GOOD = {"conversation_id": "c", "turn_id": "t", "kind": "text", "text": "你好"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slots": {"a": 1}}, "slots"),
        ({"conversation_id": None}, "conversation_id"),
        ({"conversation_id": ""}, "conversation_id"),
        ({"conversation_id": "a b"}, "conversation_id"),
        ({"turn_id": "x" * 129}, "turn_id"),
        ({"turn_id": 7}, "turn_id"),
        ({"kind": "event"}, "kind"),
        ({"text": ["你好"]}, "text"),
        ({"payload": "/greet"}, ""),
        ({"kind": "payload"}, ""),
    ],
)
def test_malformed_turn_is_refused(bot: Bot, change: dict[str, object], field: str) -> None:
    response = bot.http.post("turns", json=GOOD | change)
    assert response.status_code == 400
    assert response.json() == {"error": "bad_request", "fields": [field]}


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 50_000])
def test_what_is_not_json_is_refused(bot: Bot, content: bytes) -> None:
    response = bot.http.post("turns", content=content)
    assert response.status_code == 400
    assert response.json() == {"error": "not_json"}


def test_oversized_turn_is_refused(bot: Bot) -> None:
    response = bot.http.post("turns", json=GOOD | {"text": "好" * 65_536})
    assert response.status_code == 413


def test_parse_does_not_touch_the_conversation(bot: Bot) -> None:
    parsed = bot.http.post("parse", json={"text": "余额"}).json()
    assert parsed["text"] == "余额"
    assert parsed["intent"]["name"] == "balance"
    slash = bot.http.post("parse", json={"text": "/balance"}).json()
    assert slash["intent"]["name"] != "balance"


def test_same_turn_again_gives_the_same_answer_without_running(bot: Bot) -> None:
    first = bot.say("twice", "turn-1", "余额")
    assert bot.say("twice", "turn-1", "余额") == first
    # A snapshot holds the times at which things were done.
    again = [bot.post("twice", "turn-1", "余额").json()["snapshot"] for _ in range(2)]
    assert again == [bot.snapshots["twice"]] * 2
    bot.say("twice", "turn-2", "你好")
    assert bot.say("twice", "turn-1", "余额") == first
    assert bot.texts("twice", "turn-3", "余额")[0].startswith("第 2 次")


def test_same_turn_at_the_same_time_runs_once(bot: Bot) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: bot.say("at-once", "turn-1", "余额"), range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert bot.texts("at-once", "turn-2", "余额")[0].startswith("第 2 次")


def test_long_conversation_keeps_form_and_slots(bot: Bot) -> None:
    bot.say("long", "start", "余额")
    assert bot.texts("long", "form", "转账") == ["请问转多少？"]
    for turn in range(40):
        answer = bot.texts("long", f"faq-{turn}", "手续费")
        assert answer == ["手续费是 0.1%。", "请问转多少？"], turn
    assert bot.texts("long", "amount", "一百") == ["请问转给谁？"]
    assert bot.texts("long", "payee", "张伟") == ["已转 一百 给 张伟。"]
    assert bot.texts("long", "end", "余额")[0].startswith("第 2 次")


def test_rules_for_the_beginning_do_not_match_later(bot: Bot) -> None:
    assert bot.texts("beginning", "first", "开始") == ["欢迎第一次来到这里。"]
    for turn in range(30):
        bot.say("beginning", f"turn-{turn}", "你好")
        assert bot.texts("beginning", f"again-{turn}", "开始") == ["抱歉，我没有听懂。"]


def test_logs_are_json_and_hold_no_message_text(bot: Bot) -> None:
    secret = "我的暗号是西瓜"
    bot.say("logged", "turn-77", secret)
    bot.post("logged", "turn-78", secret, "/broken")
    for log in (bot.engine.log, bot.actions.log):
        text = log.read_text()
        assert "西瓜" not in text
        assert "\\u897f\\u74dc" not in text
        assert "turn-78" in text
        lines = [line for line in text.splitlines() if line.startswith("{")]
        assert all(json.loads(line)["level"] for line in lines)
