"""Pictures that are to stop the service: it goes on, and what decodes them comes and goes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest

from kefu.gateway.channels.web import uploads
from kefu.gateway.picture_line import EACH_CONVERSATION, EACH_NETWORK, PictureLine
from kefu.gateway.rate_limit import Buckets, Limits
from kefu.settings import ROOT
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.people import PATIENCE, Customer
from tests.gateway.process import Process
from tests.gateway.test_attachments import PART, picture, upload
from tests.pictures import bombs
from tests.pictures.watching import children, is_alive, wait_until_gone

UPLOADS = 42
MOST_MEGABYTES = 400


@pytest.fixture
def running(process: Process) -> Process:
    process.start_and_wait()
    return process


def pid_of(process: Process) -> int:
    assert process.process is not None
    return process.process.pid


def most_memory(pid: int) -> float:
    """Megabytes that the process held at its worst."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024


def test_the_gateway_does_not_load_what_decodes() -> None:
    code = (
        "import sys; from kefu.bootstrap import build; from kefu.gateway import app, server;"
        "app.create_app(build(), lambda url: None);"
        "print([name for name in sys.modules if name == 'PIL' or name == 'kefu.pictures.worker'])"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (0, "[]\n"), ended.stderr


def test_nor_does_it_while_it_takes_pictures(running: Process) -> None:
    customer = Customer(running.http)
    for kind in ("PNG", "JPEG", "WEBP"):
        assert upload(customer, picture(kind)).status_code == 201
    mapped = Path(f"/proc/{pid_of(running)}/maps").read_text()
    assert "httptools" in mapped
    assert "PIL" not in mapped
    assert children(pid_of(running)) == []


def test_bombs_from_one_phone_hold_up_nobody_else(running: Process) -> None:
    bomb = bombs.many_scans()
    honest = bombs.progressive((4000, 4000))
    other = Customer(running.http)
    attackers = [Customer(running.http) for _ in range(6)]
    seen: set[int] = set()
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.01):
            now = children(pid_of(running))
            assert len(now) <= len(os.sched_getaffinity(0))
            seen.update(now)

    with ThreadPoolExecutor(UPLOADS + 1) as threads:
        watching = threads.submit(watch)
        flood = [
            threads.submit(upload, attackers[number % len(attackers)], (bomb, honest)[number % 2])
            for number in range(UPLOADS)
        ]
        answers = [other.send(f"第 {number} 句") for number in range(8)]
        statuses = [answer.result().status_code for answer in flood]
        over.set()
        watching.result()
    assert [answer.status_code for answer in answers] == [202] * 8
    assert set(statuses) <= {201, 422, 429, 503}
    assert statuses.count(429) >= 1
    for answer in (sent.result() for sent in flood):
        if answer.status_code in {429, 503}:
            assert answer.headers["content-type"] == "application/problem+json"
            assert int(answer.headers["retry-after"]) >= 1
            assert answer.json()["code"] in {
                "limit_reached",
                "pictures_busy",
                "pictures_unavailable",
            }
    assert most_memory(pid_of(running)) < MOST_MEGABYTES
    assert seen
    wait_until_gone(seen)
    assert upload(other, picture()).status_code == 201


def caught(running: Process, upload: Future[httpx.Response], number: signal.Signals) -> set[int]:
    """Sends the signal to the side process of an upload as soon as there is one."""
    while not (found := children(pid_of(running))):
        assert not upload.done(), upload.result().text
    for pid in found:
        os.kill(pid, number)
    return set(found)


@pytest.fixture
def large() -> bytes:
    """Takes a while."""
    return bombs.progressive((4000, 4000))


@pytest.fixture
def aside() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as threads:
        yield threads


def test_a_side_process_that_is_killed_is_replaced(
    running: Process, large: bytes, aside: ThreadPoolExecutor
) -> None:
    customer = Customer(running.http)
    answer = aside.submit(upload, customer, large)
    caught(running, answer, signal.SIGKILL)
    assert answer.result().status_code == 503
    assert answer.result().json()["code"] == "pictures_unavailable"
    assert int(answer.result().headers["retry-after"]) >= 1
    assert upload(customer, picture()).status_code == 201


def test_one_that_stops_is_ended_and_the_conversation_goes_on(
    running: Process, large: bytes, aside: ThreadPoolExecutor
) -> None:
    customer = Customer(running.http)
    answer = aside.submit(upload, customer, large)
    stopped = caught(running, answer, signal.SIGSTOP)
    assert customer.send("还在吗").status_code == 202
    assert answer.result().json()["code"] == "pictures_unavailable"
    wait_until_gone(stopped)
    assert upload(customer, picture()).status_code == 201


def test_at_its_end_the_gateway_finishes_the_picture_and_leaves_no_process(
    running: Process, large: bytes, aside: ThreadPoolExecutor
) -> None:
    customer = Customer(running.http)
    answer = aside.submit(upload, customer, large)
    working = caught(running, answer, signal.SIGCONT)
    assert running.end(signal.SIGTERM) in {0, -signal.SIGTERM}
    assert not any(map(is_alive, working))
    assert answer.result().status_code in {201, 503}  # it may have had no time


def test_a_killed_gateway_leaves_no_process(
    running: Process, large: bytes, aside: ThreadPoolExecutor
) -> None:
    customer = Customer(running.http)
    answer = aside.submit(upload, customer, large)
    working = caught(running, answer, signal.SIGCONT)
    running.end(signal.SIGKILL)
    with pytest.raises(httpx.TransportError):
        answer.result()
    wait_until_gone(working)


def line_of(gateway: RunningGateway) -> PictureLine:
    line = gateway.app.state.gateway.pictures
    assert isinstance(line, PictureLine)
    return line


def test_a_full_conversation_is_told_to_wait_and_others_are_served(
    gateway: RunningGateway,
) -> None:
    customer, other = gateway.customer(), gateway.customer()
    with ExitStack() as held:
        for _ in range(EACH_CONVERSATION):
            held.enter_context(line_of(gateway).place(customer.id, "elsewhere"))
        refused = upload(customer, picture())
        assert (refused.status_code, refused.json()["code"]) == (429, "limit_reached")
        assert "图片" in refused.json()["detail"]
        assert refused.headers["retry-after"] == "5"
        assert customer.send("文字还能发吗").status_code == 202
        assert upload(other, picture()).status_code == 201
    assert upload(customer, picture()).status_code == 201


def test_a_full_network_is_told_to_wait(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    with ExitStack() as held:
        for number in range(EACH_NETWORK):
            held.enter_context(line_of(gateway).place(f"{number}", "127.0.0.1"))
        refused = upload(customer, picture())
        assert (refused.status_code, refused.json()["code"]) == (429, "limit_reached")
    assert upload(customer, picture()).status_code == 201


def test_a_network_uploads_so_many_in_a_minute(start: Start) -> None:
    gateway = start(Limits(pictures=Buckets(per_minute=1, burst=2)))
    customers = [gateway.customer() for _ in range(3)]
    answers = [upload(customer, picture()) for customer in customers]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert 50 <= int(answers[2].headers["retry-after"]) <= 60


def test_an_upload_that_stops_half_way_is_told_and_gives_its_place_back(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LONGEST_SILENCE", 0.3)
    customer = gateway.customer()
    headers = {
        **customer.headers,
        "content-type": "multipart/form-data; boundary=b",
        "content-length": "100000",
    }
    slow = []
    for _ in range(EACH_CONVERSATION):
        slow.append(HTTPConnection("127.0.0.1", gateway.serving.port, timeout=PATIENCE))
        slow[-1].request("POST", customer.path + "/attachments", PART, headers)
    for connection in slow:
        answer = connection.getresponse()
        assert (answer.status, json.load(answer)["code"]) == (422, "malformed_upload")
        connection.close()
    assert upload(customer, picture()).status_code == 201


def test_a_picture_never_lies_on_the_disk_as_it_came(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "no such folder"))
    assert upload(gateway.customer(), picture() + bytes(3_000_000)).status_code == 201
