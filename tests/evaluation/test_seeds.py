"""Means over several trainings: each with its own seed, and none done twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from kefu.evaluation import pipelines
from kefu.evaluation.rows import seeded
from kefu.evaluation.seeds import Nursery, Spread, spreads
from kefu.evaluation.training_data import as_lesson, read_examples
from kefu.evaluation.utterances import Utterance
from kefu.settings import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that knows thanks and farewells."""
    for name in (
        "config.yml",
        "requirements.txt",
        "data/nlu/dictionary.txt",
        "data/nlu/smalltalk/thanks.yml",
        "data/nlu/smalltalk/goodbye.yml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_mean_and_spread() -> None:
    spread = Spread("accuracy", (0.9, 0.92, 0.94))
    assert spread.mean == pytest.approx(0.92)
    assert spread.deviation == pytest.approx(0.02)
    assert Spread("accuracy", (0.9,)).deviation == 0.0
    assert seeded([spread]) == [["accuracy", "92.0 %", "2.0 %", "90.0 %", "94.0 %"]]


def test_only_the_seed_differs(project: Path) -> None:
    plain, other = pipelines.ours(project), pipelines.ours(project, 3)
    before, after = (yaml.safe_load(item.files["config.yml"]) for item in (plain, other))
    changed = [
        (old, new)
        for old, new in zip(before["pipeline"], after["pipeline"], strict=True)
        if old != new
    ]
    assert [new for _, new in changed] == [{**old, "seed": 3} for old, _ in changed]
    assert len(changed) == 1


def test_trainings_are_measured_once(project: Path) -> None:
    told: list[str] = []
    nursery = Nursery(project, project / "kept", project / "log" / "seeds.log", told.append)
    lesson = as_lesson(read_examples(project / "data" / "nlu"), {})
    utterances = [Utterance("謝謝你們啦", "thanks"), Utterance("先這樣，再會", "goodbye")]

    figures = nursery.figures(lesson, utterances, 2)

    assert [item.count for item in figures] == [2, 2]
    assert len(told) == 2
    again = nursery.figures(lesson, utterances, 2)
    assert [item.accuracy for item in again] == [item.accuracy for item in figures]
    assert len(told) == 2
    # Without any utterance out of scope nothing can be told of those.
    assert {item.name for item in spreads(figures)} == {
        "accuracy",
        "accuracy, first label alone",
        "macro-F1",
        "false rejection",
        "calibration error (ECE)",
    }
