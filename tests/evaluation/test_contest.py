"""Pipelines learn and answer in processes of their own, and what was paid for once is kept."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from kefu.core.errors import OperatorError
from kefu.evaluation.contest import (
    KEPT_RESULTS,
    Workplace,
    _answer,
    _keep,
    _result,
    compete,
    digest,
    recall,
)
from kefu.evaluation.environment import ensure, size_mb
from kefu.evaluation.pipelines import Pipeline, ours, stock
from kefu.evaluation.training_data import as_lesson
from kefu.evaluation.trial import Trial, load, save
from kefu.settings import ROOT
from kefu.training import TrainingFailed

CONFIG = b"""
recipe: default.v1
assistant_id: small
language: zh
pipeline:
- name: KeywordIntentClassifier
- name: FallbackClassifier
"""
LESSON = as_lesson(
    [
        Message(data={TEXT: text, INTENT: intent})
        for intent, texts in {"greeting": ["你好", "您好"], "refund": ["退款", "退钱"]}.items()
        for text in texts
    ],
    {},
)
REQUIREMENTS = ROOT / "requirements.txt"


def nowhere() -> Path:
    """An environment that must not be needed."""
    raise AssertionError("trained again")


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    script = ROOT / "bench" / "stock" / "predict.py"
    return Workplace(tmp_path / "results", tmp_path / "models", tmp_path / "log", script, print)


def pipeline(config: bytes = CONFIG) -> Pipeline:
    return Pipeline("small", {"config.yml": config}, "", REQUIREMENTS, lambda: Path(sys.executable))


def test_learns_once_and_asks_anew_only_for_other_texts(place: Workplace) -> None:
    first = compete(pipeline(), LESSON, ["您好 在吗", "我要 退款", "您好 在吗"], place)

    assert {text: answer.intent for text, answer in first.answers.items()} == {
        "您好 在吗": "greeting",
        "我要 退款": "refund",
    }
    assert (first.sentences, first.annotated, first.is_cached) == (4, 0, False)
    assert min(answer.milliseconds for answer in first.answers.values()) > 0
    assert first.training_seconds is not None
    assert first.environment_mb is not None
    assert first.environment_mb > 100

    unable = replace(pipeline(), prepare=nowhere)
    again = compete(unable, LESSON, ["我要 退款", "您好 在吗"], place)
    assert again.is_cached
    assert again.answers.keys() == first.answers.keys()
    assert again.training_seconds == first.training_seconds
    for changed in (
        (replace(unable, code="other"), LESSON, ["我要 退款", "您好 在吗"]),
        (pipeline(CONFIG + b"\n"), LESSON, ["我要 退款", "您好 在吗"]),
        (unable, replace(LESSON, yaml=LESSON.yaml + "\n"), ["我要 退款", "您好 在吗"]),
        (unable, LESSON, ["我要 退款"]),
    ):
        assert recall(*changed, place) is None

    (model,) = place.models.glob("*.tar.gz")
    trained_at = model.stat().st_mtime_ns
    other = compete(pipeline(), LESSON, ["股票行情"], place)
    assert other.answers["股票行情"].intent == "out_of_scope"  # Rasa's nlu_fallback
    assert other.training_seconds == first.training_seconds
    assert model.stat().st_mtime_ns == trained_at


def test_a_failed_training_is_told_and_leaves_nothing(place: Workplace) -> None:
    broken = replace(pipeline(), prepare=lambda: Path("/bin/false"))
    with pytest.raises(TrainingFailed, match=r"eval-small\.log"):
        compete(broken, LESSON, ["退钱"], place)
    assert not list(place.models.glob("*.tar.gz*"))
    assert not list(place.results.glob("*"))


def test_a_trial_is_read_as_it_was_written(trial: Trial, tmp_path: Path) -> None:
    path = tmp_path / "results" / "trial.json"
    save(trial, path)
    assert load(path) == replace(trial, is_cached=True)
    assert len(path.read_text(encoding="utf-8").splitlines()) > len(trial.answers)


def test_latency_is_over_all_messages(trial: Trial) -> None:
    assert trial.latency(50) == 2.5
    assert trial.latency(100) == 4.0


def test_only_the_newest_results_are_kept(place: Workplace, trial: Trial) -> None:
    for index in range(KEPT_RESULTS + 2):
        save(trial, place.results / f"small-{index}.json")
    save(trial, place.results / "other-0.json")
    _keep(KEPT_RESULTS, place.results, "small-*.json")
    assert len(list(place.results.glob("small-*.json"))) == KEPT_RESULTS
    assert (place.results / "other-0.json").exists()


def test_the_oldest_results_go(place: Workplace, trial: Trial) -> None:
    for age, name in enumerate(("new", "old", "oldest")):
        save(trial, place.results / f"small-{name}.json")
        os.utime(place.results / f"small-{name}.json", (10_000 - age, 10_000 - age))
    _keep(2, place.results, "small-*.json")
    assert {path.stem for path in place.results.iterdir()} == {"small-new", "small-old"}


def test_a_training_that_ends_badly_counts_for_nothing(place: Workplace, tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nmkdir models\ntouch models/model.tar.gz\nexit 1\n")
    python.chmod(0o755)
    with pytest.raises(TrainingFailed, match="small"):
        compete(replace(pipeline(), prepare=lambda: python), LESSON, ["退钱"], place)
    assert not list(place.models.glob("*.tar.gz*"))


def test_other_ways_to_ask_and_other_code_need_other_answers(
    place: Workplace, tmp_path: Path
) -> None:
    script = tmp_path / "predict.py"
    asked = replace(place, script=script)
    names = set()
    for content in ("1", "2"):
        script.write_text(content)
        names.add(_result(pipeline(), LESSON, ["退钱"], asked))
    assert len(names) == 2
    assert digest(b"a", b"bc") != digest(b"ab", b"c")

    for name in ("config.yml", "requirements.txt", "data/nlu/dictionary.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    code = tmp_path / "kefu" / "nlu" / "rules.py"
    code.parent.mkdir(parents=True)
    code.write_text("")
    before = ours(tmp_path).code
    code.write_text("RULE = 1")
    assert ours(tmp_path).code != before


def test_no_answer_of_stock_is_out_of_scope() -> None:
    for intent in (None, "nlu_fallback"):
        answer: dict[str, Any] = {
            "intent": intent,
            "confidence": 0.0,
            "entities": [],
            "milliseconds": 1.0,
        }
        assert _answer(answer).intent == "out_of_scope"


def test_fewer_epochs_make_another_pipeline() -> None:
    full, quick = stock(ROOT, 100), stock(ROOT, 3)
    assert b"epochs: 100" in full.files["config.yml"]
    assert b"epochs: 3\n" in quick.files["config.yml"]


def test_ours_is_the_pipeline_of_the_project() -> None:
    assert ours(ROOT).files["config.yml"] == (ROOT / "config.yml").read_bytes()
    assert "data/nlu/lookups/merchant.txt" in ours(ROOT).files


def test_a_python_that_is_not_3_10_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for python in (sys.executable, str(tmp_path / "none")):
        monkeypatch.setenv("KEFU_STOCK_PYTHON", python)
        with pytest.raises(OperatorError, match=r"Python 3\.10"):
            ensure(tmp_path, ROOT)


def test_without_python_3_10_it_is_said_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("KEFU_STOCK_PYTHON", raising=False)
    for name in ("PATH", "PYENV_ROOT", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    uv = tmp_path / ".make" / "uv" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    with pytest.raises(OperatorError, match="make train"):
        ensure(tmp_path, tmp_path)
    uv.touch()
    with pytest.raises(OperatorError, match=r"pyenv install 3\.10.*KEFU_STOCK_PYTHON"):
        ensure(tmp_path, tmp_path)


def test_an_environment_is_as_large_as_what_is_listed(tmp_path: Path) -> None:
    few, more = tmp_path / "few.txt", tmp_path / "more.txt"
    few.write_text("jieba==0.42.1 \\\n    --hash=sha256:0\n")
    more.write_text(few.read_text() + "SciPy==1\n# numpy==1\nnot-installed==1\n")
    python = Path(sys.executable)
    assert 10 < size_mb(python, few) < 60 < size_mb(python, more)
