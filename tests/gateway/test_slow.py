"""Peers that send or read slowly, without end, or never: they cost nobody else's time."""

from __future__ import annotations

import json
import re
import shutil
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from kefu.gateway import connection, line
from kefu.gateway.connection import Networks
from kefu.gateway.rate_limit import Buckets, Limits
from kefu.gateway.server import make_server, networks_of
from kefu.settings import ActionsIn, Settings
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import PATIENCE

SHORT = 0.3


@pytest.fixture(scope="module")
def gateway(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGateway]:
    """One for all that leave it as it was."""
    folder = tmp_path_factory.mktemp("slow") / "data"
    shutil.copytree(seeded, folder)
    engine = FakeEngine()
    with engine.serving:
        running = RunningGateway(
            Settings(
                data_dir=folder,
                engine_url=engine.serving.url,
                actions=ActionsIn.HTTP,
                actions_url=engine.serving.url,
            )
        )
        yield running
        running.stop()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEAD_SECONDS", "BODY_SECONDS", "UNREAD_SECONDS", "CLOSING_SECONDS"):
        monkeypatch.setattr(connection, name, SHORT)
    monkeypatch.setattr(connection, "PICTURE_SECONDS", 10 * SHORT)
    monkeypatch.setattr(line, "CLOSE_SECONDS", SHORT)


def plug(gateway: RunningGateway, *, buffer: int | None = None) -> socket.socket:
    peer = socket.socket()
    if buffer is not None:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    peer.settimeout(PATIENCE)
    peer.connect(("127.0.0.1", gateway.serving.port))
    return peer


def connections(gateway: RunningGateway) -> set[Any]:
    return gateway.serving.server.server_state.connections


def all_of(peer: socket.socket) -> bytes:
    """What comes until the server closes; a broken connection ends it too."""
    came = b""
    try:
        while part := peer.recv(65536):
            came += part
    except ConnectionError:
        pass
    return came


def problem(raw: bytes) -> tuple[int, str]:
    head, _, body = raw.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    return int(head.split()[1]), json.loads(body)["code"]


@pytest.mark.parametrize(
    "begun",
    [
        b"GET /chat",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: 1\r\n",
        b"POST /api/v1/conversations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json"
        b'\r\nContent-Length: 400\r\n\r\n{"chan',
        b"POST /api/v1/conversations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json"
        b'\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"cha\r\n',
    ],
)
def test_what_does_not_arrive_is_not_waited_for(gateway: RunningGateway, begun: bytes) -> None:
    with plug(gateway) as peer:
        peer.sendall(begun)
        assert problem(all_of(peer)) == (408, "request_timeout")


def test_only_the_way_of_a_picture_has_a_pictures_time(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PICTURE_SECONDS", 10 * PATIENCE)
    with plug(gateway) as peer:
        peer.sendall(
            b"POST /api/v1/conversations?of=/attachments HTTP/1.1\r\nHost: localhost\r\n"
            b'Content-Type: application/json\r\nContent-Length: 400\r\n\r\n{"chan'
        )
        assert problem(all_of(peer)) == (408, "request_timeout")


def test_nothing_at_all_is_closed_without_a_word(gateway: RunningGateway) -> None:
    with plug(gateway) as peer:
        assert all_of(peer) == b""


def test_a_drop_now_and_then_does_not_prolong_it(gateway: RunningGateway) -> None:
    with plug(gateway) as peer:
        peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
        peer.settimeout(SHORT / 3)
        deadline = time.monotonic() + PATIENCE
        while True:
            assert time.monotonic() < deadline
            try:
                peer.sendall(b"X-Drop: 1\r\n")
                if peer.recv(1000).startswith(b"HTTP/1.1 408"):
                    return
            except TimeoutError:
                continue


@pytest.mark.parametrize(
    ("begun", "more"),
    [
        (b"GET /", b"1-" * 40_000),
        (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n", b"a:b\r\n" * 20_000),
        (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: ", b"a" * 80_000),
        (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: " + b"a" * 40_000, b"\r\n\r\n"),
    ],
)
def test_a_head_is_no_longer_than_it_may_be(
    gateway: RunningGateway, begun: bytes, more: bytes
) -> None:
    with plug(gateway) as peer:
        peer.sendall(begun)
        time.sleep(SHORT / 10)
        for start in range(0, len(more), 10_000):
            try:
                peer.sendall(more[start : start + 10_000])
            except ConnectionError:
                break
            time.sleep(0.001)
        assert problem(peer.recv(4096)) == (431, "head_too_large")


def test_trailers_are_no_longer_either(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BODY_SECONDS", 1000)  # so that time does not end it
    with plug(gateway) as peer:
        peer.sendall(
            b"POST /api/v1/conversations HTTP/1.1\r\nHost: localhost\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n"
        )
        trailers = b"a:b\r\n" * 2_000_000
        with pytest.raises(ConnectionError):
            peer.sendall(trailers)


def test_one_head_after_another_is_as_long_as_it_may_be(gateway: RunningGateway) -> None:
    ask = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: " + b"a" * 30_000 + b"\r\n\r\n"
    with plug(gateway) as peer:
        peer.sendall(ask * 20)
        came = b""
        while came.count(b"HTTP/1.1 200") < 20:
            part = peer.recv(65536)
            assert part, came[-500:]
            came += part


def test_a_picture_has_longer(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    head = (
        f"POST {customer.path}/attachments HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: Bearer {customer.token}\r\nContent-Length: 900\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
    )
    with plug(gateway) as picture, plug(gateway) as words:
        picture.sendall(head.encode())
        words.sendall(head.replace("/attachments", "/messages?as=/attachments").encode())
        assert problem(all_of(words)) == (408, "request_timeout")
        assert any(one.client == picture.getsockname() for one in list(connections(gateway)))
        assert all_of(picture)


def test_an_answer_that_nobody_reads_is_dropped(gateway: RunningGateway) -> None:
    ask = b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with plug(gateway, buffer=4096) as peer:
        peer.sendall(ask * 200)
        peer.settimeout(PATIENCE)
        address = peer.getsockname()
        deadline = time.monotonic() + PATIENCE
        while any(one.client == address for one in list(connections(gateway))):
            assert time.monotonic() < deadline, "still there"
            time.sleep(0.05)


def test_who_reads_at_last_has_no_longer_for_what_they_send(gateway: RunningGateway) -> None:
    ask = b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
    begun = b"POST /api/v1/conversations HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{"
    with plug(gateway, buffer=4096) as peer:
        peer.sendall(ask * 40 + begun)
        assert all_of(peer).count(b"HTTP/1.1 200 OK") > 0


def test_others_are_answered_meanwhile_and_the_stop_does_not_wait(start: Start) -> None:
    gateway = start()
    peers = [plug(gateway) for _ in range(300)]
    for peer in peers:
        peer.sendall(b"POST /api/v1/conversations HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n")
    customer = gateway.customer()
    assert customer.ask("在吗") == ["收到:在吗"]
    gateway.http.close()
    gateway.serving.stop()
    assert [problem(all_of(peer)) for peer in peers] == [(408, "request_timeout")] * 300
    for peer in peers:
        peer.close()


def test_a_long_poll_is_not_slow(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    customer.poll()
    assert customer.poll(wait=3 * SHORT + 1.5) == []


@pytest.fixture
def crowded(start: Start) -> RunningGateway:
    gateway = start()
    gateway.serving.server.config.networks = Networks(5)  # type: ignore[attr-defined]
    return gateway


def test_one_network_has_so_many_connections(crowded: RunningGateway) -> None:
    peers = [plug(crowded) for _ in range(5)]
    with plug(crowded) as one_more:
        assert problem(all_of(one_more)) == (429, "limit_reached")
    reset = struct.pack("ii", 1, 0)  # goes without a farewell
    for peer in peers:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
        peer.close()
    deadline = time.monotonic() + PATIENCE
    while crowded.http.get("/healthz").status_code == 429:
        assert time.monotonic() < deadline


def test_a_socket_counts_no_longer_as_a_request(crowded: RunningGateway) -> None:
    customer = crowded.customer()
    peers = []
    for _ in range(8):
        peer = plug(crowded)
        peer.sendall(
            f"GET {customer.path}/socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Sec-WebSocket-Protocol: kefu, bearer.{customer.token}\r\n\r\n".encode()
        )
        assert peer.recv(12) == b"HTTP/1.1 101"
        peers.append(peer)
    for peer in peers:
        peer.close()


def frames(count: int, opcode: int) -> bytes:
    return bytes([0x80 | opcode, 0x80, 0, 0, 0, 0]) * count


@pytest.mark.parametrize("opcode", [0x9, 0xA, 0x1])
def test_pings_without_end_close_the_socket(gateway: RunningGateway, opcode: int) -> None:
    customer = gateway.customer()
    with plug(gateway) as peer:
        peer.sendall(
            f"GET {customer.path}/socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Sec-WebSocket-Protocol: kefu, bearer.{customer.token}\r\n\r\n".encode()
        )
        peer.recv(4096)
        for _ in range(40):
            try:
                peer.sendall(frames(50, opcode))
            except ConnectionError:
                break
        assert is_closing_frame_in(all_of(peer))


def is_closing_frame_in(came: bytes) -> bool:
    return any(struct.pack(">H", code) in came for code in (1008, 4429))


def raw(gateway: RunningGateway, lines: list[str]) -> bytes:
    with plug(gateway) as peer:
        peer.sendall("\r\n".join([*lines, "", ""]).encode())
        came = b""
        while part := peer.recv(65536):
            came += part
            head, _, body = came.partition(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head)
            if length is None or len(body) >= int(length[1]):
                break
        return came


UPGRADE = [
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
]
HOSTS: dict[str, list[str]] = {
    "none": [],
    "two": ["Host: localhost", "Host: evil.example"],
    "twice the same": ["Host: localhost", "Host: localhost"],
    "empty": ["Host:"],
    "with a path": ["Host: localhost/x"],
    "with a name before": ["Host: a@localhost"],
    "a list": ["Host: localhost, evil.example"],
    "no address": ["Host: [::::]"],
}


@pytest.mark.parametrize("hosts", HOSTS.values(), ids=HOSTS.keys())
def test_a_request_names_one_host(gateway: RunningGateway, hosts: list[str]) -> None:
    answer = raw(gateway, ["GET /healthz HTTP/1.1", *hosts])
    assert problem(answer) == (400, "invalid_host")
    assert raw(gateway, ["GET /x HTTP/1.1", *UPGRADE, *hosts]).split()[1] in {b"400", b"403"}


@pytest.mark.parametrize("host", ["localhost", "kefu.example.com:8443", "[::1]:8000", "10.0.0.1"])
def test_every_real_host_is_fine(gateway: RunningGateway, host: str) -> None:
    assert raw(gateway, ["GET /healthz HTTP/1.1", f"Host: {host}"]).split()[1] == b"200"


@pytest.mark.parametrize("origin", ["http://[", "http://[::::]", "https://a]b", "//", "\x80"])
def test_an_origin_that_is_no_address_is_no_origin_of_ours(
    gateway: RunningGateway, origin: str
) -> None:
    for path in (f"{gateway.customer().path}/socket", "/api/v1/desk/socket"):
        asked = [f"GET {path} HTTP/1.1", "Host: localhost", *UPGRADE, f"Origin: {origin}"]
        assert raw(gateway, asked).split()[1] == b"403"
    asked = ["GET /dev/outbox HTTP/1.1", "Host: localhost", f"Origin: {origin}"]
    assert problem(raw(gateway, asked))[0] == 404


@pytest.mark.parametrize("path", ["/", "/chat", "/healthz", "/readyz", "/widget.js", "/desk"])
def test_head_is_get_without_the_body(gateway: RunningGateway, path: str) -> None:
    head, whole = gateway.http.head(path), gateway.http.get(path)
    assert head.status_code == whole.status_code
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize(
    "headers", [{"Host": "kefu.example.com"}, {"X-Forwarded-For": "198.51.100.7"}]
)
@pytest.mark.parametrize("path", ["/dev/outbox", "/metrics"])
def test_what_is_for_this_machine_is_not_for_who_came_by_another_name(
    gateway: RunningGateway, path: str, headers: dict[str, Any]
) -> None:
    assert gateway.http.get(path).status_code == 200
    assert gateway.http.get(path, headers=headers).status_code == 404


@pytest.mark.parametrize(
    "client_id",
    ["13800000001", "id-110101199003070134", "zhang.wei@example.com", "card:6222021234567890128"],
)
def test_an_id_holds_no_personal_data(gateway: RunningGateway, client_id: str) -> None:
    refused = gateway.customer().send("你好", client_id)
    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    assert client_id not in refused.text


@pytest.mark.parametrize(
    "client_id", ["13800000-0001-4000-8000-138000000010", "13800000001" + "0" * 21, "m-1"]
)
def test_what_was_drawn_by_lot_is_an_id_whatever_it_looks_like(
    gateway: RunningGateway, client_id: str
) -> None:
    assert gateway.customer().send("你好", client_id).status_code == 202


def test_reading_has_a_limit_of_its_own(start: Start) -> None:
    gateway = start(Limits(reads=Buckets(1, 5)))
    customer, other = gateway.customer(), gateway.customer()
    assert [customer.get("/events").status_code for _ in range(6)] == [200] * 5 + [429]
    refused = customer.get("/events")
    assert int(refused.headers["retry-after"]) >= 1
    assert customer.send("还能说话").status_code == 202
    assert other.get("/events").status_code == 200


def test_an_agent_who_asks_without_end_is_slowed_down(start: Start) -> None:
    gateway = start(Limits(desk=Buckets(1, 5)))
    agent, other = gateway.agent(), gateway.agent("agent2")
    asked = [agent.http.get("/api/v1/desk/queue").status_code for _ in range(6)]
    assert asked == [200] * 5 + [429]
    assert other.http.get("/api/v1/desk/queue").status_code == 200


def test_a_server_is_made_for_any_application() -> None:
    assert make_server(FastAPI(), "127.0.0.1", 0).config.networks is None  # type: ignore[attr-defined]
    assert networks_of(Settings(trusted_proxies=1)) is None
