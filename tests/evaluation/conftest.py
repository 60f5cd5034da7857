"""What the tests share: a real trained model, and a small task with a trial that answered it."""

from __future__ import annotations

from pathlib import Path

import pytest

import tests.trained
from kefu.evaluation.entities import Entity
from kefu.evaluation.entity_examples import EntityExample
from kefu.evaluation.judgement import Task
from kefu.evaluation.measures import Answer
from kefu.evaluation.trial import Trial
from kefu.evaluation.utterances import Utterance

AMOUNT = Entity("amount", 2, 5, "200.00")


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The model of the present data."""
    return tests.trained.trained_model()


@pytest.fixture
def task() -> Task:
    """Three utterances, and a sentence with an entity."""
    utterances = [
        Utterance("密码忘了|怎么<办>", "forgot_password", tags=frozenset(["typo"])),
        Utterance("換個密碼", "change_password"),
        Utterance("天气_好_", "out_of_scope"),
    ]
    return Task("small.tsv", utterances, [EntityExample("充值200块", frozenset([AMOUNT]))])


@pytest.fixture
def trial() -> Trial:
    """Answers to the task: one of three misunderstood, the entity found."""
    answers = {
        "密码忘了|怎么<办>": Answer("change_password", 0.75, frozenset(), 2.0),
        "換個密碼": Answer("change_password", 0.5, frozenset(), 1.0),
        "天气_好_": Answer("out_of_scope", 1.0, frozenset(), 3.0),
        "充值200块": Answer("inform", 0.25, frozenset([AMOUNT]), 4.0),
    }
    return Trial(answers, "2026-11-22T16:10+08:00", "some machine", 1.5, 300, 20, 12.5, 900.0)
