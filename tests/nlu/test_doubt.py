"""How often a clear sentence would be asked back, and what the question saves."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kefu.evaluation.utterances import Utterance
from kefu.nlu.fallback import OUT_OF_SCOPE
from kefu.nlu.parser import Parser
from tests.trained import trained_model


@pytest.fixture(scope="module")
def asked_back(development_set: Sequence[Utterance]) -> list[tuple[Utterance, list[str]]]:
    parsed = Parser.load(trained_model()).parse_all(item.text for item in development_set)
    return [
        (item, [candidate["name"] for candidate in answer["doubt"]])
        for item, answer in zip(development_set, parsed, strict=True)
        if answer["doubt"]
    ]


def test_few_clear_sentences_are_asked_back(
    asked_back: list[tuple[Utterance, list[str]]], development_set: Sequence[Utterance]
) -> None:
    assert 0 < len(asked_back) / len(development_set) <= 0.06


def test_a_question_saves_more_than_it_costs(
    asked_back: list[tuple[Utterance, list[str]]],
) -> None:
    """What is meant stands among the choices far more often than it is the first of them."""
    first = sum(readings[0] in item.acceptable for item, readings in asked_back)
    among = sum(not item.acceptable.isdisjoint(readings) for item, readings in asked_back)
    assert among / len(asked_back) >= 0.9
    assert (among - first) / len(asked_back) >= 0.2


def test_nobody_is_asked_about_what_is_like_nothing() -> None:
    answers = Parser.load(trained_model()).parse_all(["今天天气真好", "帮我写一首诗", "asdf"])
    assert [answer["doubt"] for answer in answers if answer["intent"]["name"] == OUT_OF_SCOPE] == [
        []
    ] * 3
