"""Over HTTP with all processes: what strangers do to an account shuts nobody out and shows in
nothing that another stranger hears. A proxy's header tells the networks apart.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from tests.ports import free_port
from tests.postgres import PostgresServer
from tests.stack.stack import Customer, Stack

PHONE, EMAIL = "13800000001", "zhangwei@example.com"
NOBODYS_PHONE, NOBODYS_EMAIL = "13822220001", "zhangwel@example.com"
WRONG = "000000"
_networks = count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def behind_proxy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    env = {"KEFU_TRUSTED_PROXIES": "1"}
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        for name in ("limits_kefu", "limits_wallet"):
            server.create(name)
        env["KEFU_DATABASE_URL"] = server.url("limits_kefu")
        env["KEFU_WALLET_DATABASE_URL"] = server.url("limits_wallet")
    stack = Stack(tmp_path_factory.mktemp("limits-stack"), free_port(), **env)
    stack.start()
    yield stack
    assert stack.stop() == 0


@pytest.fixture
def stack(behind_proxy: Stack) -> Stack:
    behind_proxy.reset()
    return behind_proxy


def asks(stack: Stack, network: str, *said: str, way: str | None = None) -> Customer:
    """Somebody in a network who says this, and chooses the way of the code if asked."""
    customer = Customer(stack, network=network)
    for text in said:
        customer.push(text)
    if way:
        customer.choose(way)
    return customer


def guesses(customer: Customer, times: int = 5) -> list[Any]:
    answers = [customer.give("verification_code", WRONG) for _ in range(times)]
    return [(answer.status_code, answer.json()) for answer in answers]


def strangers(stack: Stack) -> None:
    """More than ten requests and ten wrong guesses, from several networks, for everything."""
    for _ in range(4):
        network = f"198.51.100.{next(_networks)}"
        guesses(asks(stack, network, "我的账户被锁定了", PHONE, way="短信"))
        guesses(asks(stack, network, "我的账户被锁定了", EMAIL, way="邮件"))
        guesses(asks(stack, network, "我的账户被盗了", PHONE))


def attack(stack: Stack, phone: str, email: str, others: Callable[[], None]) -> str:
    """All that an attacker hears, without ids and times."""
    heard: list[Any] = []
    others()
    # The first sentences of journeys have variations; what is compared begins with the account.
    for said, address, way in (
        ("忘记密码了", phone, "短信"),
        ("忘记密码了", email, "邮件"),
        ("我的账户被盗了", phone, None),
    ):
        customer = asks(stack, "203.0.113.66", said)
        begun = customer.after
        customer.push(address)
        if way:
            customer.choose(way)
        heard.append(guesses(customer, 2))
        customer.push("没收到验证码")
        others()
        heard.append(guesses(customer, 4))
        customer.push("没收到验证码")
        heard += [event for event in customer.events if event["seq"] > begun]
    text = json.dumps(heard, ensure_ascii=False)
    for value, name in ((phone, "PHONE"), (email, "EMAIL")):
        text = text.replace(value, name)
    text = text.replace(f"{phone[:3]}****{phone[-4:]}", "PHONE")
    text = re.sub(r'"(id|question|client_id|at|expires_at|created_at)": "[^"]*"', r'"\1": ""', text)
    text = re.sub(r"C\d{8}-\d{4}", "CASE", text)
    # Real time passes, and more of it when others act too.
    return re.sub(r"请等? \d+ (秒|分钟)", "请等 N", re.sub(r'"retry_after": \d+', "", text))


def test_an_attacker_hears_only_of_what_they_did(stack: Stack) -> None:
    heard = {}
    for name, phone, email, others in (
        ("alone", PHONE, EMAIL, lambda: None),
        ("not alone", PHONE, EMAIL, lambda: strangers(stack)),
        ("nobody's", NOBODYS_PHONE, NOBODYS_EMAIL, lambda: None),
    ):
        stack.reset()
        heard[name] = attack(stack, phone, email, others)

    assert "attempts_exhausted" in heard["alone"]
    assert "请等 N" in heard["alone"]
    assert heard["alone"] == heard["not alone"]
    assert heard["alone"] == heard["nobody's"]


def arrived(stack: Stack, purpose: str, but: set[str]) -> str:
    """The code for a purpose that comes to the phone beside those."""
    deadline = time.monotonic() + 10
    while True:
        for text in stack.outbox(PHONE):
            if purpose in text["text"] and text["code"] not in but:
                return str(text["code"])
        assert time.monotonic() < deadline, "no code came"
        time.sleep(0.1)


def test_the_owner_and_a_report_of_theft_get_through(stack: Stack) -> None:
    strangers(stack)
    before = {text["code"] for text in stack.outbox(PHONE)}

    owner = Customer(stack, channel="app", phone=PHONE, network="198.51.100.1")
    owner.push("我要改密码")
    owner.choose("短信")
    owner.pass_input("verification_code", arrived(stack, "重置密码", before))
    owner.pass_input("new_password", "Xuehua-7!Feiyu")
    assert stack.wallet(PHONE)["sessions"] == []

    victim = asks(stack, "203.0.113.5", "我的账户被盗了", PHONE)
    victim.pass_input("verification_code", arrived(stack, "冻结账户", before))
    assert stack.wallet(PHONE)["status"] == "frozen"


def test_a_limit_tells_its_wait(stack: Stack) -> None:
    customer = asks(stack, "203.0.113.5", "忘记密码了", PHONE, way="短信")
    guesses(customer)
    said = customer.push("没收到验证码")
    waits = "".join(event.get("text", "") for event in said)
    assert re.search(r"请等 \d+ 秒|请等 1 分钟", waits)
    # Another conversation of the same network.
    again = asks(stack, "203.0.113.5", "忘记密码了", PHONE, way="短信")
    assert re.search(r"请等 \d+ 秒|请等 1 分钟", again.said())
