"""Hundreds of lines judged by hand: what is hidden in them, and that nothing else is."""

from __future__ import annotations

import time

import pytest

from kefu.core.privacy import announced_by, may_go_on, scrub
from tests.core.masking.lines import Line, judge, read

FILES = (
    "personal.tsv",
    "secrets.tsv",
    "innocent.tsv",
    "other_voices.tsv",
    "strangers.tsv",
    "everyday.tsv",
)
WANTED = {"phone": 0.99, "document": 0.99, "card": 0.99, "email": 0.99, "secret": 0.98}
LINES = list(read(*FILES))


def test_there_are_lines_of_every_kind() -> None:
    innocent = [line for line in LINES if not line.marked]

    assert len(LINES) >= 600
    assert len(innocent) >= 250
    assert len({(line.context, line.text) for line in LINES}) == len(LINES)


def assert_scores(lines: list[Line]) -> None:
    scores, faults = judge(lines)

    report = "\n".join(faults)
    for kind, least in WANTED.items():
        assert scores[kind].precision >= least, report
        assert scores[kind].recall >= least, report


def test_what_is_hidden_is_what_was_marked() -> None:
    assert_scores(LINES)


@pytest.mark.parametrize(
    "line", [line for line in LINES if not line.marked], ids=lambda line: line.number
)
def test_nothing_of_an_innocent_line_is_hidden(line: Line) -> None:
    assert judge([line]) == ({}, [])


_UNITS = (
    "1|1 |1-|1.|1、|13|+86|0086 |138-0000-0001 |6222 0212 |四个零|一|一 |%31|%3|&#49;|\\u0031|"
    "a|a1|a@|a@b.|at |dot |a 点|w u |密码|密码是|密码我|密码 ab12345 |密码:“|是密码|密码是床|验证码1|签名栏|"
    '身份证|身份证1|护照E|图案1|图案 |短信写|发我发|密码好像是|密码你记|l3|l3o|护照号|a@企|我的护照|#163|码是|短信来了 |密码二次输|账号密码a|账号密码|助记词 |abandon |zz abandon |壤|壤 |0a1b |xprv|5H|{"kdf"|-----BEGIN PRIVATE KEY-----|(|（1|杠1'
)


@pytest.mark.parametrize("unit", _UNITS.split("|"))
def test_a_long_text_made_to_be_slow_is_not(unit: str) -> None:
    """Four thousand characters, four times the longest message, on a busy machine."""
    text = (unit * 4000)[:4000]
    started = time.process_time()

    scrub(text, code_expected=True, password_expected=True)
    announced_by(text)
    may_go_on(text)

    assert time.process_time() - started < 1
