"""Several engines: turns are spread, and what befalls one of them no customer notices."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from kefu import roster
from kefu.gateway.engine_roster import LOOK_SECONDS
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import PATIENCE
from tests.ports import free_port


@pytest.fixture
def engines() -> Iterator[list[FakeEngine]]:
    with ExitStack() as running:
        fakes = [FakeEngine() for _ in range(3)]
        for fake in fakes:
            running.enter_context(fake.serving)
        yield fakes
        for fake in fakes:
            fake.gate.set()
            fake.hangs = False


def urls(*engines: FakeEngine) -> str:
    return ", ".join(engine.serving.url for engine in engines)


def figure(gateway: RunningGateway, name: str, engine: int) -> float:
    wanted = f'{name}{{engine="engine-{engine}"}} '
    lines = gateway.http.get("/metrics").text.splitlines()
    return next(float(line.removeprefix(wanted)) for line in lines if line.startswith(wanted))


def until_up(gateway: RunningGateway, engine: int, wanted: float) -> None:
    deadline = time.monotonic() + PATIENCE
    while figure(gateway, "kefu_engine_up", engine) != wanted:
        assert time.monotonic() < deadline, f"engine-{engine} never became {wanted}"
        time.sleep(0.02)


def test_turns_go_round_while_nobody_is_busy(start: Start, engines: list[FakeEngine]) -> None:
    gateway = start(engine_url=urls(*engines))
    customer = gateway.customer()
    for n in range(6):
        assert customer.ask(f"第{n}句") == [f"收到:第{n}句"]
    assert [len(engine.turns) for engine in engines] == [2, 2, 2]
    assert figure(gateway, "kefu_engine_turns_total", 1) == 2


def test_the_least_busy_is_asked(start: Start, engines: list[FakeEngine]) -> None:
    gateway = start(engine_url=urls(*engines[:2]), engine_timeout=30)
    engines[0].gate.clear()
    first = gateway.customer()
    first.send("慢")
    while not engines[0].attempts:
        first.poll()
    other = gateway.customer()
    for n in range(4):
        assert other.ask(f"第{n}句") == [f"收到:第{n}句"]
    assert engines[1].said() == [f"第{n}句" for n in range(4)]
    assert figure(gateway, "kefu_engine_in_flight", 1) == 1
    engines[0].gate.set()
    first.wait_for("turn_end")


def test_an_engine_that_is_gone_costs_nobody_anything(
    start: Start, engines: list[FakeEngine]
) -> None:
    gateway = start(engine_url=f"http://127.0.0.1:{free_port()},{urls(engines[0])}")
    customer = gateway.customer()
    for n in range(4):
        assert customer.ask(f"第{n}句") == [f"收到:第{n}句"]
    assert gateway.http.get("/readyz").status_code == 200
    assert len(engines[0].attempts) == 4


def test_one_that_stops_is_out_until_it_is_ready_again(
    start: Start, engines: list[FakeEngine]
) -> None:
    one, two = engines[:2]
    gateway = start(engine_url=urls(one, two))
    customer = gateway.customer()
    customer.ask("一")
    customer.ask("二")
    one.ready, one.failures = False, [503]
    assert customer.ask("三") == ["收到:三"]
    assert figure(gateway, "kefu_engine_up", 1) == 0
    assert figure(gateway, "kefu_engine_ejections_total", 1) == 1
    for n in range(3):
        customer.ask(f"第{n}句")
    assert len(one.turns) == 1
    assert gateway.http.get("/readyz").status_code == 200
    one.ready = True
    until_up(gateway, 1, 1)
    for n in range(3):
        customer.ask(f"再{n}句")
    assert len(one.turns) >= 2


def test_a_broken_answer_is_asked_for_where_the_turn_may_still_run(
    start: Start, engines: list[FakeEngine]
) -> None:
    one, two = engines[:2]
    gateway = start(engine_url=urls(one, two))
    one.breaks = 1
    assert gateway.customer().ask("你好") == ["收到:你好"]
    assert (len(one.attempts), len(one.turns), two.attempts) == (2, 1, [])


def test_one_that_breaks_off_and_is_not_ready_is_left(
    start: Start, engines: list[FakeEngine]
) -> None:
    one, two = engines[:2]
    gateway = start(engine_url=urls(one, two))
    one.breaks, one.ready = 1, False
    assert gateway.customer().ask("你好") == ["收到:你好"]
    assert [len(engine.attempts) for engine in (one, two)] == [1, 1]


def test_one_that_hangs_is_left_within_the_budget(start: Start, engines: list[FakeEngine]) -> None:
    one, two = engines[:2]
    gateway = start(engine_url=urls(one, two), engine_timeout=4)
    one.gate.clear()
    one.hangs = True
    assert gateway.customer().ask("你好") == ["收到:你好"]
    assert [len(engine.attempts) for engine in (one, two)] == [1, 1]
    assert figure(gateway, "kefu_engine_up", 1) == 0


def test_one_that_only_takes_its_time_is_waited_for(
    start: Start, engines: list[FakeEngine]
) -> None:
    one, two = engines[:2]
    gateway = start(engine_url=urls(one, two), engine_timeout=8)
    one.gate.clear()
    customer = gateway.customer()
    customer.send("慢")
    while not one.looks:  # somebody begins to doubt it
        time.sleep(0.05)
    one.gate.set()
    customer.wait_for("turn_end")
    assert customer.heard(after=1) == ["收到:慢"]
    assert two.attempts == []


def test_what_one_fails_at_another_may_do(start: Start, engines: list[FakeEngine]) -> None:
    one, two = engines[:2]
    gateway = start(engine_url=urls(one, two))
    one.failures = [500]
    assert gateway.customer().ask("你好") == ["收到:你好"]
    assert figure(gateway, "kefu_engine_ejections_total", 1) == 0


def test_a_turn_that_all_fail_at_stops_no_engine(start: Start, engines: list[FakeEngine]) -> None:
    gateway = start(engine_url=urls(*engines))
    for engine in engines:
        engine.failures = [500]
    assert "转接人工" in gateway.customer().ask("坏")[0]
    assert [len(engine.attempts) for engine in engines] == [1, 1, 1]
    assert gateway.customer().ask("好") == ["收到:好"]


def test_a_failing_action_takes_no_engine_from_others(
    start: Start, engines: list[FakeEngine]
) -> None:
    gateway = start(engine_url=urls(*engines[:2]), engine_timeout=2)
    for engine in engines:
        engine.failing = {"坏"}
    unlucky, other = gateway.customer(), gateway.customer()
    unlucky.send("坏")
    for n in range(5):
        assert other.ask(f"第{n}句") == [f"收到:第{n}句"]
    unlucky.wait_for("turn_end")
    assert "转接人工" in unlucky.heard(after=1)[0]
    assert sum(len(engine.attempts) for engine in engines) > 7
    assert [figure(gateway, "kefu_engine_ejections_total", n) for n in (1, 2)] == [0, 0]


def test_one_that_fails_at_everything_is_out(start: Start, engines: list[FakeEngine]) -> None:
    one, two = engines[:2]
    gateway = start(engine_url=urls(one, two))
    one.failures, one.ready = [500] * 50, True
    customer = gateway.customer()
    for n in range(8):
        assert customer.ask(f"第{n}句") == [f"收到:第{n}句"]
    assert figure(gateway, "kefu_engine_ejections_total", 1) >= 1


def test_a_spare_works_only_while_another_is_out(start: Start, engines: list[FakeEngine]) -> None:
    _one, two, spare = engines
    gateway = start(engine_url=urls(*engines), engine_workers=2, engine_spare=True)
    customer = gateway.customer()
    for n in range(6):
        customer.ask(f"第{n}句")
    assert [len(engine.turns) for engine in engines] == [3, 3, 0]
    two.ready, two.failures = False, [503]
    for n in range(4):
        customer.ask(f"再{n}句")
    assert len(spare.turns) >= 1
    two.ready = True
    until_up(gateway, 2, 1)
    before = len(spare.turns)
    for n in range(4):
        customer.ask(f"又{n}句")
    assert len(spare.turns) == before


def test_nobody_is_ready_when_no_engine_is(start: Start, engines: list[FakeEngine]) -> None:
    gateway = start(engine_url=urls(*engines))
    for engine in engines[1:]:
        engine.ready = False
    assert gateway.http.get("/readyz").status_code == 200
    engines[0].ready = False
    answer: httpx.Response = gateway.http.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["engine"] == "unavailable"


def test_the_roster_says_who_is_asked(
    start: Start, engines: list[FakeEngine], tmp_path: Path
) -> None:
    one, two, _ = engines
    path = tmp_path / "engines"
    roster.write(path, {"engine-1": one.serving.url})
    gateway = start(engine_roster=path, engine_timeout=20)
    customer = gateway.customer()
    customer.ask("一")
    one.gate.clear()
    slow = gateway.customer()
    slow.send("还在办")
    while len(one.attempts) < 2:
        slow.poll()
    roster.write(path, {"engine-2": two.serving.url})
    time.sleep(3 * LOOK_SECONDS)
    assert customer.ask("二") == ["收到:二"]
    assert two.said() == ["二"]
    one.gate.set()  # what it was at it may end
    slow.wait_for("turn_end")
    assert slow.heard(after=1) == ["收到:还在办"]
    path.write_text("spoilt\n")
    time.sleep(3 * LOOK_SECONDS)
    assert customer.ask("三") == ["收到:三"]
