"""A channel that pushes, over HTTP both ways: what comes in, what goes out, and what goes wrong."""

from __future__ import annotations

import hmac
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import pytest

from kefu.adapters import WrongSetting
from kefu.core.handoff import HandoffReason
from kefu.core.verification import CodeChannel, Purpose
from kefu.gateway.channels.base import Outgoing
from kefu.gateway.channels.registry import CHANNELS
from kefu.gateway.rate_limit import Buckets, Limits
from kefu.services.units import in_unit
from tests.gateway.channels.pigeon import Pigeon
from tests.gateway.channels.receiver import Receiver
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import code_on

PAYLOADS = Path(__file__).parent.parent / "payloads" / "pigeon"
SECRET = "pigeons-know"
PATH = "/channels/pigeon"


@pytest.fixture
def roof() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def gateway(start: Start, roof: Receiver) -> RunningGateway:
    channels = {"pigeon": {"secret": SECRET, "url": roof.url}}
    return start(known=[*CHANNELS, Pigeon], channels=channels)


def signature(body: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body, "sha256").hexdigest()


def fly(gateway: RunningGateway, body: bytes, **headers: str) -> httpx.Response:
    """Post a signed body."""
    sent = {"content-type": "application/json", "x-signature": signature(body), **headers}
    return gateway.http.post(PATH, content=body, headers=sent)


def letter(id: str, text: str, sender: str = "anna-17") -> bytes:
    return json.dumps({"id": id, "sender": sender, "text": text}).encode()


def write(gateway: RunningGateway, id: str, text: str, sender: str = "anna-17") -> None:
    answer = fly(gateway, letter(id, text, sender))
    assert answer.status_code == 202, answer.text


def test_a_recorded_letter_is_answered_with_the_greeting_first(
    gateway: RunningGateway, roof: Receiver, engine: FakeEngine
) -> None:
    recorded = (PAYLOADS / "letter.json").read_bytes()
    assert fly(gateway, recorded).status_code == 202
    greeting, answer = roof.wait_for(2)
    assert greeting["text"].endswith(
        "1. 忘记密码\n2. 交易失败\n3. 账户被锁\n4. 账户被盗\n5. 转人工"
    )
    assert answer["text"] == "收到:我的转账失败了"
    assert {greeting["to"], answer["to"]} == {"anna-17"}
    assert {greeting["from"], answer["from"]} == {"bot"}
    assert [turn["kind"] for turn in engine.turns] == ["text"]
    for body, headers in zip(roof.bodies, roof.headers, strict=True):
        assert headers["x-signature"] == signature(body)


def test_a_letter_that_is_delivered_again_counts_once(
    gateway: RunningGateway, roof: Receiver, engine: FakeEngine
) -> None:
    for _ in range(3):
        write(gateway, "p-1", "你好")
    write(gateway, "p-2", "再见")
    roof.wait_for(3)
    assert engine.said() == ["你好", "再见"]
    assert roof.texts()[1:] == ["收到:你好", "收到:再见"]


def test_whoever_cannot_sign_is_refused_before_anything_is_parsed(
    gateway: RunningGateway, engine: FakeEngine, roof: Receiver
) -> None:
    bodies = [b"{", b"", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", letter("p-1", "hi")]
    for body, given in product(bodies, ["", "0" * 64, signature(b"another body"), "ä"]):
        headers = {b"content-type": b"application/json", b"x-signature": given.encode()}
        answer = gateway.http.post(PATH, content=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    write(gateway, "p-9", "ok")
    roof.wait_for(2)
    assert engine.said() == ["ok"]


def test_a_signature_of_another_secret_is_none(gateway: RunningGateway) -> None:
    body = letter("p-1", "你好")
    answer = fly(gateway, body, **{"x-signature": signature(body, "crows-do-not")})
    assert answer.status_code == 401


def test_what_is_signed_and_senseless_is_refused_in_words(gateway: RunningGateway) -> None:
    for body in (b"{", b"[]", b'{"id": "p 1", "sender": "a/../b", "text": 3}'):
        answer = fly(gateway, body)
        assert answer.status_code in {400, 422}
        assert answer.headers["content-type"] == "application/problem+json"


def test_everybody_hears_only_what_is_theirs(
    gateway: RunningGateway, roof: Receiver, engine: FakeEngine
) -> None:
    names = [f"bird-{number}" for number in range(8)]
    writers = [
        threading.Thread(target=write, args=(gateway, "p-1", f"geheim {name}", name))
        for name in names
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    roof.wait_for(16)
    for message in roof.taken:
        if "geheim" in message["text"]:
            assert message["text"] == f"收到:geheim {message['to']}"
    assert sorted(message["to"] for message in roof.taken) == sorted(names * 2)


def test_another_identity_reads_and_uses_nothing_of_a_conversation(
    gateway: RunningGateway, roof: Receiver, engine: FakeEngine
) -> None:
    write(gateway, "p-1", "你好", "anna-17")
    roof.wait_for(2)
    conversation_id = engine.turns[0]["conversation_id"]
    write(gateway, "p-1", "你好", "anna_17")  # the same id of a message, nearly the same name
    roof.wait_for(4)
    assert engine.turns[1]["conversation_id"] != conversation_id
    stranger = gateway.customer()
    for token in (stranger.token, "anna-17", conversation_id):
        stranger.token, stranger.id = token, conversation_id
        assert stranger.get("/events").status_code == 401
        assert stranger.send("喂").status_code == 401


def test_a_number_takes_the_choice_that_was_shown_with_it(
    gateway: RunningGateway, roof: Receiver, engine: FakeEngine
) -> None:
    engine.script = lambda turn: [
        {"text": "请选择", "buttons": [{"title": "继续", "payload": "/affirm"}]}
        if turn["text"] == "开始"
        else {"text": str(turn.get("payload"))}
    ]
    write(gateway, "p-1", "开始")
    assert roof.wait_for(2)[-1]["text"] == "请选择\n1. 继续"
    write(gateway, "p-2", "1.")
    write(gateway, "p-3", "1")
    assert [message["text"] for message in roof.wait_for(4)[2:]] == ["/affirm", "None"]


def test_long_words_come_in_parts_that_fit(
    gateway: RunningGateway, roof: Receiver, engine: FakeEngine
) -> None:
    said = "".join(f"这是第{number}句话，请您耐心阅读。" for number in range(40))
    engine.script = lambda _turn: [{"text": said}, {"text": "完了。"}]
    write(gateway, "p-1", "说长一点")
    while "完了" not in "".join(roof.texts()):
        roof.wait_for(len(roof.taken) + 1)
    parts = roof.texts()[1:]
    assert "".join(parts).replace("\n", "") == f"{said}完了。"
    assert all(len(part.encode()) <= 300 and part.endswith("。") for part in parts)
    assert len({message["id"] for message in roof.taken}) == len(roof.taken)


def test_a_secure_input_is_never_asked_for_in_a_message(
    gateway: RunningGateway, roof: Receiver, engine: FakeEngine
) -> None:
    write(gateway, "p-1", "你好")
    roof.wait_for(2)
    conversation_id = engine.turns[0]["conversation_id"]
    kefu = gateway.kefu

    def ask(_turn: dict[str, Any]) -> list[dict[str, Any]]:
        reference = "[手机号:138****0001]"
        sent = in_unit(
            kefu.database,
            kefu.topics.verification.send_code,
            conversation_id,
            Purpose.TRANSACTIONS,
            CodeChannel.SMS,
            reference=reference,
        )
        return [{"text": "验证码已发送", "custom": {"secure_input": sent.input_id}}]

    engine.script = ask
    write(gateway, "p-2", "我的手机号是13800000001")
    words = roof.wait_for(3)[-1]["text"]
    assert "这里不能填写验证码和密码" in words
    assert words.endswith("/chat")
    assert conversation_id not in words  # to be forwarded without harm

    # Typed all the same, it is taken for what it is and kept nowhere.
    engine.script = lambda turn: [{"text": str(turn.get("payload"))}]
    code = code_on(gateway.http, "13800000001")
    write(gateway, "p-3", code)
    assert "verification_code" in roof.wait_for(4)[-1]["text"]
    assert code not in json.dumps([*roof.came, *engine.attempts])


def test_what_was_not_taken_comes_again_in_order(
    gateway: RunningGateway, roof: Receiver, engine: FakeEngine
) -> None:
    roof.answers = [204, 500, 503]
    write(gateway, "p-1", "一")
    roof.wait_until_came(2)
    write(gateway, "p-2", "二")
    write(gateway, "p-3", "三")
    while "三" not in "".join(roof.texts()):  # read together with 二, or after it
        roof.wait_for(len(roof.taken) + 1)
    said = "\n".join(roof.texts()[1:])
    assert re.findall("[一二三]", said) == ["一", "二", "三"]


def test_a_message_that_is_refused_for_good_holds_up_nothing(
    gateway: RunningGateway, roof: Receiver
) -> None:
    roof.answers = [204, 422]
    write(gateway, "p-1", "不收")
    roof.wait_until_came(2)
    write(gateway, "p-2", "收")
    assert roof.wait_for(2)[-1]["text"] == "收到:收"


def test_one_who_is_slow_holds_up_nobody_else(gateway: RunningGateway, roof: Receiver) -> None:
    roof.gate.clear()
    write(gateway, "p-1", "慢", "slow")
    roof.wait_until_came(1)
    roof.gate.set()
    roof.answers = [500]
    write(gateway, "p-1", "快", "quick")
    roof.wait_for(4)
    assert {message["to"] for message in roof.taken} == {"slow", "quick"}


def test_who_is_gone_hears_the_rest_when_they_write_again(
    gateway: RunningGateway, roof: Receiver
) -> None:
    roof.status = 410
    write(gateway, "p-1", "走了")
    roof.wait_until_came(1)
    roof.status = 204
    write(gateway, "p-2", "又来了")
    heard = "\n".join(message["text"] for message in roof.wait_for(1))
    while "收到:又来了" not in heard:
        heard = "\n".join(m["text"] for m in roof.wait_for(len(roof.taken) + 1))
    assert heard.index("收到:走了") < heard.index("收到:又来了")


def test_an_agents_words_reach_the_channel_and_the_desk_sees_where_they_go(
    gateway: RunningGateway, roof: Receiver, engine: FakeEngine
) -> None:
    engine.script = lambda _turn: [{"text": "转", "custom": {"handoff": True}}]
    write(gateway, "p-1", "转人工")
    roof.wait_for(2)
    conversation_id = engine.turns[0]["conversation_id"]
    kefu = gateway.kefu
    with kefu.database.begin() as unit:
        kefu.desk.handoff.request(unit, conversation_id, HandoffReason.CUSTOMER_REQUEST)
        conversation = unit.conversations.get(conversation_id, lock=True)
        assert conversation is not None
        kefu.desk.handoff.activate(unit, conversation)
    agent = gateway.agent()
    assert agent.act(conversation_id, "claim").status_code == 200
    assert agent.context(conversation_id).json()["conversation"]["channel"] == "pigeon"
    assert agent.say(conversation_id, "您好，我是小林。").status_code == 202
    said = [(message["from"], message["text"]) for message in roof.wait_for(4)[2:]]
    assert said == [("system", "客服小林 已接入"), ("agent", "您好，我是小林。")]


class OldPigeon(Pigeon):
    """One that shows who writes, and has a page for secrets."""

    abilities = replace(Pigeon.abilities, typing=True)

    async def show_typing(self, address: str) -> None:
        await self.send(address, Outgoing(key="typing", seq=None, text="…"))

    async def secure_page(self, address: str, input_id: str) -> str | None:
        return f"https://pigeons.example/{address}/{input_id}"


def test_a_channel_may_show_typing_and_have_its_own_page_for_secrets(
    start: Start, roof: Receiver, engine: FakeEngine
) -> None:
    channels = {"pigeon": {"secret": SECRET, "url": roof.url}}
    gateway = start(known=[*CHANNELS, OldPigeon], channels=channels)
    write(gateway, "p-1", "你好")
    while not {"收到:你好", "…"} <= set(roof.texts()):
        roof.wait_for(len(roof.taken) + 1)

    conversation_id = engine.turns[0]["conversation_id"]
    binding = gateway.kefu.channels.binding
    in_unit(gateway.kefu.database, binding.send_code, conversation_id, "13800000001")
    write(gateway, "p-2", "在吗")
    while "https" not in (said := "".join(roof.texts())):
        roof.wait_for(len(roof.taken) + 1)
    assert "请输入发送到 138****0001 的 6 位验证码" in said
    assert re.search(r"https://pigeons\.example/anna-17/si_\w+", said)


def test_one_who_floods_shuts_nobody_else_out(start: Start, roof: Receiver) -> None:
    channels = {"pigeon": {"secret": SECRET, "url": roof.url}}
    limits = Limits(messages=Buckets(1, 3))
    gateway = start(limits, known=[*CHANNELS, Pigeon], channels=channels)
    flood = [fly(gateway, letter(f"p-{number}", "喂", "loud")) for number in range(5)]
    assert [answer.status_code for answer in flood] == [202, 202, 202, 429, 429]
    assert int(flood[-1].headers["retry-after"]) > 0
    write(gateway, "p-1", "你好", "quiet")


def test_settings_that_do_not_fit_stop_the_start_and_show_no_secret(start: Start) -> None:
    with pytest.raises(WrongSetting, match=r"KEFU_CHANNELS: no channel 'crow'; known: web"):
        start(channels={"crow": {}})
    with pytest.raises(WrongSetting, match=r"KEFU_CHANNELS: pigeon: url: Field required") as caught:
        start(known=[*CHANNELS, Pigeon], channels={"pigeon": {"secret": SECRET}})
    assert SECRET not in str(caught.value)
    with pytest.raises(WrongSetting, match="pigeon: sceret: Extra inputs") as caught:
        start(known=[Pigeon], channels={"pigeon": {"sceret": SECRET, "secret": "x", "url": ""}})
    assert SECRET not in str(caught.value)


def test_a_channel_that_is_not_configured_is_not_there(start: Start) -> None:
    gateway = start(known=[*CHANNELS, Pigeon])
    assert fly(gateway, letter("p-1", "你好")).status_code == 404
