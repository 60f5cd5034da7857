"""Whoever writes in traditional characters is answered in them, and in simplified ones again."""

from __future__ import annotations

from tests.gateway.conftest import RunningGateway
from tests.gateway.fake_engine import FakeEngine

CARD = {
    "kind": "case",
    "number": "C20261130-0001",
    "title": "紧急案件",
    "rows": [{"label": "编号", "value": "C20261130-0001"}],
}
SAID = [
    {
        "text": "请先别着急，要冻结账户吗？",
        "custom": {"card": CARD},
        "buttons": [{"title": "立即冻结", "payload": "/freeze"}],
    }
]


def test_a_customer_is_answered_in_the_script_that_they_write(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    engine.script = lambda turn: SAID if turn.get("payload") is None else [{"text": "已冻结"}]
    customer = gateway.customer()

    assert customer.ask("我的錢被盜了") == ["請先別著急，要凍結賬戶嗎？"]
    said = next(event for event in reversed(customer.events) if event.get("choices"))
    assert said["card"]["title"] == "緊急案件"
    assert said["card"]["rows"] == [{"label": "編號", "value": "C20261130-0001"}]
    assert said["choices"][0]["title"] == "立即凍結"
    assert customer.ask("13800000001") == ["請先別著急，要凍結賬戶嗎？"]  # either script
    assert customer.ask("我的钱被盗了") == ["请先别着急，要冻结账户吗？"]


def test_a_title_is_typed_in_either_script(gateway: RunningGateway, engine: FakeEngine) -> None:
    engine.script = lambda turn: SAID if turn.get("payload") is None else [{"text": "已冻结"}]
    for asks, title, answer in (
        ("我的錢被盜了", "立即凍結", "已凍結"),
        ("我的錢被盜了", "立即冻结", "已冻结"),
        ("我的钱被盗了", "立即凍結", "已凍結"),
    ):
        customer = gateway.customer()
        customer.ask(asks)
        assert customer.ask(title) == [answer]
        assert engine.said()[-1] == "/freeze"


def test_the_greeting_is_in_the_script_that_the_page_asks_for(gateway: RunningGateway) -> None:
    customer = gateway.customer(locale="zh-TW")

    assert "請問" in customer.poll()[0]["text"]
