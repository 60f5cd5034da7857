"""忘记密码: from the first word to a new password in the wallet."""

from __future__ import annotations

import pytest

from tests.stack.stack import Customer, Stack

GOOD = "Xuehua-7!Feiyu"


def ask_for_code(stack: Stack, phone: str = "13800000001") -> Customer:
    customer = Customer(stack)
    customer.push("忘记密码了")
    customer.push(f"我的手机号是{phone}")
    customer.choose("短信")
    return customer


def test_a_forgotten_password_is_reset_and_every_session_ended(stack: Stack) -> None:
    before = stack.wallet("13800000001")
    customer = ask_for_code(stack)
    customer.pass_input("verification_code", customer.code("13800000001"))
    customer.pass_input("new_password", GOOD)
    after = stack.wallet("13800000001")
    assert after["password_changed_at"] > before["password_changed_at"]
    assert before["sessions"]
    assert after["sessions"] == []
    assert "密码" in customer.said()
    assert customer.cards("result")[-1]["status"] == "success"


def test_somebody_logged_in_is_not_asked_who_they_are(stack: Stack) -> None:
    customer = Customer(stack, channel="app", phone="13800000001")
    customer.push("我要重置密码")
    assert "138****0001" in customer.transcript()
    customer.choose("短信")
    customer.pass_input("verification_code", customer.code("13800000001"))
    customer.pass_input("new_password", GOOD)
    assert stack.wallet("13800000001")["sessions"] == []


def test_email_reaches_the_customer_whose_phone_is_dead(stack: Stack) -> None:
    customer = Customer(stack)
    customer.push("忘记密码了")
    customer.push("wufang@example.com")
    customer.choose("邮件")
    customer.pass_input("verification_code", customer.code("wufang@example.com"))
    customer.pass_input("new_password", GOOD)
    assert stack.wallet("13800000009")["sessions"] == []


def test_wrong_codes_are_counted_and_the_fifth_ends_the_code(stack: Stack) -> None:
    customer = ask_for_code(stack)
    right = customer.code("13800000001")
    wrong = "000000" if right != "000000" else "000001"
    for left in (4, 3, 2, 1):
        answer = customer.give("verification_code", wrong)
        assert answer.status_code == 422
        assert answer.json()["code"] == "wrong_code"
        assert answer.json()["attempts_left"] == left
    assert customer.give("verification_code", wrong).json()["code"] == "attempts_exhausted"
    assert customer.give("verification_code", right).status_code in (409, 422)
    assert stack.wallet("13800000001")["sessions"]


def test_a_resend_waits_its_minute_and_says_so(stack: Stack) -> None:
    customer = ask_for_code(stack)
    customer.code("13800000001")
    said = "".join(e.get("text", "") for e in customer.push("没收到验证码"))
    assert "秒" in said or "分钟" in said
    assert len(stack.outbox("13800000001")) == 1


def test_an_unknown_number_hears_the_same_words(stack: Stack) -> None:
    known, unknown = ask_for_code(stack, "13800000001"), ask_for_code(stack, "13999999999")

    def heard(customer: Customer) -> list[str]:
        shown = [
            str({k: v for k, v in e.items() if k in ("type", "from", "text", "card")})
            for e in customer.events
        ]
        return [
            s.replace("138****0001", "<phone>").replace("139****9999", "<phone>")
            for s in shown
            if "customer" not in s
        ]

    known_kinds = [(e["type"], e.get("from"), bool(e.get("choices"))) for e in known.events]
    unknown_kinds = [(e["type"], e.get("from"), bool(e.get("choices"))) for e in unknown.events]
    assert known_kinds == unknown_kinds
    assert len(heard(known)) == len(heard(unknown))
    assert unknown.give("verification_code", "123456").json()["code"] == "wrong_code"
    assert stack.outbox("13999999999") == []


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("short1!", "length"),
        ("alllowercase1!", "upper"),
        ("Xx13800000001!", "personal"),
        ("Password1!", "strength"),
    ],
)
def test_a_bad_password_is_refused_with_the_reason(stack: Stack, password: str, rule: str) -> None:
    customer = ask_for_code(stack)
    customer.pass_input("verification_code", customer.code("13800000001"))
    answer = customer.give("new_password", password)
    assert answer.status_code == 422
    assert rule in [violation["rule"] for violation in answer.json()["violations"]]
    assert stack.wallet("13800000001")["sessions"]


def test_the_old_password_is_no_new_password(stack: Stack) -> None:
    customer = ask_for_code(stack)
    customer.pass_input("verification_code", customer.code("13800000001"))
    answer = customer.give("new_password", "Qianbao-Demo#2026")
    assert answer.status_code == 422
    assert answer.json()["violations"][0]["rule"] == "recent"


def test_a_code_typed_into_the_chat_counts_and_is_never_shown(stack: Stack) -> None:
    customer = ask_for_code(stack)
    code = customer.code("13800000001")
    customer.push(f"验证码是{code}")
    assert code not in customer.transcript()
    customer.wait_for(
        lambda e: e["type"] == "secure_input" and e["input"]["kind"] == "new_password"
    )
    customer.pass_input("new_password", GOOD)
    assert stack.wallet("13800000001")["sessions"] == []


def test_a_question_in_between_is_answered_and_the_reset_goes_on(stack: Stack) -> None:
    customer = ask_for_code(stack)
    code = customer.code("13800000001")
    answers = customer.push("你们客服几点上班")
    assert any("服务时间" in e.get("text", "") for e in answers)
    assert [e["input"]["id"] for e in answers if e["type"] == "secure_input"] == [
        customer.secure_input("verification_code")["id"]
    ]
    assert len(stack.outbox("13800000001")) == 1
    customer.pass_input("verification_code", code)
    customer.pass_input("new_password", GOOD)
    assert stack.wallet("13800000001")["sessions"] == []


def test_cancel_leaves_the_reset_and_nothing_is_changed(stack: Stack) -> None:
    before = stack.wallet("13800000001")
    customer = ask_for_code(stack)
    customer.push("算了,取消吧")
    after = stack.wallet("13800000001")
    assert after["password_changed_at"] == before["password_changed_at"]
    answers = customer.push("你好")
    assert not any(e["type"] == "secure_input" for e in answers)


def test_a_corrected_number_gets_the_code(stack: Stack) -> None:
    customer = Customer(stack)
    customer.push("忘记密码了")
    customer.push("13800000001")
    customer.push("说错了,手机号是13800000002")
    customer.choose("短信")
    assert customer.code("13800000002")
    assert stack.outbox("13800000001") == []
