"""The process itself: it starts from the environment, stops on SIGTERM,
and loses nothing when it is killed.
"""

from __future__ import annotations

import signal

from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import Customer
from tests.gateway.process import Process


def test_killed_in_the_middle_of_a_turn_it_answers_once_after_its_restart(
    process: Process, engine: FakeEngine
) -> None:
    process.start_and_wait()
    customer = Customer(process.http)
    engine.gate.clear()
    assert customer.send("还没有回答").status_code == 202
    while not engine.attempts:
        customer.poll(wait=0.1)
    process.end(signal.SIGKILL)
    engine.gate.set()
    process.start_and_wait()
    customer.wait_for("turn_end")
    assert customer.heard(after=1) == ["收到:还没有回答"]
    assert len(engine.turns) == 1


def test_sigterm_finishes_the_turn_in_flight(process: Process, engine: FakeEngine) -> None:
    process.start_and_wait()
    customer = Customer(process.http)
    engine.gate.clear()
    customer.send("马上就停")
    while not engine.attempts:
        customer.poll(wait=0.1)
    assert process.process is not None
    process.process.send_signal(signal.SIGTERM)
    engine.gate.set()
    assert process.process.wait(timeout=60) in {0, -signal.SIGTERM}
    process.start_and_wait()
    assert [event["type"] for event in customer.poll()][-2:] == ["message", "turn_end"]
    assert len(engine.attempts) == 1
    assert "Traceback" not in process.log.read_text()


def test_unsafe_settings_stop_the_start_with_a_clear_word(process: Process) -> None:
    process.start(KEFU_HOST="0.0.0.0")
    assert process.process is not None
    assert process.process.wait(timeout=60) == 1
    log = process.log.read_text()
    assert "KEFU_ENV=dev binds loopback only" in log
    assert "Traceback" not in log
