"""Each rule of the password policy refuses what breaks it, and only that."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kefu.core.password_policy import MAX_LENGTH, broken_rules

PERSONAL = ["13800000001", "张伟", "zhangwei@example.com"]
GOOD = "Tr4in&Kettle"


def rules(password: str) -> list[str]:
    return [rule.value for rule in broken_rules(password, personal=PERSONAL)]


@pytest.mark.parametrize("password", [GOOD, "Yu!9kQm2", "x" * 20 + "Q7%zzK", "Aa1!" + "k7Rw" * 15])
def test_a_good_password(password: str) -> None:
    assert rules(password) == []


@pytest.mark.parametrize(
    ("password", "broken"),
    [
        ("Yu!9kQm", ["length"]),
        ("", ["length", "upper", "lower", "digit", "special"]),
        ("tr4in&kettle", ["upper"]),
        ("TR4IN&KETTLE", ["lower"]),
        ("Train&Kettle", ["digit"]),
        ("Tr4inKettle", ["special"]),
        ("Tr4in Kettle&", ["characters"]),
        ("Tr4in&Kettle火车", ["characters"]),
        ("Tr4in&Kettle\n", ["characters"]),
        ("Tr4in&Kettle\x00", ["characters"]),
        ("Tr4in&\uff2bettle", ["characters"]),
        ("Qw&13800000001", ["personal"]),
        ("Qw&00000001kM", ["personal"]),
        ("Zhangwei&2#Kq", ["personal"]),
        ("ZHANGWEI&2#kq", ["personal"]),
        ("Password1!", ["strength"]),
        ("Qwer1234!", ["strength"]),
        ("Abcd@1234", ["strength"]),
        ("Aa1!Aa1!", ["strength"]),
        ("Aa1!" * 17, ["too_long"]),
    ],
)
def test_a_broken_rule_is_named(password: str, broken: list[str]) -> None:
    assert rules(password) == broken


def test_the_longest_password_is_still_taken() -> None:
    longest = (GOOD + "w8Vb#Lq2pZ!t" * 5)[:MAX_LENGTH]

    assert rules(longest) == []
    assert rules(longest + "x") == ["too_long"]


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_what_passes_keeps_every_rule(password: str) -> None:
    if rules(password):
        return
    assert 8 <= len(password) <= MAX_LENGTH
    assert password.isascii()
    assert password.isprintable()
    assert any(c.isupper() for c in password)
    assert any(c.islower() for c in password)
    assert any(c.isdigit() for c in password)
    assert not password.isalnum()
