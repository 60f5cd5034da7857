"""The gateway is killed while it delivers: nothing is lost, nothing changes places, and whatever
comes twice says so.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator

import pytest

from kefu.core.channel import DELIVERY_LEASE
from tests.gateway.channels.receiver import Receiver
from tests.gateway.channels.terminal import Terminal
from tests.gateway.people import PATIENCE
from tests.gateway.process import Process

NAMES = ("anna", "bert", "carl")


@pytest.fixture
def ear() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def wait_for_words(terminal: Terminal, expected: list[str]) -> None:
    deadline = time.monotonic() + PATIENCE + DELIVERY_LEASE.total_seconds()
    while terminal.words()[1:] != expected:
        assert time.monotonic() < deadline, terminal.words()
        time.sleep(0.05)


def wait_for_lines(terminal: Terminal, expected: list[str]) -> None:
    deadline = time.monotonic() + PATIENCE + DELIVERY_LEASE.total_seconds()
    while "\n".join(terminal.words()[1:]).replace("收到:", "").split() != expected:
        assert time.monotonic() < deadline, terminal.words()
        time.sleep(0.05)


def test_killed_while_a_message_is_under_way_it_sends_it_again(
    process: Process, ear: Receiver
) -> None:
    process.start_and_wait()
    terminal = Terminal(process.http, ear)
    assert terminal.hello().status_code == 200
    ear.wait_for(1)
    ear.gate.clear()
    terminal.says("一")
    ear.wait_until_came(2)
    terminal.says("二")
    process.end(signal.SIGKILL)
    ear.gate.set()  # it was taken, which nobody lives to note

    process.start_and_wait()
    wait_for_words(terminal, ["收到:一", "收到:二"])
    keys = [message["key"] for message in ear.came]
    again = [key for key in keys if keys.count(key) > 1]
    assert len(set(again)) == 1
    assert next(m["text"] for m in ear.came if m["key"] == again[0]) == "收到:一"


def test_killed_again_and_again_among_many_it_loses_nothing(
    process: Process, ear: Receiver
) -> None:
    process.start_and_wait()
    terminals = [Terminal(process.http, ear, name) for name in NAMES]
    for terminal in terminals:
        terminal.hello()
    for part in range(2):
        for number in range(4):
            for terminal in terminals:
                terminal.says(f"{part}-{number}")
        process.end(signal.SIGKILL)
        process.start_and_wait()
    expected = [f"{part}-{number}" for part in range(2) for number in range(4)]
    for terminal in terminals:
        wait_for_lines(terminal, expected)  # some are read together
        seqs = [message["seq"] for message in terminal.heard()]
        assert seqs == sorted(seqs)
