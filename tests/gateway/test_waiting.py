"""What the gateway itself does for somebody who waits for a human or talks to one,
where no bot listens.
"""

from __future__ import annotations

import threading
from typing import Any

import pytest

from kefu.core.handoff import HandoffReason
from kefu.core.links import foreign_links
from kefu.core.waiting_words import asks_to_freeze, leaves_queue
from kefu.services.units import in_unit, reading
from tests.gateway.conftest import RunningGateway
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


@pytest.mark.parametrize("words", ["冻结账户", "好吧冻结", "算了还是冻结吧"])
def test_somebody_known_who_waits_can_still_freeze(
    gateway: RunningGateway, engine: FakeEngine, words: str
) -> None:
    customer = queued(gateway, engine, phone="13800000006")
    seq = customer.send(words).json()["seq"]
    customer.wait_for("message", after=seq, sender="system")
    assert status(gateway, "13800000006") == "active"  # never without a confirmation
    customer.choose("立即冻结账户")
    customer.wait_for("message", after=customer.after, sender="system")
    assert status(gateway, "13800000006") == "frozen"


def test_a_stranger_is_told_how_to_freeze(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer = queued(gateway, engine)
    seq = customer.send("帮我冻结账户").json()["seq"]
    said = customer.wait_for("message", after=seq, sender="system")
    assert [choice["title"] for choice in said["choices"]] == ["继续使用智能助手"]


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
    assert gateway.agent().queue() == []


@pytest.mark.parametrize("words", ["人呢", "取消订单怎么弄", "不用密码支付可以吗"])
def test_other_words_stay_in_the_queue(words: str) -> None:
    assert not leaves_queue(words)


def test_a_theft_told_to_an_agent_is_a_case(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer, _ = with_agent(gateway, engine, phone="13800000006")
    seq = customer.send(THEFT).json()["seq"]
    said = customer.wait_for("message", after=seq, sender="system")
    (case,) = reading(
        gateway.kefu.database, gateway.kefu.topics.tickets.of_conversation, customer.id
    )
    assert case.number in said["text"]


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
    assert foreign_links(text, ["kdou.example"]) == foreign
