"""Several messages that come within a few seconds are read as one, and answered once."""

from __future__ import annotations

import signal
import time

from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import Customer
from tests.gateway.process import Process

SHORT = 0.4


def ends(customer: Customer) -> int:
    customer.poll()
    return sum(event["type"] == "turn_end" for event in customer.events)


def test_unclear_words_wait_for_the_next(start: Start, engine: FakeEngine) -> None:
    engine.unsure = {"我昨天", "我昨天\n在便利店付了30"}
    customer = start(read_together=2).customer()
    for words in ("我昨天", "在便利店付了30", "钱扣了单没成"):
        seq = customer.send(words).json()["seq"]
        time.sleep(0.2)
    customer.wait_for("turn_end", after=seq)
    assert customer.heard(after=1) == ["收到:我昨天\n在便利店付了30\n钱扣了单没成"]
    assert ends(customer) == 1


def test_the_same_message_sent_again_ends_no_waiting(start: Start, engine: FakeEngine) -> None:
    engine.unsure = {"我上周"}
    customer = start(read_together=4).customer()
    engine.gate.clear()
    seq = customer.send("我上周", client_id="once").json()["seq"]
    time.sleep(0.3)  # the engine is asked
    assert customer.send("我上周", client_id="once").json()["seq"] == seq
    engine.gate.set()
    time.sleep(0.5)
    seq = customer.send("换的手机号收不到短信").json()["seq"]
    customer.wait_for("turn_end", after=seq)
    assert customer.heard(after=1) == ["收到:我上周\n换的手机号收不到短信"]
    assert ends(customer) == 1


def test_who_writes_nothing_more_is_answered_after_a_moment(
    start: Start, engine: FakeEngine
) -> None:
    engine.unsure = {"嗯那个"}
    customer = start(read_together=SHORT).customer()
    began = time.monotonic()
    assert customer.ask("嗯那个") == ["收到:嗯那个"]
    assert time.monotonic() - began >= SHORT


def test_clear_words_and_theft_never_wait(start: Start, engine: FakeEngine) -> None:
    engine.unsure = {"我的钱被盗了"}
    customer = start(read_together=9).customer()
    began = time.monotonic()
    assert customer.ask("提现手续费是多少") == ["收到:提现手续费是多少"]
    assert customer.ask("我的钱被盗了") == ["收到:我的钱被盗了"]
    assert time.monotonic() - began < 6


def test_a_choice_is_read_by_itself(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer = gateway.customer()
    customer.poll()
    engine.gate.clear()
    customer.send("先等等")
    customer.choose("忘记密码")
    customer.send("手机号换了")
    customer.send("旧的不用了")
    engine.gate.set()
    while ends(customer) < 3:
        customer.poll(wait=5)
    assert engine.said() == ["先等等", "/forgot_password", "手机号换了\n旧的不用了"]


def test_what_was_hidden_is_read_by_itself(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer = gateway.customer()
    engine.gate.clear()
    customer.send("先等等")
    customer.send("我的密码是 Abc-98765")
    customer.send("然后呢")
    engine.gate.set()
    while ends(customer) < 3:
        customer.poll(wait=5)
    assert len(engine.turns) == 3


def test_two_gateways_read_the_same_words_once(start: Start, engine: FakeEngine) -> None:
    engine.unsure = {"我想问"}
    first = start(read_together=1.5)
    customer = first.customer()
    customer.send("我想问")
    second = RunningGateway(first.settings)
    try:
        time.sleep(0.3)
        seq = customer.send("怎么改绑手机").json()["seq"]
        customer.wait_for("turn_end", after=seq)
        time.sleep(2)
        assert customer.heard(after=1) == ["收到:我想问\n怎么改绑手机"]
        assert ends(customer) == 1
    finally:
        second.stop()


def test_a_gateway_killed_while_it_listens_answers_once_when_it_is_back(
    process: Process, engine: FakeEngine
) -> None:
    engine.unsure = {"我昨天"}
    process.start_and_wait(KEFU_READ_TOGETHER="9")
    customer = Customer(process.http)
    customer.send("我昨天")
    deadline = time.monotonic() + 10
    while not engine.turns and time.monotonic() < deadline:
        time.sleep(0.02)
    process.end(signal.SIGKILL)
    assert len(engine.turns) == 1
    process.start_and_wait(KEFU_READ_TOGETHER="0")
    customer.wait_for("turn_end")
    assert customer.heard(after=1) == ["收到:我昨天"]
    time.sleep(0.5)
    assert ends(customer) == 1
