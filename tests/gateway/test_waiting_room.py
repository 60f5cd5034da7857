"""More messages than an engine can answer: each waits its turn and is answered, nobody is handed to
people for having waited, a theft goes first, and what cannot be taken is refused in time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from kefu.core.handoff import HandoffReason, Summary
from kefu.gateway import dispatch
from kefu.gateway.waiting_room import LONGEST_ESTIMATE, RESERVE, WaitingRoom
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import PATIENCE, Customer

THEFT = "我的钱被盗了,快帮帮我"
CROWD = 200


def said_by(customer: Customer, sender: str) -> list[str]:
    return [e["text"] for e in customer.events if e.get("from") == sender]


def ends(customer: Customer) -> int:
    return sum(event["type"] == "turn_end" for event in customer.events)


@contextmanager
def held(engine: FakeEngine) -> Iterator[None]:
    """Nothing is answered meanwhile."""
    engine.gate.clear()
    try:
        yield
    finally:
        engine.gate.set()


def until(engine: FakeEngine, attempts: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(engine.attempts) < attempts:
        assert time.monotonic() < deadline, f"{len(engine.attempts)} attempts"
        time.sleep(0.01)


def test_a_crowd_before_one_slow_engine_is_answered_in_order(
    start: Start, engine: FakeEngine
) -> None:
    # One after the other as in the real one. All 400 at once would take ten times the budget.
    one = threading.Lock()

    def slow(turn: dict[str, Any]) -> list[dict[str, Any]]:
        with one:
            time.sleep(0.05)
        return [{"text": f"收到:{turn['text']}"}]

    engine.script = slow
    gateway = start(engine_timeout=2.0, engine_turns=4)
    with ThreadPoolExecutor(8) as pool:
        customers = list(pool.map(lambda _: gateway.customer(), range(CROWD)))

        def talk(customer: Customer) -> None:
            customer.poll()
            assert customer.choose("忘记密码").status_code == 202
            assert customer.send("乙").status_code == 202

        list(pool.map(talk, customers))
    deadline = time.monotonic() + 120
    for customer in customers:
        while ends(customer) < 2:
            assert time.monotonic() < deadline, customer.events
            customer.poll(wait=5)
    for customer in customers:
        assert said_by(customer, "bot")[1:] == ["收到:忘记密码", "收到:乙"]
        assert all(event.get("owner", "bot") == "bot" for event in customer.events)
        assert len(said_by(customer, "system")) <= 1
    assert len(engine.turns) == 2 * CROWD
    assert gateway.agent().queue() == []
    asked = [text for customer in customers for text in said_by(customer, "system")]
    assert asked
    assert set(asked) == {gateway.kefu.chat.phrases.please_wait}


def test_a_report_of_theft_does_not_wait(start: Start, engine: FakeEngine) -> None:
    gateway = start(engine_timeout=30, engine_turns=2)
    crowd = [gateway.customer() for _ in range(5)]
    victim = gateway.customer()
    with held(engine):
        for customer in crowd:
            customer.send("你好")
        until(engine, 2)
        victim.send(THEFT)
        until(engine, 3)
        assert engine.attempts[-1]["text"] == THEFT
    for customer in (*crowd, victim):
        customer.wait_for("turn_end")


def test_whoever_waits_long_is_told_once(
    start: Start, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "PATIENCE", 0.2)
    gateway = start(engine_timeout=30, engine_turns=1)
    first, second = gateway.customer(), gateway.customer()
    with held(engine):
        first.send("先来")
        until(engine, 1)
        second.send("后来")
        second.send("还有")
        told = second.wait_for("message", sender="system")
        assert "请稍等" in told["text"]
        assert ends(second) == 0
        time.sleep(0.5)
    while ends(second) < 2:
        second.poll(wait=5)
    first.wait_for("turn_end")
    assert said_by(second, "bot")[1:] == ["收到:后来", "收到:还有"]
    assert len(said_by(second, "system")) == 1
    assert said_by(first, "system") == []


@pytest.fixture
def full(start: Start, engine: FakeEngine) -> Iterator[RunningGateway]:
    """One message is at the engine and one waits, which is all that may."""
    gateway = start(engine_timeout=30, engine_turns=1, most_waiting=2)
    waiting = [gateway.customer() for _ in range(2)]
    with held(engine):
        for customer in waiting:
            assert customer.send("你好").status_code == 202
        yield gateway
    for customer in waiting:
        customer.wait_for("turn_end")


def test_more_than_can_wait_is_refused_and_may_come_again(
    full: RunningGateway, engine: FakeEngine
) -> None:
    customer = full.customer()
    refused = customer.send("我也想问", "c-1")
    assert refused.status_code == 503
    assert refused.json()["code"] == "overloaded"
    assert 1 <= int(refused.headers["Retry-After"]) <= LONGEST_ESTIMATE
    assert "kefu_messages_refused_total 1.0" in full.http.get("/metrics").text
    assert said_by(customer, "customer") == []
    engine.gate.set()
    deadline = time.monotonic() + PATIENCE
    while (again := customer.send("我也想问", "c-1")).status_code == 503:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert again.status_code == 202
    customer.wait_for("turn_end")
    assert said_by(customer, "bot")[1:] == ["收到:我也想问"]


@pytest.mark.parametrize("how", ["words", "choice"])
def test_a_report_of_theft_is_taken_all_the_same(full: RunningGateway, how: str) -> None:
    customer = full.customer()
    customer.poll()
    answer = customer.send(THEFT) if how == "words" else customer.choose("账户被盗")
    assert answer.status_code == 202


@pytest.mark.parametrize("words", ["快把我的账户冻结", "帮我冻结账号"])
def test_a_wish_to_freeze_is_taken_all_the_same(full: RunningGateway, words: str) -> None:
    assert full.customer().send(words).status_code == 202


def test_who_has_reported_a_theft_is_heard_out(start: Start, engine: FakeEngine) -> None:
    gateway = start(engine_timeout=30, engine_turns=1, most_waiting=2)
    victim, other = gateway.customer(), gateway.customer()
    victim.ask(THEFT)
    other.ask("怎么充值")
    crowd = [gateway.customer() for _ in range(2)]
    with held(engine):
        for customer in crowd:
            assert customer.send("你好").status_code == 202
        assert victim.send("13800000006").status_code == 202
        assert other.send("13800000006").status_code == 503
    victim.wait_for("message", sender="bot", text="收到:[手机号:138****0006]")
    for customer in crowd:
        customer.wait_for("turn_end")


def test_those_who_come_in_the_same_moment_are_counted(start: Start, engine: FakeEngine) -> None:
    gateway = start(engine_timeout=30, engine_turns=1, most_waiting=3)
    crowd = [gateway.customer() for _ in range(12)]
    with held(engine), ThreadPoolExecutor(len(crowd)) as pool:
        statuses = list(pool.map(lambda customer: customer.send("你好").status_code, crowd))
    assert sorted(statuses) == [202] * 3 + [503] * 9
    for customer, status in zip(crowd, statuses, strict=True):
        if status == 202:
            customer.wait_for("turn_end")


def test_what_was_accepted_before_is_so_still(start: Start, engine: FakeEngine) -> None:
    gateway = start(engine_timeout=30, engine_turns=1, most_waiting=2)
    customer = gateway.customer()
    assert customer.send("你好", "c-1").status_code == 202
    customer.wait_for("turn_end")
    others = [gateway.customer() for _ in range(2)]
    with held(engine):
        for other in others:
            assert other.send("你好").status_code == 202
        assert customer.send("你好", "c-1").status_code == 202
        assert customer.send("再问", "c-2").status_code == 503
    for other in others:
        other.wait_for("turn_end")


def test_those_whom_people_serve_are_heard(full: RunningGateway) -> None:
    customer, kefu = full.customer(), full.kefu
    with kefu.database.begin() as unit:
        kefu.desk.handoff.request(unit, customer.id, HandoffReason.COMPLAINT, Summary())
        conversation = unit.conversations.get(customer.id, lock=True)
        assert conversation is not None
        assert kefu.desk.handoff.activate(unit, conversation)
    assert customer.send("有人吗").status_code == 202
    (agent,) = [full.agent()]
    assert agent.act(customer.id, "claim").status_code == 200
    assert customer.send("提现手续费是多少").status_code == 202


async def test_they_are_served_in_order_and_who_leaves_makes_room() -> None:
    room = WaitingRoom(lambda: 2)
    first, second, third, fourth = (room.enter(urgent=False) for _ in range(4))
    assert [p.admitted.done() for p in (first, second, third, fourth)] == [True, True, False, False]
    assert room.waiting == 2
    room.leave(third)  # gave up
    room.leave(first)
    assert fourth.admitted.result() is None
    assert room.waiting == 0
    room.leave(second)
    room.leave(fourth)


async def test_what_is_urgent_has_places_of_its_own_but_not_for_ever() -> None:
    room = WaitingRoom(lambda: 1)
    room.enter(urgent=False)
    waiting = room.enter(urgent=False)
    urgent = [room.enter(urgent=True) for _ in range(RESERVE + 1)]
    assert all(seat.admitted.done() for seat in urgent[:RESERVE])
    assert not urgent[RESERVE].admitted.done()
    room.leave(urgent[0])
    assert urgent[RESERVE].admitted.done()
    assert not waiting.admitted.done()


async def test_capacity_that_grew_is_used() -> None:
    capacity = 1
    room = WaitingRoom(lambda: capacity)
    first, second, third = (room.enter(urgent=False) for _ in range(3))
    capacity = 3
    room.leave(first)
    assert second.admitted.done()
    assert third.admitted.done()
    assert 1 <= room.estimate() <= LONGEST_ESTIMATE
