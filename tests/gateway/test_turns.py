"""The bot's turns: order, what an answer becomes, and an engine that fails."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kefu.core.clock import utc_now
from kefu.core.conversation import EventType
from kefu.core.handoff import HandoffReason, Summary
from kefu.core.verification import CodeChannel, Purpose
from kefu.gateway import dispatch
from kefu.services.ports import Snapshot
from kefu.services.units import in_unit, reading
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine

THEFT = "我的钱被盗了,快帮帮我"


def snapshot_of(gateway: RunningGateway, conversation_id: str) -> Snapshot:
    with gateway.kefu.database.read() as unit:
        return unit.snapshots.get(conversation_id)


def test_an_answer_becomes_messages_choices_and_cards_in_order(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    card = {"kind": "checklist", "title": "请您核对", "items": ["余额", "银行卡"]}
    engine.script = lambda turn: [
        {"text": "先看这里"},
        {"text": "再看卡片", "custom": {"card": card}},
        {
            "text": "怎么办理?",
            "buttons": [{"title": "重新支付", "payload": "/retry"}],
            "image": None,
        },
        {},
    ]
    customer = gateway.customer()
    assert customer.ask("失败了") == ["先看这里", "再看卡片", "怎么办理?"]
    said = [e for e in customer.events if e["type"] == "message" and e["seq"] > 2]
    assert said[1]["card"] == card
    assert [choice["title"] for choice in said[2]["choices"]] == ["重新支付"]
    assert customer.events[-1]["type"] == "turn_end"


def test_a_secure_input_is_published_from_the_database(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer(phone="13800000001")

    def script(turn: dict[str, Any]) -> list[dict[str, Any]]:
        sent = in_unit(
            gateway.kefu.database,
            gateway.kefu.topics.verification.send_code,
            turn["conversation_id"],
            Purpose.UNLOCK,
            CodeChannel.SMS,
        )
        return [{"text": "已发送"}, {"custom": {"secure_input": sent.input_id}}]

    engine.script = script
    customer.ask("解锁")
    event = next(e for e in customer.events if e["type"] == "secure_input")
    assert event["input"]["kind"] == "verification_code"
    assert event["input"]["hint"] == "请输入发送到 138****0001 的 6 位验证码"
    assert event["seq"] < customer.events[-1]["seq"]


def test_a_secure_input_of_another_conversation_is_not_published(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    other = gateway.customer(phone="13800000001")
    sent = in_unit(
        gateway.kefu.database,
        gateway.kefu.topics.verification.send_code,
        other.id,
        Purpose.UNLOCK,
        CodeChannel.SMS,
    )
    engine.script = lambda turn: [{"text": "好的", "custom": {"secure_input": sent.input_id}}]
    customer = gateway.customer()
    customer.ask("解锁")
    assert [e["type"] for e in customer.events] == ["message", "message", "message", "turn_end"]


def test_messages_sent_in_a_burst_are_answered_in_order(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customers = [gateway.customer() for _ in range(3)]
    engine.gate.clear()
    for n in range(5):
        for customer in customers:
            assert customer.send(f"第{n}句").status_code == 202
    engine.gate.set()
    for customer in customers:
        # The first was asked already; what came meanwhile is read together.
        while sum(event["type"] == "turn_end" for event in customer.events) < 2:
            customer.poll(wait=5)
        rest = "\n".join(f"第{n}句" for n in range(1, 5))
        assert customer.heard(after=1) == ["收到:第0句", f"收到:{rest}"]
        turns = [turn for turn in engine.turns if turn["conversation_id"] == customer.id]
        assert [turn["text"] for turn in turns] == ["第0句", rest]


def test_each_turn_goes_on_from_the_snapshot_of_the_one_before(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer, other = gateway.customer(), gateway.customer()
    for text in ("第一句", "第二句"):
        customer.ask(text)
        other.ask(text)
    for who in (customer, other):
        turns = [turn for turn in engine.turns if turn["conversation_id"] == who.id]
        ids = [turn["turn_id"] for turn in turns]
        assert [turn["snapshot"] for turn in turns] == [None, json.dumps(ids[:1])]
        assert snapshot_of(gateway, who.id) == Snapshot(2, json.dumps(ids))


def test_a_dialogue_that_moved_meanwhile_has_its_turn_asked_again(
    start: Start, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "ROUND_SECONDS", 600.0)  # at once, not by the next round
    gateway = start()
    customer = gateway.customer()
    customer.ask("第一句")
    before = snapshot_of(gateway, customer.id)
    moved: list[bool] = []

    def script(turn: dict[str, Any]) -> list[dict[str, Any]]:
        if not moved:
            with gateway.kefu.database.begin() as unit:
                moved.append(unit.snapshots.replace(customer.id, before, "[]", utc_now()))
                moved.append(unit.snapshots.replace(customer.id, before, "[0]", utc_now()))
        return [{"text": f"第 {len(engine.turns)} 次"}]

    engine.script = script
    assert customer.ask("第二句") == ["第 3 次"]
    assert moved == [True, False]
    assert [turn["snapshot"] for turn in engine.turns[1:]] == [before.text, "[]"]
    assert snapshot_of(gateway, customer.id).version == before.version + 2


def test_a_turn_that_failed_leaves_the_dialogue_as_it_was(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer()
    customer.ask("第一句")
    before = snapshot_of(gateway, customer.id)
    engine.failures = [500]
    assert "转接人工" in customer.ask("第二句")[0]
    assert snapshot_of(gateway, customer.id) == before


@pytest.mark.parametrize("failures", [[503], [503, 503, 503]])
def test_a_short_outage_is_not_noticed(
    gateway: RunningGateway, engine: FakeEngine, failures: list[int]
) -> None:
    engine.failures = failures
    customer = gateway.customer()
    assert customer.ask("你好") == ["收到:你好"]
    assert len({attempt["turn_id"] for attempt in engine.attempts}) == 1
    assert len(engine.turns) == 1


def test_a_silent_engine_passes_the_customer_to_humans(start: Start, engine: FakeEngine) -> None:
    gateway = start(engine_timeout=0.5)
    engine.gate.clear()
    customer = gateway.customer()
    (text,) = customer.ask("帮我查一下这笔转账")
    assert "转接人工" in text
    status = customer.wait_for("status", owner="queued")
    assert (status["position"], status["type"]) == (1, "status")
    (item,) = gateway.agent().queue()
    assert item["conversation_id"] == customer.id
    assert item["reason"] == "tool_failure"
    assert item["summary"]["customer_words"] == ["帮我查一下这笔转账"]
    engine.gate.set()
    assert customer.send("有人吗").status_code == 202
    customer.choose("继续使用智能助手")
    back = customer.wait_for("status", owner="bot")
    # The bot answers the return first; the question is a turn of its own.
    customer.wait_for("turn_end", after=back["seq"])
    assert customer.ask("回来了吗") == ["收到:回来了吗"]
    assert "有人吗" not in engine.said()
    assert '/inform{"handoff": "returned"}' in engine.said()


@pytest.mark.parametrize("status", [400, 500])
def test_a_refusal_is_not_repeated(start: Start, engine: FakeEngine, status: int) -> None:
    gateway = start()
    engine.failures = [status]
    customer = gateway.customer()
    assert "转接人工" in customer.ask("你好")[0]
    assert len(engine.attempts) == 1


@pytest.mark.parametrize("body", [b"[]", b'{"messages": [{"text": 1}]}', b"not json", b""])
def test_an_answer_that_makes_no_sense_counts_as_none(
    gateway: RunningGateway, engine: FakeEngine, body: bytes
) -> None:
    engine.raw = body
    assert "转接人工" in gateway.customer().ask("你好")[0]


def test_a_theft_reported_to_a_silent_engine_gets_an_urgent_case(
    start: Start, engine: FakeEngine
) -> None:
    gateway = start(engine_timeout=0.5)
    engine.gate.clear()
    customer = gateway.customer()
    (text,) = customer.ask(THEFT)
    (ticket,) = reading(
        gateway.kefu.database, gateway.kefu.topics.tickets.of_conversation, customer.id
    )
    assert ticket.kind.value == "theft_case"
    assert ticket.number in text
    assert gateway.agent().queue() == []
    (item,) = gateway.agent("security1").queue()
    assert (item["priority"], item["reason"]) == ("urgent", "theft")
    titles = [c["title"] for c in customer.events[-2]["choices"]]
    assert titles == ["继续使用智能助手"]  # whom nobody knows cannot freeze an account


def test_a_known_customer_can_freeze_without_the_engine(start: Start, engine: FakeEngine) -> None:
    gateway = start(engine_timeout=0.5)
    engine.gate.clear()
    customer = gateway.customer(phone="13800000006")
    customer.ask(THEFT)
    customer.choose("立即冻结账户")
    frozen = customer.wait_for("message", after=customer.after, sender="system")
    assert frozen["text"].startswith("您的账户已冻结")
    assert gateway.http.get("/dev/wallet/13800000006").json()["status"] == "frozen"


def test_a_theft_reported_to_the_queue_is_urgent_at_once(start: Start, engine: FakeEngine) -> None:
    gateway = start(engine_timeout=0.5)
    engine.gate.clear()
    customer = gateway.customer(phone="13800000006")
    customer.ask("你好")
    (before,) = gateway.agent().queue()
    assert before["reason"] == "tool_failure"
    seq = customer.after
    assert customer.send(THEFT, "c-1").status_code == 202
    assert customer.send(THEFT, "c-1").status_code == 202
    said = customer.wait_for("message", after=seq, sender="system")
    (case,) = reading(
        gateway.kefu.database, gateway.kefu.topics.tickets.of_conversation, customer.id
    )
    assert case.number in said["text"]
    assert [c["title"] for c in said["choices"]] == ["立即冻结账户", "继续使用智能助手"]
    (item,) = gateway.agent("security1").queue()
    assert (item["priority"], item["reason"]) == ("urgent", "theft")
    assert item["summary"]["customer_words"] == ["你好", THEFT]
    customer.send("又被盗刷了一笔")
    assert customer.poll()[-1]["from"] == "customer"  # the alarm is raised once


def test_a_theft_told_a_moment_ago_still_counts(start: Start, engine: FakeEngine) -> None:
    gateway = start(engine_timeout=0.5)
    customer = gateway.customer()
    customer.ask(THEFT)
    engine.gate.clear()
    customer.ask("怎么不说话")
    (item,) = gateway.agent("security1").queue()
    assert item["reason"] == "theft"


def test_a_case_that_a_late_turn_opens_makes_the_queue_urgent(
    start: Start, engine: FakeEngine
) -> None:
    gateway = start(engine_timeout=0.5)
    report = gateway.kefu.chat.alarm.report

    def script(turn: dict[str, Any]) -> list[dict[str, Any]]:
        case = in_unit(gateway.kefu.database, report, turn["conversation_id"])
        return [{"text": f"已登记,编号 {case.number}"}]

    engine.script = script
    engine.gate.clear()
    customer = gateway.customer(phone="13800000006")
    customer.ask("账单上有些东西我看不懂,很害怕")
    (item,) = gateway.agent().queue()
    assert (item["priority"], item["reason"]) == ("normal", "tool_failure")
    seq = customer.after
    engine.gate.set()
    said = customer.wait_for("message", after=seq, sender="system")
    (case,) = reading(
        gateway.kefu.database, gateway.kefu.topics.tickets.of_conversation, customer.id
    )
    assert case.number in said["text"]
    assert [c["title"] for c in said["choices"]] == ["立即冻结账户", "继续使用智能助手"]
    assert gateway.agent().queue() == []
    (item,) = gateway.agent("security1").queue()
    assert (item["priority"], item["reason"]) == ("urgent", "theft")
    assert item["summary"]["customer_words"] == ["账单上有些东西我看不懂,很害怕"]


def test_a_requested_human_is_called_when_the_bot_has_finished(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    def script(turn: dict[str, Any]) -> list[dict[str, Any]]:
        in_unit(
            gateway.kefu.database,
            gateway.kefu.desk.handoff.request,
            turn["conversation_id"],
            HandoffReason.CUSTOMER_REQUEST,
        )
        return [{"text": "正在为您转接人工"}]

    engine.script = script
    customer = gateway.customer()
    customer.ask("转人工")
    kinds = [event["type"] for event in customer.events[2:]]
    assert kinds == ["message", "status", "turn_end"]
    assert customer.events[3]["owner"] == "queued"


def test_the_bot_is_silent_while_humans_have_the_conversation(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer()
    kefu = gateway.kefu
    with kefu.database.begin() as unit:
        kefu.desk.handoff.request(unit, customer.id, HandoffReason.COMPLAINT, Summary())
        conversation = unit.conversations.get(customer.id, lock=True)
        assert conversation is not None
        assert kefu.desk.handoff.activate(unit, conversation)
    assert gateway.agent().act(customer.id, "claim").status_code == 200
    assert customer.send("有人吗").status_code == 202
    with kefu.database.begin() as unit:
        kefu.chat.log.signal(unit, customer.id, '/inform{"secure_input": "new_password"}')
    assert gateway.customer().ask("另一位") == ["收到:另一位"]
    assert engine.said() == ["另一位"]


def test_what_was_accepted_is_answered_after_a_restart(start: Start, engine: FakeEngine) -> None:
    first = start(engine_timeout=20)
    customer = first.customer()
    first.stop()
    kefu = first.kefu
    in_unit(kefu.database, kefu.chat.acceptance.accept_text, customer.id, "c-1", "重启之前")
    second = start()
    customer.http = second.http
    customer.wait_for("turn_end")
    assert customer.heard(after=1) == ["收到:重启之前"]
    assert engine.said() == ["重启之前"]


def test_stopping_finishes_the_turn_in_flight(start: Start, engine: FakeEngine) -> None:
    gateway = start()
    customer = gateway.customer()
    engine.gate.clear()
    customer.send("最后一句")
    while not engine.attempts:
        customer.poll(wait=0.1)
    gateway.serving.server.should_exit = True
    engine.gate.set()
    gateway.stop()
    events = reading(gateway.kefu.database, gateway.kefu.chat.log.events_after, customer.id, 2)
    assert [event.type for event in events] == [EventType.MESSAGE, EventType.TURN_END]


def test_a_turn_is_answered_once_though_two_gateways_run_it(
    start: Start, engine: FakeEngine
) -> None:
    one, two = start(engine_timeout=30), start(engine_timeout=30)
    engine.gate.clear()
    customer = one.customer()
    for gateway in (one, two):
        customer.http = gateway.http
        assert customer.send("你好", "c-1").status_code == 202
    while len(engine.attempts) < 2:
        customer.poll(wait=1)
    engine.gate.set()
    customer.wait_for("turn_end")
    customer.ask("再来一句")
    assert customer.heard(after=1) == ["收到:你好", "收到:再来一句"]
    assert len(engine.turns) == 2


def test_a_choice_that_the_model_no_longer_knows_counts_as_its_words(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    engine.script = lambda turn: [
        {"text": f"收到:{turn.get('payload') or turn['text']}"},
        {"text": "还要吗?", "buttons": [{"title": "查账单", "payload": "/statement"}]},
    ]
    customer = gateway.customer()
    customer.ask("你好")
    engine.unknown = {"/statement"}
    seq = customer.choose("查账单").json()["seq"]
    customer.wait_for("turn_end", after=seq)
    assert customer.heard(seq)[0] == "收到:查账单"
    assert "payload" not in engine.attempts[-1]
