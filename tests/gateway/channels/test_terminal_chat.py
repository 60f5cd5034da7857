"""`kefu chat` as its user sees it: what is typed, what stands on the screen."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from kefu.core.errors import OperatorError
from kefu.terminal_chat import TerminalChat
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import code_on
from tests.gateway.test_security import PRODUCTION
from tests.ports import free_port

PHONE = "13800000001"
SMS = "<the code that arrived>"
STOP = "<the gateway stops>"


class Screen(Console):
    """A terminal at which somebody types these lines and then leaves."""

    def __init__(self, gateway: RunningGateway | None, typed: list[str]) -> None:
        super().__init__(file=io.StringIO(), width=100)
        self._gateway = gateway
        self._typed = iter(typed)

    def input(self, *_: Any, **__: Any) -> str:
        line = next(self._typed, None)
        if line is None:
            raise EOFError
        if line == STOP:
            assert self._gateway is not None
            self._gateway.serving.stop()
            return ""
        if line == SMS:
            assert self._gateway is not None
            line = code_on(self._gateway.http, PHONE)
        self.print(f"您:{line}")
        return line

    def shown(self) -> str:
        assert isinstance(self.file, io.StringIO)
        return self.file.getvalue()


def chat(
    gateway: RunningGateway, *typed: str, phone: str | None = None, name: str | None = None
) -> str:
    """What was on the screen at the end."""
    screen = Screen(gateway, list(typed))
    TerminalChat(gateway.url, screen, name=name, ask_hidden=lambda _label: "-").run(phone)
    return screen.shown()


def test_one_talks_and_takes_a_choice_by_its_number(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    shown = chat(gateway, "3", "查一下余额")
    assert "助手:您好，这里是K豆钱包在线客服" in shown
    assert "  3. 账户被锁" in shown
    assert engine.said() == ["/account_locked", "查一下余额"]
    assert shown.index("您:查一下余额") < shown.index("助手:收到:查一下余额")


def test_a_demo_customer_is_logged_in(gateway: RunningGateway, engine: FakeEngine) -> None:
    assert "已绑定。" in chat(gateway, "/bind", phone=PHONE)


def test_binding_with_a_code_lasts_until_it_is_ended(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    shown = chat(gateway, "/bind", f"/bind {PHONE}", SMS, "/bind", name="desk-1")
    assert shown.index("需要先验证身份") < shown.index("🔒 请输入发送到 138****0001 的 6 位验证码")
    assert shown.index("🔒") < shown.index("已绑定。")
    assert PHONE not in str(engine.attempts)
    assert "已解除绑定。" in chat(gateway, "/unbind", "/bind", name="desk-1")
    assert "需要先验证身份" in chat(gateway, "/bind", name="desk-1")


def test_a_refusal_is_told_in_its_own_words(gateway: RunningGateway) -> None:
    assert "一次最多输入" in chat(gateway, "长" * 1001)


def test_a_gateway_that_goes_away_is_told_and_ends_nothing(gateway: RunningGateway) -> None:
    assert chat(gateway, STOP, "喂", "还在吗").count("连接失败") == 2


def test_without_a_gateway_it_says_what_to_do(start: Start) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(OperatorError, match=f"{url}.+请先运行 make serve.+--url"):
        TerminalChat(url, Screen(None, [])).run(None)
    with pytest.raises(OperatorError, match="只能和开发模式"):
        TerminalChat(start(**PRODUCTION).url, Screen(None, [])).run(None)


def test_a_phone_that_the_wallet_does_not_know_is_named(gateway: RunningGateway) -> None:
    with pytest.raises(OperatorError, match="13912345678 不是演示客户") as refused:
        chat(gateway, phone="13912345678")
    assert "开发模式" not in str(refused.value)
