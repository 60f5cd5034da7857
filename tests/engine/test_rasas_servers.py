"""Rasa's HTTP servers, started by the plain commands in a project's root."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import redis

from tests.engine.rasa_commands import listening, serving
from tests.ports import free_port


def test_rasa_run_serves_the_channel_closed(root: Path) -> None:
    with serving(root) as client:
        # no token is set, so nobody knows it
        assert client.get("/webhooks/kefu/ready").status_code == 401


EVENTS = (
    {"event": "action", "name": "action_session_start", "timestamp": 1.0},
    {"event": "session_started", "timestamp": 1.0},
    {"event": "action", "name": "action_listen", "timestamp": 1.0},
    {"event": "slot", "name": "city", "value": "北京", "timestamp": 1.0},
)


def talk(client: httpx.Client) -> list[Any]:
    """What Rasa's HTTP API answers to one call after the other."""
    path = "/conversations/c"
    calls: list[tuple[str, str, Any]] = [
        ("POST", f"{path}/messages", {"text": "你好", "sender": "user"}),
        ("PUT", f"{path}/tracker/events", EVENTS),
        ("PUT", f"{path}/tracker/events", EVENTS[:3]),
        ("POST", f"{path}/tracker/events", EVENTS[3]),
        ("POST", f"{path}/trigger_intent", {"name": "faq"}),
        ("POST", f"{path}/execute", {"name": "utter_greet"}),
        ("POST", f"{path}/predict", None),
        ("GET", f"{path}/story", None),
        ("GET", f"{path}/tracker", None),
        ("POST", "/model/parse", {"text": "余额"}),
        ("GET", "/version", None),
    ]
    answers = []
    for method, url, body in calls:
        content = None if body is None else json.dumps(body)
        answer = client.request(method, url, content=content)
        assert answer.status_code == 200, (method, url, answer.text)
        answers.append(gist(answer))
    return answers


def gist(answer: httpx.Response) -> Any:
    """An answer without times and random ids."""
    if "json" not in answer.headers["content-type"]:
        return answer.text
    body = answer.json()
    tracker = body.get("tracker", body)
    events = [(e["event"], e.get("name"), e.get("text")) for e in tracker.get("events", [])]
    said = [message.get("text") for message in body.get("messages", [])]
    return tracker.get("slots"), said, events, body.get("intent")


def test_http_api_answers_as_with_rasas_own_store(root: Path) -> None:
    (root / "memory.yml").write_text("tracker_store:\n", encoding="utf-8")
    with serving(root, "--enable-api") as client:
        ours = talk(client)
    with serving(root, "--enable-api", "--endpoints", "memory.yml") as client:
        assert talk(client) == ours
    assert ours[1][0]["city"] == "北京"
    assert ours[2][0]["city"] is None


def test_stream_ends_when_an_action_fails(root: Path) -> None:
    endpoint = f"action_endpoint: {{url: 'http://127.0.0.1:{free_port()}/webhook'}}\n"
    (root / "alone.yml").write_text(endpoint, encoding="utf-8")
    (root / "rest.yml").write_text("rest:\n", encoding="utf-8")
    arguments = ("--endpoints", "alone.yml", "--credentials", "rest.yml")
    with serving(root, *arguments) as client:
        body = {"sender": "c", "message": "余额"}
        answer = client.post("/webhooks/rest/webhook?stream=true", json=body)
    assert [json.loads(line)["error"] for line in answer.text.splitlines()] == [
        "action_server_unavailable"
    ]


def test_run_actions_serves_the_projects_actions(root: Path) -> None:
    with listening(root, "run", "actions") as client:
        names = {action["name"] for action in client.get("/actions").json()}
    assert "action_balance" in names


DIET = """
recipe: default.v1
assistant_id: diet
language: en
pipeline: [{name: WhitespaceTokenizer}, {name: CountVectorsFeaturizer}, {name: DIETClassifier}]
policies: [{name: RulePolicy}]
intents: [greet, bye]
nlu:
- {intent: greet, examples: "- hello\\n- hi\\n"}
- {intent: bye, examples: "- bye\\n- ciao\\n"}
"""


def test_training_names_the_component_that_needs_tensorflow(root: Path) -> None:
    with serving(root, "--enable-api") as client:
        headers = {"Content-Type": "application/yaml"}
        answer = client.post("/model/train", content=DIET, headers=headers)
    assert answer.status_code == 500
    assert "'DIET' needs TensorFlow" in answer.json()["message"]


def test_conversations_are_locked_in_redis(root: Path, redis_port: int) -> None:
    lock_store = f"lock_store: {{type: redis, url: 127.0.0.1, port: {redis_port}}}\n"
    endpoints = (root / "endpoints.yml").read_text(encoding="utf-8")
    (root / "redis.yml").write_text(f"{endpoints}\n{lock_store}", encoding="utf-8")
    with (
        redis.Redis(port=redis_port, decode_responses=True) as server,
        server.monitor() as monitor,
        serving(root, "--enable-api", "--endpoints", "redis.yml") as client,
    ):
        body = {"text": "你好", "sender": "user"}
        assert client.post("/conversations/c/messages", json=body).status_code == 200
        server.echo("the end")
        seen: list[str] = []
        while not seen or "the end" not in seen[-1]:
            seen.append(monitor.next_command()["command"])
        assert any(done.startswith("SET lock:c ") for done in seen), seen
        assert server.keys() == []
