"""Codes and passwords in `kefu chat`, in a terminal: nothing that is typed is lost or traps."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kefu.core.handoff import HandoffReason
from kefu.core.verification import CodeChannel, Purpose
from kefu.services.units import in_unit
from kefu.settings import ROOT
from tests.gateway.conftest import RunningGateway
from tests.gateway.fake_engine import FakeEngine, Script
from tests.gateway.people import PATIENCE, code_on
from tests.terminal import Terminal

PHONE = "13800000001"
KEFU = str(Path(sys.executable).with_name("kefu"))
YOU = "您:"
HIDDEN = "（留空返回）:"
WAYS = [
    {"title": "没收到验证码", "payload": "/not_received"},
    {"title": "改用邮箱接收", "payload": "/by_email"},
]
VERIFIED = '/inform{"secure_input": "verification_code"}'
PASSWORD_SET = '/inform{"secure_input": "new_password"}'
GOOD = "Tr4in&Kettle"


@pytest.fixture
def terminal(gateway: RunningGateway) -> Iterator[Terminal]:
    """`kefu chat`, logged in and greeted."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "TERM": "dumb"}
    command = [KEFU, "chat", "--url", gateway.url, "--phone", PHONE]
    with Terminal(command, cwd=ROOT, env=env, patience=PATIENCE) as started:
        started.wait_for(YOU)
        yield started


def say(terminal: Terminal, text: str) -> str:
    """Type a line: what stood on the screen before the next was asked for."""
    terminal.enter(text)
    return terminal.wait_for(YOU)


def answering(answers: dict[str, Callable[[str], list[dict[str, Any]]]]) -> Script:
    """By what was said; all else is repeated."""

    def script(turn: dict[str, Any]) -> list[dict[str, Any]]:
        said = turn.get("payload") or turn["text"]
        if said in answers:
            return answers[said](turn["conversation_id"])
        return [{"text": f"收到:{said}"}]

    return script


@pytest.fixture(autouse=True)
def _dialogue(gateway: RunningGateway, engine: FakeEngine) -> None:
    """忘记密码 sends a code, 换密码 asks for a password; 再发一次 and 转人工 do as they say."""
    kefu = gateway.kefu

    def send_code(conversation_id: str) -> list[dict[str, Any]]:
        sent = in_unit(
            kefu.database,
            kefu.topics.verification.send_code,
            conversation_id,
            Purpose.PASSWORD_RESET,
            CodeChannel.SMS,
        )
        kefu.notifications.deliver_due()
        return [
            {"text": "已发送", "custom": {"secure_input": sent.input_id}},
            {"text": "没有收到吗？", "buttons": WAYS},
        ]

    def ask_password(conversation_id: str) -> list[dict[str, Any]]:
        field = in_unit(kefu.database, kefu.topics.password.ask_new, conversation_id)
        return [{"text": "请设置", "custom": {"secure_input": field.id}}]

    def call_human(conversation_id: str) -> list[dict[str, Any]]:
        request, why = kefu.desk.handoff.request, HandoffReason.CUSTOMER_REQUEST
        in_unit(kefu.database, request, conversation_id, why)
        return [{"text": "正在转接"}]

    def offer_again(_conversation_id: str) -> list[dict[str, Any]]:
        return [{"text": "好的", "buttons": [{"title": "重新发送", "payload": "/resend"}]}]

    engine.script = answering(
        {
            "/forgot_password": send_code,
            "换密码": ask_password,
            "转人工": call_human,
            "再发一次": offer_again,
        }
    )


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def verify(gateway: RunningGateway, terminal: Terminal) -> None:
    """Be sent a code and give it."""
    say(terminal, "忘记密码")
    assert VERIFIED in say(terminal, code_on(gateway.http, PHONE))


def close_inputs(gateway: RunningGateway, engine: FakeEngine) -> None:
    """As whatever ends a step does, elsewhere."""
    with gateway.kefu.database.begin() as unit:
        unit.secure_inputs.close_all(engine.turns[-1]["conversation_id"])


def test_a_number_chooses_and_words_are_said_while_a_code_is_asked_for(
    gateway: RunningGateway, engine: FakeEngine, terminal: Terminal
) -> None:
    assert "🔒 请输入发送到 138****0001 的 6 位验证码" in say(terminal, "忘记密码")
    assert "收到:/by_email" in say(terminal, "2")
    assert "收到:30分钟了" in say(terminal, "30分钟了")
    assert "收到:还没到" in say(terminal, "还没到")
    code = code_on(gateway.http, PHONE)
    assert "还可以再试 4 次" in say(terminal, wrong(code))
    assert VERIFIED in say(terminal, code)
    assert not {code, wrong(code)} & set(engine.said())


def test_after_the_last_try_numbers_and_digits_are_for_the_chat_again(
    gateway: RunningGateway, terminal: Terminal
) -> None:
    say(terminal, "忘记密码")
    code = code_on(gateway.http, PHONE)
    screens = [say(terminal, wrong(code)) for _ in range(5)]
    assert "错误次数过多" in screens[-1]
    assert "1. 重新发送" in say(terminal, "再发一次")
    assert "收到:/resend" in say(terminal, "1")
    assert "收到:200000" in say(terminal, "200000")


def test_a_code_input_that_was_closed_elsewhere_refuses_once(
    gateway: RunningGateway, engine: FakeEngine, terminal: Terminal
) -> None:
    say(terminal, "忘记密码")
    close_inputs(gateway, engine)
    assert "这一步已经完成或已失效" in say(terminal, "200000")
    assert "收到:200000" in say(terminal, "200000")


def test_a_new_password_is_asked_for_hidden_and_only_when_wanted(
    gateway: RunningGateway, engine: FakeEngine, terminal: Terminal
) -> None:
    verify(gateway, terminal)
    assert "按回车键填写" in say(terminal, "换密码")
    assert "收到:你好" in say(terminal, "你好")
    assert "收到:取消" in say(terminal, "取消")

    terminal.enter("")
    terminal.wait_for(HIDDEN)
    say(terminal, "")
    assert "收到:还在吗" in say(terminal, "还在吗")

    terminal.enter("")
    terminal.wait_for(HIDDEN)
    assert "至少 8 位" in say(terminal, "Ab#1")
    terminal.enter("")
    terminal.wait_for(HIDDEN)
    assert PASSWORD_SET in say(terminal, GOOD)

    terminal.enter("")  # nothing is asked for any more
    terminal.wait_for(YOU)
    assert "收到:谢谢" in say(terminal, "谢谢")
    assert "Ab#1" not in terminal.shown
    assert GOOD not in terminal.shown
    assert GOOD not in str(engine.attempts)


def test_a_password_input_that_was_closed_elsewhere_refuses_once(
    gateway: RunningGateway, engine: FakeEngine, terminal: Terminal
) -> None:
    verify(gateway, terminal)
    say(terminal, "换密码")
    close_inputs(gateway, engine)
    terminal.enter("")
    terminal.wait_for(HIDDEN)
    assert "这一步已经完成或已失效" in say(terminal, GOOD)
    assert HIDDEN not in say(terminal, "")
    assert "收到:你好" in say(terminal, "你好")


def test_unbinding_takes_the_open_input_away(gateway: RunningGateway, terminal: Terminal) -> None:
    verify(gateway, terminal)
    say(terminal, "换密码")
    assert "已解除绑定。" in say(terminal, "/unbind")
    assert HIDDEN not in say(terminal, "")
    assert "收到:你好" in say(terminal, "你好")


def test_who_answers_is_told_in_words(gateway: RunningGateway, terminal: Terminal) -> None:
    verify(gateway, terminal)
    say(terminal, "换密码")
    terminal.enter("转人工")
    assert "queued" not in terminal.wait_for("[会话状态：等候人工客服]")
