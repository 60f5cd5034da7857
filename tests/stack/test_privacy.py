"""After whole journeys, secrets and clear personal data are nowhere
but in the wallet's own tables.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.stack.stack import Customer, Stack

GOOD = "Xuehua-7!Feiyu"
TYPED_BY_MISTAKE = "Mima-Shuo3!Chulai"
ID_NUMBER = "11010519491231002X"
PAPER = "330106197203120021"
PAYMENT_PASSWORD, PAYMENT_TYPED = "730164", "846205"


def luhn_card() -> str:
    """A card number with a right check digit."""
    body = "622202020000000001"
    for digit in "0123456789":
        total = sum(
            (d if i % 2 == 0 else (d * 2 - 9 if d > 4 else d * 2))
            for i, d in enumerate(int(c) for c in reversed(body + digit))
        )
        if total % 10 == 0:
            return body + digit
    raise AssertionError


def holds(content: bytes, value: str) -> bool:
    """Whether a value stands by itself in a file (not as a part
    of a hash or of a time's fraction).
    """
    return (
        re.search(rb"(?<![0-9A-Za-z.])" + re.escape(value).encode() + rb"(?![0-9A-Za-z])", content)
        is not None
    )


def sets_payment_password(stack: Stack) -> str:
    """Give both secrets in their inputs, and type them into the chat as well; the code."""
    payer = Customer(stack)
    payer.push("支付密码忘了")
    payer.push("13800000002")
    payer.choose("短信")
    code = payer.code("13800000002")
    payer.pass_input("verification_code", code)
    payer.push(f"身份证号 {PAPER}")
    payer.pass_input("id_number", PAPER)
    payer.push(f"想设成 {PAYMENT_TYPED}")
    payer.pass_input("new_payment_password", PAYMENT_PASSWORD)
    return code


def test_no_secret_and_no_clear_number_is_left_behind(stack: Stack, folder: Path) -> None:
    card = luhn_card()
    customer = Customer(stack)
    customer.push("忘记密码")
    customer.push("+86 138 0000 0001")
    customer.choose("短信")
    code = customer.code("13800000001")
    customer.push(f"我的密码是{TYPED_BY_MISTAKE}")
    customer.push(f"身份证{ID_NUMBER},银行卡{card},邮箱zhangwei@example.com")
    customer.push(f"验证码 {code}")
    customer.pass_input("new_password", GOOD)
    customer.push("转人工")
    transcript = stack.http.get(
        customer.path + "/transcript", params={"format": "txt"}, headers=customer.headers
    )
    assert transcript.status_code == 200
    payer_code = sets_payment_password(stack)
    secrets = [code, payer_code, GOOD, TYPED_BY_MISTAKE, PAPER, PAYMENT_PASSWORD, PAYMENT_TYPED]
    personal = ["13800000001", "138 0000 0001", ID_NUMBER, card, "zhangwei@example.com"]
    for value in secrets + personal:
        assert not holds(transcript.content, value), value
    searched = 0
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith("wallet.db"):
            content = path.read_bytes()
            searched += 1
            for value in [*secrets, *personal, customer.token]:
                assert not holds(content, value), f"{value} stands in {path}"
    assert searched >= 5
    wallet = b"".join(p.read_bytes() for p in folder.glob("wallet.db*"))
    for value in (GOOD, TYPED_BY_MISTAKE, PAPER, PAYMENT_PASSWORD, PAYMENT_TYPED):
        assert not holds(wallet, value)
