"""Errors: every code has its sentence, and every sentence is filled by the error's facts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from kefu.core.errors import Conflict, Invalid, KefuError, LimitReached
from kefu.core.password_policy import MAX_LENGTH, MIN_LENGTH, PasswordRule
from kefu.words.files import WordsError, read
from kefu.words.problems import KINDS, PATH, load, sentence
from kefu.words.terms import term
from kefu.words.texts import placeholders
from tests.words.source import modules

BY_NAME = {kind.__name__: kind for kind in KINDS}


@dataclass(frozen=True)
class Made:
    """A place in the code where an error is made."""

    place: str
    key: str
    facts: frozenset[str]


def errors_made() -> Iterator[Made]:
    for path, module in modules("kefu", "actions"):
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if (kind := BY_NAME.get(node.func.id)) is None:
                continue
            facts = {keyword.arg for keyword in node.keywords if keyword.arg}
            facts |= {"wait"} if kind is LimitReached or "retry_after" in facts else set()
            key = ast.literal_eval(node.args[0]) if node.args else kind.code
            yield Made(f"{path}:{node.lineno}", key, frozenset(facts))


def test_every_error_has_a_sentence_that_its_facts_fill() -> None:
    faults = [
        f"{made.place}: {made.key}"
        for made in errors_made()
        if made.key not in load() or not placeholders(load()[made.key]) <= made.facts
    ]
    assert faults == [], "data/phrases/problems.yml lacks the sentence, or the error a fact"


def test_every_sentence_has_an_error() -> None:
    known = {made.key for made in errors_made()} | {kind.code for kind in KINDS}
    assert set(load()) - known == set()


def test_the_facts_stand_in_the_sentence() -> None:
    assert sentence(Invalid("wrong_code", attempts_left=2)) == "验证码不正确，还可以再试 2 次。"
    assert sentence(LimitReached("code_limit", retry_after=61)) == (
        "验证码发送太频繁，请 2 分钟后再试。"
    )
    assert "请 3 分钟后" in sentence(
        Invalid("attempts_exhausted.wait", attempts_left=0, retry_after=180)
    )
    broken = [PasswordRule.UPPER, PasswordRule.DIGIT]
    assert sentence(Invalid("password_rejected", violations=broken)) == (
        "新密码要有大写字母；要有数字。"
    )


def test_one_code_may_have_several_sentences() -> None:
    first, second = Invalid("code_expired"), Invalid("code_expired.input")
    assert first.code == second.code
    assert sentence(first) != sentence(second)


def test_a_code_of_somebody_elses_adapter_gets_its_kinds_sentence() -> None:
    class Dormant(Conflict):
        code = "account_dormant"

    for error in (Conflict("account_dormant"), Dormant()):
        assert (error.code, sentence(error)) == ("account_dormant", load()["conflict"])


def test_the_rules_tell_the_lengths_that_are_asked_for() -> None:
    assert str(MIN_LENGTH) in term(PasswordRule.LENGTH)
    assert str(MAX_LENGTH) in term(PasswordRule.TOO_LONG)


@pytest.mark.parametrize(
    ("key", "words", "told"),
    [
        ("internal", None, "internal: missing"),
        ("conflict", None, "conflict: missing"),
        ("wrong_code", " ", "wrong_code: no sentence"),
        ("wrong_code", 3, "wrong_code: no sentence"),
    ],
)
def test_a_fault_in_the_sentences_is_named(
    tmp_path: Path, key: str, words: object, told: str
) -> None:
    content = read(PATH)
    if words is None:
        del content[key]
    else:
        content[key] = words
    file = tmp_path / "problems.yml"
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(WordsError, match=rf"problems\.yml: {told}"):
        load(file)


def test_an_error_says_its_key_to_programmers() -> None:
    assert str(KefuError("code_expired.input")) == "code_expired.input"
