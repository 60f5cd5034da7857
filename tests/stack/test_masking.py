"""What is spread over several messages, or typed where a field is open, is nowhere afterwards:
not in the databases (where the dialogues' states are, too), not in a log, not in a transcript.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.stack.stack import Customer, Stack

WARNED = "像是密码或验证码"
POEM = "床前明月光疑是地上霜"
WIF = "KwTNw9KK6VLzRqrGpNQWgnWu9XvjqonRyBpnK6KhngNent3Etwrv"
SEEDS = "letter army path animal flash duck captain course merit good glove bus"


def traces(stack: Stack, folder: Path, customer: Customer, value: str) -> list[str]:
    """Where a clear value stands after all, in any spelling of JSON."""
    transcript = stack.http.get(
        customer.path + "/transcript", params={"format": "txt"}, headers=customer.headers
    )
    assert transcript.status_code == 200
    places = {"transcript": transcript.content, "events": json.dumps(customer.events).encode()} | {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("wallet.db")
    }
    assert any("kefu.db" in place for place in places)
    spelt = {value.encode(), json.dumps(value)[1:-1].encode()}
    return [place for place, content in places.items() if any(each in content for each in spelt)]


@pytest.mark.parametrize(
    ("messages", "clear"),
    [
        (["我的密码是", "kuaile2026x"], ["kuaile2026x"]),
        (["密码是:", POEM], [POEM]),
        (["我收到的验证码是", "七三九一八四"], ["七三九一八四"]),
        (["卡背面三位是", "七三一"], ["七三一"]),
        (["助记词是", "river moon stone"], ["river moon stone"]),
        (["登录密码 73951846"], ["73951846"]),
        ([SEEDS], ["army path animal"]),
        ([f"帮我看看{WIF}"], [WIF]),
    ],
)
def test_a_secret_over_messages_leaves_no_trace(
    stack: Stack, folder: Path, messages: list[str], clear: list[str]
) -> None:
    customer = Customer(stack)

    for text in messages:
        customer.push(text)

    assert WARNED in customer.said()
    for value in clear:
        assert traces(stack, folder, customer, value) == []


@pytest.mark.parametrize(
    ("messages", "clear", "shown"),
    [
        (["138 0070", "0093"], ["138 0070", "13800700093"], "[手机号:138****0093]"),
        (["我手机号是1380070", "后面是0094"], ["1380070", "13800700094"], "[手机号:138****0094]"),
        (["邮箱是wangdaye1950 艾特 126 点 com"], ["wangdaye1950"], "[邮箱:wa***@126.com]"),
        (["身份证310104,1962,0515,3627"], ["310104,1962", "310104196205153627"], "[证件号:310"),
        (["电话+86 013800700095"], ["013800700095", "13800700095"], "[手机号:138****0095]"),
    ],
)
def test_personal_data_in_pieces_or_disguise_leaves_no_trace(
    stack: Stack, folder: Path, messages: list[str], clear: list[str], shown: str
) -> None:
    customer = Customer(stack)

    for text in messages:
        customer.push(text)

    own = [e["text"] for e in customer.events if e.get("from") == "customer"]
    assert shown in own[-1]
    for value in clear:
        assert traces(stack, folder, customer, value) == []


def test_a_new_password_typed_into_the_chat_leaves_no_trace(stack: Stack, folder: Path) -> None:
    customer = Customer(stack)
    customer.push("忘记密码")
    customer.push("13800000001")
    customer.choose("短信")
    customer.pass_input("verification_code", customer.code("13800000001"))

    customer.push("xiaoming-shan-1988")

    assert WARNED in customer.said()
    assert traces(stack, folder, customer, "xiaoming-shan-1988") == []


def test_nothing_to_see_is_nothing_said(stack: Stack) -> None:
    customer = Customer(stack)

    answer = customer.post(
        "/messages", {"client_id": "m1", "type": "text", "text": "\u200b\u202e\u2060 \ufe0f"}
    )

    assert answer.status_code == 422
    assert answer.json()["code"] == "empty_text"


def test_no_text_turns_its_direction(stack: Stack, folder: Path) -> None:
    customer = Customer(stack)

    customer.push("你好\u202e321\u202c")

    assert traces(stack, folder, customer, "\u202e") == []
