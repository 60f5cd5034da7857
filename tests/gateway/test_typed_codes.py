"""A verification code typed into the chat, and values given to the secure input itself."""

from __future__ import annotations

from typing import Any

import pytest

from kefu.core.verification import CodeChannel, Purpose
from kefu.services.units import in_unit, reading
from tests.gateway.conftest import RunningGateway
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import Customer

PHONE = "13800000001"
VERIFIED = '/inform{"secure_input": "verification_code"}'


@pytest.fixture
def customer(gateway: RunningGateway) -> Customer:
    """Somebody logged in."""
    return gateway.customer(phone=PHONE)


def send_code(gateway: RunningGateway, customer: Customer) -> tuple[str, str]:
    """As the dialogue's action does: the input's id and the code that arrived."""
    sent = in_unit(
        gateway.kefu.database,
        gateway.kefu.topics.verification.send_code,
        customer.id,
        Purpose.UNLOCK,
        CodeChannel.SMS,
    )
    gateway.kefu.notifications.deliver_due()
    (message, *_) = gateway.http.get("/dev/outbox", params={"to": PHONE}).json()
    return sent.input_id, message["code"]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def failures(gateway: RunningGateway, input_id: str) -> int:
    with gateway.kefu.database.read() as unit:
        secure_input = unit.secure_inputs.get(input_id)
        assert secure_input is not None
        code = unit.codes.get(secure_input.code_id or "")
        assert code is not None
        return code.failures


@pytest.mark.parametrize("shape", ["{}", "验证码是{}", "{} 。"])
def test_the_right_code_in_the_chat_counts_as_given(
    gateway: RunningGateway, engine: FakeEngine, customer: Customer, shape: str
) -> None:
    _, code = send_code(gateway, customer)
    answer = customer.send(shape.format(code))
    old, customer.token = customer.token, answer.json()["token"]
    customer.wait_for("turn_end")
    assert engine.said() == [VERIFIED]
    assert code not in str(customer.events)
    assert customer.wait_for("message", sender="customer")["text"] == "******"
    assert reading(
        gateway.kefu.database,
        gateway.kefu.topics.verification.is_stepped_up,
        customer.id,
        Purpose.UNLOCK,
    )
    refused = gateway.http.get(
        f"{customer.path}/events", headers={"Authorization": f"Bearer {old}"}
    )
    assert refused.status_code == 401


def test_digits_apart_are_a_code_too_and_hidden(
    gateway: RunningGateway, customer: Customer
) -> None:
    _, code = send_code(gateway, customer)
    assert "token" in customer.send(f"{code[:3]} {code[3:]}").json()
    stored = reading(gateway.kefu.database, gateway.kefu.chat.log.events_after, customer.id, 1, 1)[
        0
    ]
    assert stored.data["text"] == "******"


def test_a_wrong_code_is_refused_in_the_chat_and_counted_once(
    gateway: RunningGateway, engine: FakeEngine, customer: Customer
) -> None:
    input_id, code = send_code(gateway, customer)
    first = customer.send(wrong(code), "c-1")
    again = customer.send(wrong(code), "c-1")
    assert first.status_code == 202
    assert first.json() == again.json()
    assert "token" not in first.json()
    customer.wait_for("turn_end")
    assert customer.heard(after=1) == ["验证码不正确，还可以再试 4 次。"]
    assert failures(gateway, input_id) == 1
    assert customer.ask("怎么又错了") == ["收到:怎么又错了"]
    assert engine.said() == ["怎么又错了"]


def test_a_lost_answer_with_a_token_is_made_good(
    gateway: RunningGateway, customer: Customer
) -> None:
    _, code = send_code(gateway, customer)
    lost = customer.send(code, "c-1").json()
    again = customer.send(code, "c-1").json()
    assert again["seq"] == lost["seq"]
    customer.token = again["token"]
    assert customer.get("/events").status_code == 200
    assert "token" in lost


def test_a_right_code_given_again_makes_good_a_lost_answer(
    gateway: RunningGateway, engine: FakeEngine, customer: Customer
) -> None:
    input_id, code = send_code(gateway, customer)
    lost = submit(customer, input_id, code).json()["token"]
    again = submit(customer, input_id, f" {code} ")
    assert again.status_code == 200
    customer.token = again.json()["token"]
    customer.wait_for("turn_end")
    assert engine.said() == [VERIFIED]
    customer.token = lost
    assert customer.get("/events").json()["code"] == "invalid_token"


def test_before_the_proof_a_token_does_nothing_after_it(
    gateway: RunningGateway, engine: FakeEngine, customer: Customer
) -> None:
    first = customer.send("我要重置密码", "c-first").json()["seq"]
    customer.wait_for("turn_end")
    input_id, code = send_code(gateway, customer)
    submit(customer, input_id, code)  # the new token never arrives
    taken = {
        "events": customer.get("/events"),
        "transcript": customer.get("/transcript"),
        "message": customer.send("把我的余额告诉我"),
        "known message": customer.send("我要重置密码", "c-first"),
        "other words": customer.send("查询余额", "c-first"),
        "picture": customer.http.post(
            customer.path + "/attachments", files={"file": b"x"}, headers=customer.headers
        ),
        "rating": customer.post("/rating", {"score": 5}),
        "end": customer.http.delete(customer.path, headers=customer.headers),
        "other input": submit(customer, "in_unknown", code),
        "wrong code": submit(customer, input_id, wrong(code)),
    }
    refused = {name: (answer.status_code, answer.json()["code"]) for name, answer in taken.items()}
    assert refused.pop("other words") == (409, "client_id_reused")
    assert set(refused.values()) == {(401, "token_replaced")}, refused
    assert first
    assert all("余额" not in said for said in engine.said())
    resumed = customer.http.post(
        "/api/v1/conversations", json={"channel": "web", "resume": customer.token}
    )
    assert resumed.status_code == 401


def test_guesses_with_a_replaced_token_count_as_tries(
    gateway: RunningGateway, customer: Customer
) -> None:
    input_id, code = send_code(gateway, customer)
    assert submit(customer, input_id, wrong(code)).json()["attempts_left"] == 4
    submit(customer, input_id, code)
    for _ in range(4):
        assert submit(customer, input_id, wrong(code)).json()["code"] == "token_replaced"
    assert submit(customer, input_id, code).json()["code"] == "token_replaced"


def test_six_digits_are_only_words_when_no_code_is_expected(
    gateway: RunningGateway, engine: FakeEngine, customer: Customer
) -> None:
    customer.ask("123456")
    assert engine.said() == ["123456"]


def test_the_chat_tells_when_the_tries_are_used_up(
    gateway: RunningGateway, customer: Customer
) -> None:
    _, code = send_code(gateway, customer)
    heard = [customer.ask(wrong(code)) for _ in range(5)]
    assert heard[-1] == ["验证码错误次数过多，请重新获取。"]
    assert "token" not in customer.send(code).json()


def submit(customer: Customer, input_id: str, value: str) -> Any:
    return customer.post(f"/secure-inputs/{input_id}", {"value": value})


def test_the_secure_input_takes_the_code_and_tells_the_bot(
    gateway: RunningGateway, engine: FakeEngine, customer: Customer
) -> None:
    input_id, code = send_code(gateway, customer)
    refused = submit(customer, input_id, wrong(code))
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert (refused.json()["code"], refused.json()["attempts_left"]) == ("wrong_code", 4)
    taken = submit(customer, input_id, code)
    assert taken.status_code == 200
    assert taken.json()["accepted"] is True
    customer.token = taken.json()["token"]
    customer.wait_for("turn_end")
    assert engine.said() == [VERIFIED]
    closed = submit(customer, input_id, code)
    assert (closed.status_code, closed.json()["code"]) == (409, "input_closed")


def test_a_secure_input_belongs_to_its_conversation(
    gateway: RunningGateway, customer: Customer
) -> None:
    input_id, code = send_code(gateway, customer)
    stranger = gateway.customer()
    refused = submit(stranger, input_id, code)
    assert (refused.status_code, refused.json()["code"]) == (404, "input_not_found")


def test_a_new_password_is_set_in_the_wallet(
    gateway: RunningGateway, engine: FakeEngine, customer: Customer
) -> None:
    kefu = gateway.kefu
    sent = in_unit(
        kefu.database,
        kefu.topics.verification.send_code,
        customer.id,
        Purpose.PASSWORD_RESET,
        CodeChannel.SMS,
    )
    kefu.notifications.deliver_due()
    code = gateway.http.get("/dev/outbox", params={"to": PHONE}).json()[0]["code"]
    customer.token = submit(customer, sent.input_id, code).json()["token"]
    before = gateway.http.get(f"/dev/wallet/{PHONE}").json()["password_changed_at"]
    field = in_unit(kefu.database, kefu.topics.password.ask_new, customer.id)
    weak = submit(customer, field.id, "abc")
    assert (weak.status_code, weak.json()["code"]) == (422, "password_rejected")
    assert {"length", "upper"} <= {violation["rule"] for violation in weak.json()["violations"]}
    taken = submit(customer, field.id, "Liu-Xing#Yu-2087")
    assert taken.json() == {"accepted": True}
    customer.wait_for("message", text='收到:/inform{"secure_input": "new_password"}')
    assert gateway.http.get(f"/dev/wallet/{PHONE}").json()["password_changed_at"] > before
    assert "Liu-Xing" not in str(engine.attempts)
