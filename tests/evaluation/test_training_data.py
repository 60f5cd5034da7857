"""Samples are the same wherever they are drawn, keep the shares of the intents,
and lose nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message

from kefu.evaluation.training_data import as_lesson, draw, read_examples
from kefu.nlu.lookups import read
from kefu.settings import ROOT

DATA = ROOT / "data" / "nlu"


@pytest.fixture(scope="module")
def examples() -> list[Message]:
    return read_examples(DATA)


def texts(examples: list[Message]) -> set[str]:
    return {example.get(TEXT) for example in examples}


def test_order_makes_no_difference(examples: list[Message]) -> None:
    mixed = random.Random(1).sample(examples, len(examples))
    assert texts(draw(mixed, 1000)) == texts(draw(examples, 1000))


def test_every_intent_keeps_its_share(examples: list[Message]) -> None:
    whole = Counter(example.get(INTENT) for example in examples)
    part = Counter(example.get(INTENT) for example in draw(examples, 1000))
    for intent, count in whole.items():
        assert abs(part[intent] - max(1, 1000 * count / len(examples))) <= 0.5
    assert abs(part.total() - 1000) < len(whole) / 2


def test_a_tiny_sample_still_has_every_intent(examples: list[Message]) -> None:
    assert len({e.get(INTENT) for e in draw(examples, 1)}) == len(draw(examples, 1)) >= 48


def test_another_sentence_changes_the_sample_by_one(examples: list[Message]) -> None:
    before = texts(draw(examples, 1000))
    after = texts(draw(examples[1:], 1000))
    assert len(before - after) <= 2
    assert len(after - before) <= 2


def test_the_lot_and_not_the_order_of_the_words_decides(examples: list[Message]) -> None:
    thanks = [example for example in examples if example.get(INTENT) == "thanks"]
    assert texts(draw(thanks, 20)) != set(sorted(texts(thanks))[:20])


def test_a_sample_as_large_as_the_data_is_the_data(examples: list[Message]) -> None:
    assert draw(examples, len(examples) + 1) == examples


def test_rasa_reads_the_lesson_as_it_was_meant(examples: list[Message], tmp_path: Path) -> None:
    lesson = as_lesson(examples, read(DATA / "lookups"))
    path = tmp_path / "lesson.yml"
    path.write_text(lesson.yaml, encoding="utf-8")
    reread = RasaYAMLReader().read(path)
    assert {_content(example) for example in reread.intent_examples} == set(map(_content, examples))
    assert {table["name"] for table in reread.lookup_tables} == set(read(DATA / "lookups"))
    assert (lesson.sentences, lesson.annotated) == (
        len(examples),
        sum(bool(example.get(ENTITIES)) for example in examples),
    )


def _content(example: Message) -> tuple[object, ...]:
    entities = example.get(ENTITIES, [])
    places = frozenset((item["entity"], item["start"], item["end"]) for item in entities)
    return example.get(INTENT), example.get(TEXT), places
