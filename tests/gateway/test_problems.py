"""Bad input of any kind gets a clear answer with a stable code, and nothing of it is repeated."""

from __future__ import annotations

import json
import socket
from typing import Any

import httpx
import pytest

from kefu.core.errors import Unavailable
from tests.gateway.conftest import RunningGateway

JSON = {"Content-Type": "application/json"}
CONVERSATIONS = "/api/v1/conversations"


def is_problem(answer: httpx.Response, status: int, code: str) -> bool:
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "code", "detail"} <= set(body)
    assert body["status"] == answer.status_code
    return (answer.status_code, body["code"]) == (status, code)


@pytest.mark.parametrize(
    "content",
    [b"{", b"", b"\xff\xfe", b'{"channel": "web"', b"nul", b"[" * 50_000],
    ids=["open", "empty", "bytes", "cut", "word", "deep"],
)
def test_malformed_json(gateway: RunningGateway, content: bytes) -> None:
    answer = gateway.http.post(CONVERSATIONS, content=content, headers=JSON)
    assert answer.status_code in {400, 422}
    assert answer.json()["code"] in {"malformed_json", "validation_failed"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "validation_failed"),
        ([], "validation_failed"),
        (None, "validation_failed"),
        ({"channel": "fax"}, "validation_failed"),
        ({"channel": "web", "locale": "x" * 50}, "validation_failed"),
        ({"channel": "web", "identity": 7}, "validation_failed"),
        ({"channel": "web", "conversation_id": "cv_mine"}, "unknown_field"),
        ({"channel": "web", "identity": "no.jwt.really"}, "invalid_identity"),
        ({"channel": "web", "resume": "x"}, "invalid_token"),
    ],
)
def test_wrong_bodies(gateway: RunningGateway, body: Any, code: str) -> None:
    answer = gateway.http.post(CONVERSATIONS, content=json.dumps(body), headers=JSON)
    assert answer.status_code in {401, 422}
    assert is_problem(answer, answer.status_code, code)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text", "text": "你好"},
        {"type": "text", "client_id": "c", "text": 5},
        {"type": "text", "client_id": "c", "text": "\ud800"},
        {"type": "text", "client_id": "", "text": "你好"},
        {"type": "text", "client_id": "c" * 65, "text": "你好"},
        {"type": "text", "client_id": "c\x00", "text": "你好"},
        {"type": "choice", "client_id": "c"},
        {"type": "choice", "client_id": "c", "choice_id": "\x00"},
        {"type": "attachment", "client_id": "c", "attachment_id": "../a"},
        {"client_id": "c", "text": "你好"},
    ],
)
def test_wrong_messages(gateway: RunningGateway, message: dict[str, Any]) -> None:
    customer = gateway.customer()
    answer = gateway.http.post(
        f"{customer.path}/messages",
        content=json.dumps(message),
        headers={**JSON, **customer.headers},
    )
    assert is_problem(answer, 422, "validation_failed")


def test_what_was_sent_is_not_repeated(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    secret = "Geheim-4711"
    body = {"value": [secret]}
    answer = customer.post("/secure-inputs/si_1", body)
    assert is_problem(answer, 422, "validation_failed")
    assert secret not in answer.text


def test_half_characters_are_refused_wherever_text_goes(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    half = "\ud83d"
    for path, body in (
        (f"{customer.path}/secure-inputs/si_1", {"value": half}),
        (f"{customer.path}/rating", {"score": 1, "comment": half}),
        (CONVERSATIONS, {"channel": "web", "resume": half}),
        ("/api/v1/desk/session", {"username": half, "password": half}),
    ):
        headers = {**JSON, **customer.headers}
        answer = gateway.http.post(path, content=json.dumps(body), headers=headers)
        assert is_problem(answer, 422, "validation_failed")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_taken(gateway: RunningGateway, kind: str) -> None:
    answer = gateway.http.post(
        CONVERSATIONS, content=b'{"channel": "web"}', headers={"Content-Type": kind}
    )
    assert is_problem(answer, 415, "unsupported_media_type")


def test_unknown_paths_and_methods(gateway: RunningGateway) -> None:
    for path in ("/api/v1/nothing", "/nothing", "/api/v1/conversations/", "/docs", "/redoc"):
        assert is_problem(gateway.http.get(path), 404, "not_found")
    answer = gateway.http.put(CONVERSATIONS, json={})
    assert is_problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30, "1.5"])
def test_wrong_query_parameters(gateway: RunningGateway, after: str) -> None:
    assert is_problem(gateway.customer().get("/events", after=after), 422, "validation_failed")


@pytest.mark.parametrize("wait", ["nan", "inf", "-1", "61"])
def test_wrong_waits(gateway: RunningGateway, wait: str) -> None:
    assert is_problem(gateway.customer().get("/events", wait=wait), 422, "validation_failed")


def test_a_body_that_says_it_is_too_large(gateway: RunningGateway) -> None:
    answer = gateway.http.post(CONVERSATIONS, content=b" " * 70_000, headers=JSON)
    assert is_problem(answer, 413, "body_too_large")


def test_a_body_that_grows_too_large(gateway: RunningGateway) -> None:
    chunks = (b" " * 8_192 for _ in range(10))
    answer = gateway.http.post(CONVERSATIONS, content=chunks, headers=JSON)
    assert is_problem(answer, 413, "body_too_large")


def test_a_length_that_lies_harms_nobody(gateway: RunningGateway) -> None:
    request = (
        f"POST {CONVERSATIONS} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        'Content-Length: 2\r\nConnection: close\r\n\r\n{"channel": "web"}'
    )
    with socket.create_connection(("127.0.0.1", gateway.serving.port), timeout=10) as raw:
        raw.sendall(request.encode())
        status = raw.recv(4096).split(b"\r\n")[0]
    assert b" 4" in status
    assert gateway.http.get("/healthz").status_code == 200


@pytest.mark.parametrize("authorization", ["", "Bearer", "Basic Zm9v", "Bearer x", "Bearer \xe9"])
def test_a_token_that_is_none(gateway: RunningGateway, authorization: str) -> None:
    customer = gateway.customer()
    headers = {b"Authorization": authorization.encode("latin-1")}
    for path in (customer.path, f"{CONVERSATIONS}/cv_none", f"{CONVERSATIONS}/%00"):
        answer = gateway.http.get(f"{path}/events", headers=headers)
        assert is_problem(answer, 401, "invalid_token")


def test_an_unexpected_error_shows_nothing_of_itself(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("inside: 13800000001")

    monkeypatch.setattr(gateway.kefu.chat.opening, "open", broken)
    answer = gateway.http.post(CONVERSATIONS, json={"channel": "web"})
    assert is_problem(answer, 500, "internal")
    assert "inside" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_database_that_is_away_is_said_so(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise Unavailable("database_unavailable")

    monkeypatch.setattr(gateway.kefu.chat.opening, "open", away)
    answer = gateway.http.post(CONVERSATIONS, json={"channel": "web"})
    assert is_problem(answer, 503, "database_unavailable")
    assert int(answer.headers["retry-after"]) > 0
