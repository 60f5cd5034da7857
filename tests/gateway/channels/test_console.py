"""The terminal's channel over HTTP: what it may do, and for whom."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kefu.adapters import WrongSetting
from tests.gateway.channels.receiver import Receiver
from tests.gateway.channels.terminal import Terminal
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import PATIENCE, code_on
from tests.gateway.test_security import PRODUCTION

PAYLOADS = Path(__file__).parent.parent / "payloads" / "console"
PHONE, OTHER_PHONE = "13800000001", "13800000002"


@pytest.fixture
def ear() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def terminal(gateway: RunningGateway, ear: Receiver) -> Terminal:
    return Terminal(gateway.http, ear)


def level(gateway: RunningGateway, terminal: Terminal) -> tuple[int, str | None]:
    """How surely the terminal's customer is known, and as whom."""
    conversation_id = terminal.hello().json()["conversation_id"]
    with gateway.kefu.database.read() as unit:
        conversation = unit.conversations.get(conversation_id)
    assert conversation is not None
    return int(conversation.assurance(gateway.kefu.clock())), conversation.account_id


def account(gateway: RunningGateway, phone: str) -> str:
    found = gateway.kefu.wallet.find_account(phone=phone)
    assert found is not None
    return found.id


def give_code(gateway: RunningGateway, terminal: Terminal, value: str | None = None) -> int:
    """Give what arrived on the phone, or another value, for the newest input."""
    (*_, wanted) = [m["secure_input"] for m in terminal.heard() if m["secure_input"]]
    code = value or code_on(gateway.http, PHONE)
    return terminal.post(f"/secure-inputs/{wanted['id']}", value=code).status_code


def test_recorded_payloads_are_understood_and_the_answer_is_pushed(
    gateway: RunningGateway, ear: Receiver, engine: FakeEngine
) -> None:
    here = {"port": ear.port, "key": "ear"}
    for name, path in (("hello", ""), ("message", "/messages")):
        recorded = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
        answer = gateway.http.post(f"/channels/console{path}", json={**recorded, **here})
        assert answer.is_success, answer.text
    greeting, answered, ended = ear.wait_for(3)
    assert ear.paths == ["/ear"] * 3
    assert greeting["text"].splitlines()[1] == "1. 忘记密码"
    assert (answered["speaker"], answered["text"]) == ("bot", "收到:我的转账失败了")
    assert ended["mark"]["type"] == "turn_end"
    (pushed,) = json.loads((PAYLOADS / "pushed.json").read_text(encoding="utf-8"))
    assert [set(message) for message in ear.taken] == [set(pushed)] * 3


def test_a_terminal_of_the_same_name_goes_on_where_it_was(
    gateway: RunningGateway, terminal: Terminal
) -> None:
    terminal.hello()
    terminal.says("你好")
    terminal.ear.wait_for(3)
    with Receiver() as ear:
        again = Terminal(gateway.http, ear)
        again.says("又来了")
        assert ear.wait_for(2)[0]["text"] == "收到:又来了"
    assert len(terminal.ear.came) == 3


def test_a_terminal_that_is_gone_gets_the_rest_when_it_is_back(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    with Receiver() as ear:
        terminal = Terminal(gateway.http, ear)
        terminal.hello()
        ear.wait_for(1)
        engine.gate.clear()
        terminal.says("等一下")
    engine.gate.set()
    with Receiver() as ear:
        again = Terminal(gateway.http, ear)
        again.hello()
        assert ear.wait_for(2)[0]["text"] == "收到:等一下"


def test_codes_travel_only_through_their_own_door(
    gateway: RunningGateway, terminal: Terminal, engine: FakeEngine
) -> None:
    terminal.hello()
    assert terminal.post("/binding/code", phone=PHONE).status_code == 204
    terminal.ear.wait_for(2)
    assert give_code(gateway, terminal, "000000") == 422
    code = code_on(gateway.http, PHONE)
    assert give_code(gateway, terminal) == 200
    terminal.ear.wait_for(4)
    everything = json.dumps([terminal.ear.came, engine.attempts], ensure_ascii=False)
    assert code not in everything
    assert PHONE not in everything


def test_an_account_is_bound_by_a_code_and_known_in_the_next_conversation(
    gateway: RunningGateway, terminal: Terminal
) -> None:
    terminal.hello()
    refused = terminal.post("/binding")
    assert (refused.status_code, refused.json()["code"]) == (403, "assurance_too_low")
    terminal.post("/binding/code", phone=PHONE)
    terminal.ear.wait_for(2)
    assert terminal.post("/binding").status_code == 403  # asked for, not given
    assert give_code(gateway, terminal) == 200
    assert terminal.post("/binding").status_code == 204

    first = terminal.hello().json()["conversation_id"]
    with gateway.kefu.database.begin() as unit:
        gateway.kefu.chat.ending.close(unit, first)
    assert level(gateway, terminal) == (1, account(gateway, PHONE))
    assert terminal.hello().json()["conversation_id"] != first

    assert terminal.post("/unbinding").status_code == 204
    assert level(gateway, terminal) == (0, None)


def test_binding_asks_alike_for_a_number_that_nobody_has(
    gateway: RunningGateway, terminal: Terminal
) -> None:
    terminal.hello()
    assert terminal.post("/binding/code", phone="13999999999").status_code == 204
    asked = terminal.ear.wait_for(2)[-1]["secure_input"]
    assert asked["hint"] == "请输入发送到 139****9999 的 6 位验证码"
    gateway.kefu.notifications.deliver_due()
    assert gateway.kefu.demo is not None
    assert gateway.kefu.demo.received("13999999999") == []


@pytest.mark.parametrize(
    "typed", ["abc", "00000000000", "110101199003078515", "6222021234567890128", "1380000000"]
)
def test_a_code_for_binding_needs_a_number_that_can_be_reached(
    gateway: RunningGateway, terminal: Terminal, typed: str
) -> None:
    terminal.hello()
    answer = terminal.post("/binding/code", phone=typed)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_address")
    assert answer.json()["detail"] == "请填写注册的手机号或邮箱。"
    assert typed not in answer.text
    terminal.says("在吗")
    terminal.ear.wait_for(3)
    assert not any(message["secure_input"] for message in terminal.heard())


def test_who_is_known_sends_a_code_to_no_other_number_and_hears_of_none_whose_it_is(
    gateway: RunningGateway, terminal: Terminal
) -> None:
    terminal.hello(PHONE)
    others = [terminal.post("/binding/code", phone=each) for each in (OTHER_PHONE, "13999999999")]
    assert {(each.status_code, each.json()["code"]) for each in others} == {
        (409, "account_mismatch")
    }
    assert others[0].content == others[1].content
    assert terminal.post("/binding/code", phone=PHONE).status_code == 204
    gateway.kefu.notifications.deliver_due()
    assert gateway.kefu.demo is not None
    assert [len(gateway.kefu.demo.received(each)) for each in (PHONE, OTHER_PHONE)] == [1, 0]


def test_another_terminal_can_use_no_input_and_no_binding_of_this_one(
    gateway: RunningGateway, terminal: Terminal
) -> None:
    terminal.hello(PHONE)
    assert terminal.post("/binding").status_code == 204
    terminal.post("/binding/code", phone=PHONE)
    terminal.ear.wait_for(2)
    with Receiver() as ear:
        other = Terminal(gateway.http, ear, "tty-2")
        other.hello()
        (wanted,) = [m["secure_input"] for m in terminal.heard() if m["secure_input"]]
        stolen = other.post(f"/secure-inputs/{wanted['id']}", value=code_on(gateway.http, PHONE))
        assert (stolen.status_code, stolen.json()["code"]) == (404, "input_not_found")
        assert level(gateway, other) == (0, None)
        assert other.post("/binding").status_code == 403
    assert level(gateway, terminal) == (2, account(gateway, PHONE))


def test_a_login_of_another_customer_is_refused(
    gateway: RunningGateway, terminal: Terminal
) -> None:
    terminal.hello(PHONE)
    answer = terminal.hello(OTHER_PHONE)
    assert (answer.status_code, answer.json()["code"]) == (409, "account_mismatch")
    assert level(gateway, terminal) == (2, account(gateway, PHONE))


def test_sixty_that_never_answer_hold_up_nobody_who_does(
    gateway: RunningGateway, terminal: Terminal
) -> None:
    def waits_for_answer_to(text: str) -> float:
        """Seconds from a word to its answer."""
        begun = time.monotonic()
        terminal.says(text)
        while f"收到:{text}" not in terminal.ear.texts():
            assert time.monotonic() < begun + PATIENCE
            time.sleep(0.01)
        return time.monotonic() - begun

    terminal.hello()
    terminal.ear.wait_for(1)
    with socket.create_server(("127.0.0.1", 0), backlog=500) as silent:
        mute = [Terminal(gateway.http, terminal.ear, f"mute-{number}") for number in range(60)]
        for each in mute:
            each.caller["port"] = silent.getsockname()[1]
            each.hello()
        assert waits_for_answer_to("在吗") < 3  # none of them has failed yet
        time.sleep(3)
        for each in mute:
            each.hello()  # they ask for their next attempt at once
        assert waits_for_answer_to("还在吗") < 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"terminal": "../etc"},
        {"terminal": "x" * 65},
        {"port": 80},
        {"port": 70000},
        {"key": "a/../../b"},
        {"key": "@evil.example/"},
        {"conversation_id": "cv_1"},
        {"account_id": "acc-1"},
    ],
)
def test_where_it_listens_and_who_it_is_cannot_be_anything(
    terminal: Terminal, wrong: dict[str, Any]
) -> None:
    terminal.caller.update(wrong)
    assert terminal.hello().status_code == 422


def test_production_has_no_console(start: Start) -> None:
    with pytest.raises(WrongSetting, match="console exists in development only"):
        start(channels={"console": {}}, **PRODUCTION)
    gateway = start(**PRODUCTION)
    assert gateway.http.post("/channels/console", json={}).status_code == 404
