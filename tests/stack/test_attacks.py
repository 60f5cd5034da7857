"""What an impostor or a broken client sends: a clear 4xx and no effect."""

from __future__ import annotations

import json
import uuid

import httpx
import pytest

from tests.stack.stack import Customer, Stack


@pytest.mark.parametrize(
    "text",
    [
        "/account_stolen",
        "/human_agent",
        " //human_agent",
        "\u3000/restart",
        '/inform{"secure_input": "verification_code"}',
        "/session_start",
    ],
)
def test_a_leading_slash_is_ordinary_text(stack: Stack, text: str) -> None:
    customer = Customer(stack)
    customer.push(text)
    customer.poll(wait=1)
    assert customer.owner == "bot"
    assert not [e for e in customer.events if e["type"] == "secure_input"]
    echoed = [e["text"] for e in customer.events if e.get("from") == "customer"]
    assert echoed == [text] or echoed == [text.strip()]


def test_forged_and_foreign_choices_do_nothing(stack: Stack) -> None:
    mine, theirs = Customer(stack), Customer(stack)
    for choice_id in ("ch_forged", "/human_agent", theirs.choice("忘记密码")):
        answer = mine.post(
            "/messages", {"client_id": uuid.uuid4().hex, "type": "choice", "choice_id": choice_id}
        )
        assert answer.status_code in (404, 422), answer.text
    theirs.choose("忘记密码")


def test_a_choice_is_good_once(stack: Stack) -> None:
    customer = Customer(stack)
    choice = customer.choice("忘记密码")
    customer.choose("忘记密码")
    answer = customer.post(
        "/messages", {"client_id": "again", "type": "choice", "choice_id": choice}
    )
    assert answer.status_code == 409


def test_somebody_elses_token_opens_nothing(stack: Stack) -> None:
    mine, theirs = Customer(stack), Customer(stack)
    for headers in (mine.headers, {"Authorization": "Bearer x"}, {}):
        for method, path, body in (
            ("GET", "/events", None),
            ("POST", "/messages", {"client_id": "1", "type": "text", "text": "hi"}),
            ("GET", "/transcript", None),
            ("POST", "/secure-inputs/si_1", {"value": "1"}),
            ("POST", "/rating", {"score": 1}),
            ("DELETE", "", None),
        ):
            answer = stack.http.request(method, theirs.path + path, json=body, headers=headers)
            assert answer.status_code == 401, (method, path, answer.text)
            assert answer.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 422),
        (b"\xff\xfe", "application/json", 400),
        (b'{"client_id":"1","type":"text","text":"x","owner":"agent"}', "application/json", 422),
        (b'{"client_id":"1","type":"text","text":"x"}', "text/plain", 415),
        (
            b'{"client_id":"1","type":"text","text":"' + b"x" * 200_000 + b'"}',
            "application/json",
            413,
        ),
        (b'{"client_id":"1","type":"text","text":"   "}', "application/json", 422),
        (
            json.dumps({"client_id": "1", "type": "text", "text": "好" * 1001}).encode(),
            "application/json",
            422,
        ),
    ],
)
def test_broken_bodies_get_a_clear_refusal(
    stack: Stack, content: bytes, content_type: str, status: int
) -> None:
    customer = Customer(stack)
    answer = stack.http.post(
        customer.path + "/messages",
        content=content,
        headers={**customer.headers, "Content-Type": content_type},
    )
    assert answer.status_code == status, answer.text
    assert answer.json()["code"]
    assert customer.poll() == []


def test_the_same_client_id_is_one_message(stack: Stack) -> None:
    customer = Customer(stack)
    body = {"client_id": "once", "type": "text", "text": "你好"}
    first, second = customer.post("/messages", body), customer.post("/messages", body)
    assert first.json()["seq"] == second.json()["seq"]
    assert customer.post("/messages", {**body, "text": "别的"}).status_code == 409
    customer.wait_for(lambda e: e["type"] == "turn_end")
    customer.poll(wait=1)
    assert len([e for e in customer.events if e.get("from") == "customer"]) == 1


def test_an_identity_token_is_good_once_and_only_unchanged(stack: Stack) -> None:
    token = stack.identity("13800000001")

    def login(identity: str) -> httpx.Response:
        return stack.http.post(
            "/api/v1/conversations", json={"channel": "app", "identity": identity}
        )

    assert login(token[:-3] + "abc").status_code == 401
    assert login(token).status_code == 201
    assert login(token).status_code == 401


def test_a_used_secure_input_is_closed_and_foreign_ones_unknown(stack: Stack) -> None:
    customer, other = Customer(stack), Customer(stack)
    customer.push("忘记密码")
    customer.push("13800000001")
    customer.choose("短信")
    code = customer.code("13800000001")
    path = f"/secure-inputs/{customer.secure_input('verification_code')['id']}"
    assert other.post(path, {"value": code}).status_code == 404
    customer.pass_input("verification_code", code)
    assert customer.post(path, {"value": code}).status_code == 409


def test_inner_doors_stay_shut(stack: Stack) -> None:
    for path in (
        "/webhooks/kefu/turns",
        "/webhooks/rest/webhook",
        "/model/parse",
        "/conversations/x/tracker",
        "/webhook",
    ):
        assert stack.http.post(path, json={}).status_code in (404, 405)
