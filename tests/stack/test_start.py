"""Customers who come while everything still starts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.ports import free_port
from tests.stack.stack import START_TIMEOUT, Customer, Stack


@pytest.fixture
def launched(tmp_path: Path) -> Iterator[Stack]:
    stack = Stack(tmp_path, free_port())
    stack.launch()
    yield stack
    assert stack.stop() == 0


def as_soon_as_the_door_opens(stack: Stack) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        try:
            stack.http.get("/").raise_for_status()
        except httpx.TransportError:
            assert time.monotonic() < deadline, stack.output.read_text()
            time.sleep(0.02)
        else:
            return


def test_the_very_first_customer_is_answered_by_the_bot(launched: Stack) -> None:
    as_soon_as_the_door_opens(launched)
    early = Customer(launched, channel="app", phone="13800000006")
    early.push("我的账户被盗了")
    assert early.owner == "bot"
    assert not [event for event in early.events if event.get("from") == "system"]
    assert early.choice("冻结")
