"""Several engine processes: one may be killed at any time, and no customer notices."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.stack.stack import Customer, Stack

ENGINE = "kefu.engine.server"


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    stack = Stack(tmp_path_factory.mktemp("workers"), free_port(), KEFU_ENGINE_WORKERS="2")
    stack.start()
    yield stack
    stack.stop()


def talks(stack: Stack, ended: threading.Event) -> list[Customer]:
    """One conversation after another until `ended`."""
    customers = []
    while not ended.is_set():
        customers.append(Customer(stack))
        for text in ("手续费怎么收", "忘记密码", "13800000001", "算了"):
            customers[-1].push(text)
    return customers


def answered_once(customer: Customer) -> bool:
    """Every message has one end of a turn, and the bot kept the conversation."""
    said = [e for e in customer.events if e.get("from") == "customer"]
    ends = [e for e in customer.events if e["type"] == "turn_end"]
    return len(said) == len(ends) and customer.owner == "bot"


def test_an_engine_killed_in_the_middle_costs_nobody_an_answer(workers: Stack) -> None:
    ended = threading.Event()
    with ThreadPoolExecutor(3) as pool:
        talking = [pool.submit(talks, workers, ended) for _ in range(3)]
        try:
            Customer(workers).push("你好")
            old = workers.children(ENGINE)
            assert len(old) == 2
            for pid in sorted(old):
                os.kill(pid, signal.SIGKILL)
                while len(workers.children(ENGINE) - old) < 1 + sorted(old).index(pid):
                    Customer(workers).push("在吗")
                workers.wait_engines(2)
        finally:
            ended.set()
        customers = [customer for talk in talking for customer in talk.result()]
    assert [c.transcript() for c in customers if not answered_once(c)] == []
    assert not workers.children(ENGINE) & old


def test_both_take_their_part_and_have_logs_of_their_own(workers: Stack) -> None:
    for _ in range(4):
        Customer(workers).push("你好")
    for name in ("engine-1", "engine-2"):
        log: Path = workers.folder / "log" / f"{name}.log"
        assert '"turn"' in log.read_text()
