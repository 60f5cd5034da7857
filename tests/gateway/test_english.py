"""Whoever writes English, or whose wallet is English, is answered in English."""

from __future__ import annotations

from kefu.core.verification import CodeChannel, Purpose
from kefu.services.units import in_unit
from tests.gateway.conftest import RunningGateway
from tests.gateway.fake_engine import FakeEngine

SAID = [
    {
        "text": "您的余额是 ¥1,234.56。",
        "custom": {"card": {"kind": "result", "status": "success", "title": "账户已冻结"}},
        "buttons": [{"title": "转人工", "payload": "/human_agent"}],
    }
]
ENGLISH = "Your balance is ¥1,234.56."


def test_a_customer_is_answered_in_the_language_that_they_write(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    engine.script = lambda _turn: SAID
    customer = gateway.customer()

    assert customer.ask("what is my balance?") == [ENGLISH]
    said = next(event for event in reversed(customer.events) if event.get("choices"))
    assert said["card"]["title"] == "Account frozen"
    assert said["choices"][0]["title"] == "Talk to a human"
    assert customer.ask("ok") == [ENGLISH]
    assert customer.ask("查一下余额") == ["您的余额是 ¥1,234.56。"]
    assert customer.ask("ok") == ["您的余额是 ¥1,234.56。"]


def test_the_engine_hears_chinese_and_the_customer_keeps_their_words(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    engine.script = lambda _turn: SAID
    customer = gateway.customer()

    customer.ask("I forgot my password")
    assert engine.said()[-1] == "我忘记密码了"
    customer.ask("Talk to a human")
    assert engine.said()[-1] == "/human_agent"
    own = [event["text"] for event in customer.events if event.get("from") == "customer"]
    assert own == ["I forgot my password", "Talk to a human"]


def test_the_greeting_is_in_the_language_that_the_page_asks_for(gateway: RunningGateway) -> None:
    for locale in ("en", "en-US"):
        (greeting, *_) = gateway.customer(locale=locale).poll()

        assert greeting["text"].startswith("Hello, this is")
        assert [choice["title"] for choice in greeting["choices"]] == [
            *("Forgot password", "Payment failed", "Account locked"),
            *("Account stolen", "Talk to a human"),
        ]


def test_who_is_logged_in_is_greeted_in_the_wallets_language(gateway: RunningGateway) -> None:
    for phone, first in (("13800000016", "Hello, welcome to"), ("13800000001", "您好")):
        customer = gateway.customer(phone=phone)

        assert customer.poll()[0]["text"].startswith(first)


def test_a_code_that_is_refused_says_so_in_english(gateway: RunningGateway) -> None:
    customer = gateway.customer(phone="13800000016")
    sent = in_unit(
        gateway.kefu.database,
        gateway.kefu.topics.verification.send_code,
        customer.id,
        Purpose.UNLOCK,
        CodeChannel.SMS,
    )
    gateway.kefu.notifications.deliver_due()
    (message, *_) = gateway.http.get("/dev/outbox", params={"to": "13800000016"}).json()
    other = f"{(int(message['code']) + 1) % 1_000_000:06d}"

    refused = customer.post(f"/secure-inputs/{sent.input_id}", {"value": other})

    assert refused.json()["code"] == "wrong_code"
    assert refused.json()["detail"] == "The code is not correct. You have 4 tries left."
