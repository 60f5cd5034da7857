"""The file of the self-test, and that the shipped one fits the project."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kefu.deployment.sentences import DEFAULT, BadSentences, read
from kefu.nlu.parser import Parser
from kefu.settings import ROOT
from tests.trained import trained_model


def test_the_shipped_sentences_are_understood() -> None:
    parser = Parser.load(trained_model())
    sentences = read(DEFAULT)
    taken_for = [parser.parse(sentence.text)["intent"]["name"] for sentence in sentences]
    wrong = [
        (sentence.text, intent)
        for sentence, intent in zip(sentences, taken_for, strict=True)
        if intent not in sentence.intents
    ]
    assert wrong == []


def test_every_intent_of_the_project_is_among_them() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert {sentence.intents[0] for sentence in read(DEFAULT)} == set(domain["intents"])


def test_comments_and_empty_lines_say_nothing_and_others_will_do(tmp_path: Path) -> None:
    path = tmp_path / "test.tsv"
    path.write_text("# 说明\n\nrefund\t我要退款\ndispute\t扣错了\trefund, complaint\n")
    one, two = read(path)
    assert (one.text, one.intents) == ("我要退款", ("refund",))
    assert two.intents == ("dispute", "refund", "complaint")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("我要退款", "第 1 行"),
        ("refund\t\n", "第 1 行"),
        ("# nichts\n", "没有句子"),
        (None, "无法读取"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, content: str | None, told: str) -> None:
    path = tmp_path / "test.tsv"
    if content is not None:
        path.write_text(content)
    with pytest.raises(BadSentences, match=told):
        read(path)
