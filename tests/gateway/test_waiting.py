"""What becomes of the words of somebody who waits for a human, whom the bot answers, or talks to
one, where no bot listens.
"""

from __future__ import annotations

import threading
from typing import Any

import pytest

from kefu.core.freeze_words import asks_to_freeze
from kefu.core.handoff import HandoffReason
from kefu.core.links import foreign_links
from kefu.services.units import in_unit, reading
from kefu.words.texts import texts
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import Customer, DeskAgent

THEFT = "我的账户被盗了,钱被人转走了"


def queued(gateway: RunningGateway, engine: FakeEngine, **who: Any) -> Customer:
    def script(turn: dict[str, Any]) -> list[dict[str, Any]]:
        in_unit(
            gateway.kefu.database,
            gateway.kefu.desk.handoff.request,
            turn["conversation_id"],
            HandoffReason.CUSTOMER_REQUEST,
        )
        return [{"text": "正在为您转接人工"}]

    engine.script = script
    customer = gateway.customer(**who)
    customer.ask("转人工")
    return customer


def with_agent(
    gateway: RunningGateway, engine: FakeEngine, **who: Any
) -> tuple[Customer, DeskAgent]:
    customer, agent = queued(gateway, engine, **who), gateway.agent()
    assert agent.act(customer.id, "claim").status_code == 200
    customer.wait_for("status", owner="agent")
    return customer, agent


def status(gateway: RunningGateway, phone: str) -> str:
    return str(gateway.http.get(f"/dev/wallet/{phone}").json()["status"])


def answering(engine: FakeEngine, text: str = "我来看看") -> None:
    engine.script = lambda turn: [{"text": text}]


def test_who_waits_is_answered_by_the_bot_and_keeps_the_place(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = queued(gateway, engine)
    answering(engine, "请在应用里点充值")
    seq = customer.send("充值在哪里点").json()["seq"]
    customer.wait_for("turn_end", after=seq)
    after = [event for event in customer.events if event["seq"] > seq]
    assert [(e["type"], e.get("from"), e.get("text")) for e in after] == [
        ("message", "bot", "请在应用里点充值"),
        ("turn_end", None, None),
    ]
    (item,) = gateway.agent().queue()
    assert (item["owner"], item["reason"]) == ("queued", "customer_request")
    assert item["last_message"]["text"] == "请在应用里点充值"
    assert item["summary"]["customer_words"] == ["充值在哪里点"]


def test_an_answer_that_asks_for_a_human_again_is_said_once_and_keeps_the_place(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = queued(gateway, engine)
    seq = customer.send("转人工").json()["seq"]
    customer.wait_for("turn_end", after=seq)
    kinds = [event["type"] for event in customer.events if event["seq"] > seq]
    assert kinds == ["message", "turn_end"]
    (item,) = gateway.agent().queue()
    assert item["owner"] == "queued"


def test_an_answer_that_comes_after_the_claim_is_not_said(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer, asked, claimed = queued(gateway, engine), threading.Event(), threading.Event()

    def script(turn: dict[str, Any]) -> list[dict[str, Any]]:
        asked.set()
        assert claimed.wait(10)
        return [{"text": "太晚了"}]

    engine.script = script
    customer.send("充值在哪里点")
    assert asked.wait(10)
    agent = gateway.agent()
    assert agent.act(customer.id, "claim").status_code == 200
    claimed.set()
    joined = customer.wait_for("status", owner="agent")
    assert agent.say(customer.id, "您好，我来看").status_code < 300
    customer.wait_for("message", after=joined["seq"], sender="agent")
    assert "太晚了" not in [event.get("text") for event in customer.events]
    assert gateway.customer().id  # the gateway goes on
    assert "充值在哪里点" in str(agent.context(customer.id).json()["events"])


def test_what_an_agent_was_told_is_not_answered_by_the_bot_when_it_goes_back_to_the_queue(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer, agent = with_agent(gateway, engine)
    answering(engine)
    customer.send("这是对客服说的")
    moved = agent.act(customer.id, "transfer", {"skill_group": "service"})
    assert moved.status_code < 300
    customer.wait_for("status", owner="queued", after=customer.after)
    seq = customer.send("这是等待时说的").json()["seq"]
    customer.wait_for("turn_end", after=seq)
    assert "这是对客服说的" not in engine.said()
    assert "这是等待时说的" in engine.said()


@pytest.mark.parametrize("words", ["还要等多久", "前面还有几位呀", "有人吗？", "怎么还没轮到我"])
def test_who_asks_for_the_place_hears_it_at_once(
    gateway: RunningGateway, engine: FakeEngine, words: str
) -> None:
    customer = queued(gateway, engine)
    answering(engine)
    seq = customer.send(words).json()["seq"]
    said = customer.wait_for("message", after=seq, sender="bot")
    assert "第 1 位" in said["text"]
    customer.wait_for("turn_end", after=seq)
    assert words not in engine.said()


def test_who_asks_for_the_place_again_hears_it_in_other_words(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = queued(gateway, engine)
    heard = [customer.ask(words) for words in ("还要等多久", "有人吗", "前面几个人")]
    assert all("第 1 位" in said for (said,) in heard)
    assert heard[0] != heard[1] != heard[2]


def test_who_asks_what_leaving_means_leaves_only_by_the_button(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = queued(gateway, engine)
    answering(engine)
    seq = customer.send("不等了会怎样").json()["seq"]
    said = customer.wait_for("message", after=seq, sender="bot")
    assert "不再保留" in said["text"]
    assert len(gateway.agent().queue()) == 1
    customer.choose("继续使用智能助手")
    customer.wait_for("status", owner="bot")
    assert gateway.agent().queue() == []


def test_a_theft_told_in_the_queue_is_urgent_at_once_and_answered_by_the_bot(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = queued(gateway, engine, phone="13800000006")
    answering(engine, "我来帮您冻结")
    seq = customer.send(THEFT).json()["seq"]
    (item,) = gateway.agent("security1").queue()
    assert (item["priority"], item["reason"]) == ("urgent", "theft")
    customer.wait_for("turn_end", after=seq)
    said = [e["text"] for e in customer.events if e["seq"] > seq and e["type"] == "message"]
    assert said == ["我来帮您冻结"]


def test_a_bot_that_falls_silent_in_the_queue_says_so_once(
    start: Start, engine: FakeEngine
) -> None:
    gateway = start(engine_timeout=0.3)
    customer = queued(gateway, engine)
    engine.gate.clear()
    for words in ("充值在哪里点", "提现在哪里点"):
        seq = customer.send(words).json()["seq"]
        customer.wait_for("turn_end", after=seq)
    said = [e["text"] for e in customer.events if e.get("from") == "system"]
    assert said == [gateway.kefu.chat.phrases.engine_down_queued]
    assert [e["owner"] for e in customer.events if e["type"] == "status"] == ["queued"]
    assert len(gateway.agent().queue()) == 1


def test_who_waits_can_freeze_though_the_bot_is_silent(start: Start, engine: FakeEngine) -> None:
    gateway = start(engine_timeout=0.3)
    customer = queued(gateway, engine, phone="13800000006")
    engine.gate.clear()
    (said,) = customer.ask("请帮我冻结账户")
    assert said == gateway.kefu.chat.phrases.freeze_question
    assert status(gateway, "13800000006") == "active"  # never without a confirmation
    customer.choose("立即冻结账户")
    customer.wait_for("message", after=customer.after, sender="system")
    assert status(gateway, "13800000006") == "frozen"


@pytest.mark.parametrize("words", ["冻结账户", "好吧冻结", "算了还是冻结吧"])
def test_somebody_known_who_talks_to_an_agent_can_still_freeze(
    gateway: RunningGateway, engine: FakeEngine, words: str
) -> None:
    customer, _ = with_agent(gateway, engine, phone="13800000006")
    seq = customer.send(words).json()["seq"]
    customer.wait_for("message", after=seq, sender="system")
    assert status(gateway, "13800000006") == "active"  # never without a confirmation
    customer.choose("立即冻结账户")
    customer.wait_for("message", after=customer.after, sender="system")
    assert status(gateway, "13800000006") == "frozen"


@pytest.mark.parametrize("words", ["不要冻结", "冻结有什么影响", "怎么解冻", "冻结了吗"])
def test_a_question_is_no_request(words: str) -> None:
    assert not asks_to_freeze(words)


def test_who_wants_no_human_any_more_leaves_the_queue(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = queued(gateway, engine)
    engine.script = lambda turn: [{"text": "好的"}]
    customer.send("取消排队")
    customer.wait_for("status", owner="bot")
    customer.wait_for("message", sender="system", text=texts().people.left_queue)
    assert gateway.agent().queue() == []


def test_a_theft_told_to_an_agent_is_a_case(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer, _ = with_agent(gateway, engine, phone="13800000006")
    seq = customer.send(THEFT).json()["seq"]
    said = customer.wait_for("message", after=seq, sender="system")
    (case,) = reading(
        gateway.kefu.database, gateway.kefu.topics.tickets.of_conversation, customer.id
    )
    assert case.number in said["text"]


def test_who_talks_to_an_agent_is_promised_nobody_else_and_offered_no_bot(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer, agent = with_agent(gateway, engine, phone="13800000006")
    seq = customer.send("工资刚到就叫人转走了").json()["seq"]
    said = customer.wait_for("message", after=seq, sender="system")
    assert "转接" not in said["text"]
    assert [choice["title"] for choice in said["choices"]] == ["立即冻结账户"]
    (item,) = agent.queue()
    assert (item["owner"], item["priority"], item["reason"]) == ("agent", "urgent", "theft")
    (ticket,) = agent.context(customer.id).json()["tickets"]
    assert ticket["number"] in said["text"]
    assert agent.say(customer.id, "我看到了，正在为您处理").status_code < 300
    customer.choose("立即冻结账户")
    frozen = customer.wait_for("message", after=customer.after, sender="system")
    assert frozen["text"].startswith("您的账户已冻结")
    assert status(gateway, "13800000006") == "frozen"


def test_a_stranger_who_tells_an_agent_of_a_theft_gets_no_button(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer, _ = with_agent(gateway, engine)
    seq = customer.send("有人登录过我的账户").json()["seq"]
    said = customer.wait_for("message", after=seq, sender="system")
    assert not said.get("choices")


def test_the_way_back_to_the_bot_that_was_offered_before_an_agent_came_is_answered(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = queued(gateway, engine)
    seq = customer.send("不等了可以吗").json()["seq"]
    customer.wait_for("message", after=seq, sender="bot")
    assert gateway.agent().act(customer.id, "claim").status_code == 200
    taken = customer.wait_for("message", sender="system", text="客服小林 已接入")
    customer.choose("继续使用智能助手")
    said = customer.wait_for("message", after=taken["seq"], sender="system")
    assert said["text"] == gateway.kefu.chat.phrases.already_with_agent


def test_a_theft_reported_while_the_bot_hands_over_is_not_lost(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    asked, reported = threading.Event(), threading.Event()

    def script(turn: dict[str, Any]) -> list[dict[str, Any]]:
        in_unit(
            gateway.kefu.database,
            gateway.kefu.desk.handoff.request,
            turn["conversation_id"],
            HandoffReason.CUSTOMER_REQUEST,
        )
        asked.set()
        assert reported.wait(10)
        return [{"text": "正在为您转接人工"}]

    engine.script = script
    customer = gateway.customer(phone="13800000006")
    customer.send("转人工")
    assert asked.wait(10)
    assert customer.send(THEFT).status_code == 202
    reported.set()
    customer.wait_for("status", owner="queued")
    customer.wait_for("turn_end")
    (item,) = gateway.agent("security1").queue()
    assert (item["priority"], item["reason"]) == ("urgent", "theft")
    assert reading(gateway.kefu.database, gateway.kefu.topics.tickets.of_conversation, customer.id)


@pytest.mark.parametrize("words", ["834921", "短信里是 834 921"])
def test_a_code_read_out_to_an_agent_is_hidden(
    gateway: RunningGateway, engine: FakeEngine, words: str
) -> None:
    customer, agent = with_agent(gateway, engine)
    assert customer.send(words).status_code == 202
    context = agent.context(customer.id).text
    assert "834921" not in context
    assert "834 921" not in context


def test_staff_send_only_the_brands_links(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer, agent = with_agent(gateway, engine)
    refused = agent.say(customer.id, "请打开 https://evil.example/login 处理")
    assert (refused.status_code, refused.json()["code"]) == (422, "foreign_link")


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("见 https://help.kdou.example/a", []),
        ("见https://kdou.example。", []),
        ("http://kdou.example", ["http://kdou.example"]),
        ("https://kdou.example@evil.example", ["https://kdou.example@evil.example"]),
        ("https://kdou.example.evil.cn", ["https://kdou.example.evil.cn"]),
        ("www.evil.cn", ["www.evil.cn"]),
        ("请在应用里查看", []),
    ],
)
def test_whose_link_it_is(text: str, foreign: list[str]) -> None:
    found = foreign_links(text, ["kdou.example"])
    assert [text[start:end] for start, end in found] == foreign
