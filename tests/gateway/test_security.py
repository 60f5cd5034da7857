"""Headers, addresses, origins, pages, health and what exists only in development."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.requests import HTTPConnection

from kefu.gateway.guard import client_address, is_local, network_of, origin_allowed, page_policy
from kefu.services.units import in_unit
from kefu.settings import ActionsIn, Environment, Settings
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine

PRODUCTION: dict[str, Any] = {
    "env": Environment.PRODUCTION,
    "secret": "x" * 40,
    "identity_keys": {"k1": "y" * 40},
    "engine_token": "z" * 40,
    "actions_token": "w" * 40,
    "allow_demo_wallet": True,
}


def connection(client: str = "203.0.113.9", **headers: str) -> HTTPConnection:
    raw = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return HTTPConnection({"type": "http", "headers": raw, "client": (client, 1)})


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "203.0.113.9"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.9"),
        (1, "", "203.0.113.9"),
    ],
)
def test_forwarded_addresses_count_as_far_as_our_proxies(
    proxies: int, forwarded: str, address: str
) -> None:
    assert client_address(connection(x_forwarded_for=forwarded), proxies) == address


def test_networks() -> None:
    assert network_of("203.0.113.9") == "203.0.113.9"
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:203.0.113.9") == "203.0.113.9"
    assert network_of("'; DROP TABLE") == "unknown"


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://chat.example.com", True),
        ("http://chat.example.com", True),
        ("https://wallet.example.com", True),
        ("https://evil.example", False),
        ("https://chat.example.com.evil.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_origins(origin: str, allowed: bool) -> None:
    request = connection(origin=origin, host="chat.example.com")
    assert origin_allowed(request, ["https://wallet.example.com"]) is allowed


def test_a_client_without_origin_is_no_browser() -> None:
    assert origin_allowed(connection(host="chat.example.com"), [])


@pytest.mark.parametrize(
    ("client", "headers", "local"),
    [
        ("127.0.0.1", {"host": "localhost:8000"}, True),
        ("::1", {"host": "[::1]:8000"}, True),
        ("203.0.113.9", {"host": "localhost"}, False),
        ("127.0.0.1", {"host": "rebound.evil.example"}, False),
        ("127.0.0.1", {}, False),
        ("127.0.0.1", {"host": "localhost", "x_forwarded_for": "127.0.0.1"}, False),
        ("127.0.0.1", {"host": "localhost", "forwarded": "for=127.0.0.1"}, False),
    ],
)
def test_who_is_on_this_machine(client: str, headers: dict[str, str], local: bool) -> None:
    assert is_local(connection(client, **headers)) is local


def test_only_the_chat_may_stand_in_a_frame() -> None:
    settings = Settings(allowed_origins=["https://wallet.example.com"])
    assert "frame-ancestors 'self' https://wallet.example.com" in page_policy("/chat", settings)
    for path in ("/desk", "/", "/widget.js", "/static/assets/x.js"):
        assert "frame-ancestors 'none'" in page_policy(path, settings)
        assert "unsafe" not in page_policy(path, settings)


def test_every_answer_has_an_id_of_its_own(gateway: RunningGateway) -> None:
    paths = ["/healthz", "/healthz", "/api/v1/desk/queue", "/nowhere"]
    ids = {gateway.http.get(path).headers["x-request-id"] for path in paths}
    assert len(ids) == len(paths)


def test_every_answer_carries_the_security_headers(gateway: RunningGateway) -> None:
    for path in (
        "/",
        "/chat",
        "/desk",
        "/healthz",
        "/api/v1/conversations",
        "/nothing",
        "/static/x",
    ):
        headers = gateway.http.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "camera=()" in headers["permissions-policy"]
        assert "content-security-policy" in headers
        assert "server" not in headers
        assert ("x-frame-options" in headers) is (path != "/chat")
    assert gateway.http.get("/healthz").headers["cache-control"] == "no-store"


def test_pages_that_are_not_built_say_so(start: Start, tmp_path: Path) -> None:
    gateway = start(static_dir=tmp_path / "nothing")
    for path in ("/", "/chat", "/desk", "/widget.js"):
        answer = gateway.http.get(path)
        assert answer.status_code == 503
        assert "尚未构建" in answer.text


def test_built_pages_and_assets_are_served(start: Start, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    for name in ("site", "chat", "desk", "assets"):
        (dist / name).mkdir(parents=True)
    for name in ("site", "chat", "desk"):
        (dist / name / "index.html").write_text(f"<title>{name}</title>")
    (dist / "widget.js").write_text("// widget")
    (dist / "assets" / "a-1.js").write_text("// asset")
    (tmp_path / "secret.txt").write_text("secret")
    gateway = start(static_dir=dist)
    for path, name in (("/", "site"), ("/chat", "chat"), ("/desk", "desk")):
        answer = gateway.http.get(path)
        assert answer.text == f"<title>{name}</title>"
        assert answer.headers["cache-control"] == "no-cache"
    widget = gateway.http.get("/widget.js")
    assert widget.text == "// widget"
    assert widget.headers["cross-origin-resource-policy"] == "cross-origin"
    asset = gateway.http.get("/static/assets/a-1.js")
    assert "immutable" in asset.headers["cache-control"]
    for path in ("/static/../secret.txt", "/static/%2e%2e/secret.txt", "/static/..%2fsecret.txt"):
        assert gateway.http.get(path).status_code == 404


def test_readiness_tells_which_part_is_away(start: Start, engine: FakeEngine) -> None:
    gateway = start()
    assert gateway.http.get("/readyz").status_code == 200
    engine.ready = False
    answer = gateway.http.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"] == {"database": "ok", "engine": "unavailable", "actions": "ok"}
    assert gateway.http.get("/healthz").status_code == 200


def test_actions_in_the_engine_are_no_part_of_their_own(start: Start) -> None:
    gateway = start(actions=ActionsIn.INLINE, actions_url="http://127.0.0.1:1")
    answer = gateway.http.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["parts"] == {"database": "ok", "engine": "ok"}


def test_metrics_count_turns_and_stay_on_this_machine(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    customer.ask("你好")
    text = gateway.http.get("/metrics").text
    assert "kefu_turns_total 1.0" in text
    assert "kefu_turn_seconds_count 1.0" in text
    assert customer.id not in text
    assert gateway.http.get("/metrics", headers={"X-Forwarded-For": "1.1.1.1"}).status_code == 404


def test_the_outbox_as_data_and_as_a_page(gateway: RunningGateway) -> None:
    assert gateway.http.get("/dev/outbox").json() == []
    page = gateway.http.get("/dev/outbox", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")


def test_a_reset_restores_the_demo_wallet(gateway: RunningGateway) -> None:
    customer = gateway.customer(phone="13800000001")
    gateway.kefu.topics.theft.freeze(customer.id)
    assert gateway.http.get("/dev/wallet/13800000001").json()["status"] == "frozen"
    assert gateway.http.post("/dev/reset").status_code == 204
    assert gateway.http.get("/dev/wallet/13800000001").json()["status"] == "active"
    assert customer.wait_for("status")["owner"] == "closed"
    assert gateway.http.get("/dev/wallet/13999999999").status_code == 404


def test_a_customers_tickets(gateway: RunningGateway) -> None:
    customer = gateway.customer(phone="13800000001")
    case = in_unit(gateway.kefu.database, gateway.kefu.topics.theft.open_case, customer.id)
    path = "/dev/tickets"
    (ticket,) = gateway.http.get(path, params={"phone": "13800000001"}).json()
    assert (ticket["number"], ticket["kind"]) == (case.number, "theft_case")
    assert gateway.http.get(path, params={"phone": "13800000002"}).json() == []


def test_development_paths_exist_in_development_only(start: Start) -> None:
    gateway = start(**PRODUCTION)
    for path in ("outbox", "wallet/13800000001", "tickets", ""):
        assert gateway.http.get(f"/dev/{path}").status_code == 404
    for path in ("identity", "reset"):
        assert gateway.http.post(f"/dev/{path}", json={"phone": "13800000001"}).status_code == 404
    assert "strict-transport-security" in gateway.http.get("/").headers


def test_the_log_holds_no_words_tokens_or_queries(
    gateway: RunningGateway, capfd: pytest.CaptureFixture[str]
) -> None:
    customer = gateway.customer()
    customer.ask("我的秘密是小熊")
    gateway.http.get("/chat?identity=abc.def.ghi")
    gateway.stop()
    out, err = capfd.readouterr()
    logged = out + err
    assert customer.id in logged
    for hidden in ("小熊", customer.token, "abc.def.ghi", "after="):
        assert hidden not in logged
