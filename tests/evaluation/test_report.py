"""The report tells every figure, and nothing that a customer wrote becomes markup."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console

from kefu.core.errors import OperatorError
from kefu.evaluation.command import publish
from kefu.evaluation.entities import Entity
from kefu.evaluation.judgement import Evaluation, Task, as_json, describe, judge
from kefu.evaluation.measures import Answer
from kefu.evaluation.report import render
from kefu.evaluation.terminal import show
from kefu.evaluation.trial import Trial

PICTURES = {"reliability": "images/r.png", "slices": "images/s.png"}
LEARNED = [("forgot_password", "密码忘了怎么办"), ("refund", "退款"), ("dispute", "退款!")]


def evaluation(task: Task, *trials: Trial, with_data: bool = True) -> Evaluation:
    judgements = [judge("kefu", trials[0], task)]
    judgements += [
        judge(f"rival {n}", t, task, with_values=False) for n, t in enumerate(trials[1:])
    ]
    data = describe(LEARNED, task) if with_data else None
    return Evaluation(
        task, tuple(judgements), "2026-11-22T16:10+08:00", "kefu-1.tar.gz", ("no_intent",), data
    )


def rows(report: str) -> dict[str, list[str]]:
    lines = [line.strip("| ").split(" | ") for line in report.splitlines() if line[:1] == "|"]
    return {cells[0]: cells[1:] for cells in reversed(lines)}


def test_figures_of_one_pipeline(task: Task, trial: Trial) -> None:
    table = rows(render(evaluation(task, trial), PICTURES))
    assert table["accuracy"] == ["66.7 %"]
    assert table["out-of-scope recall"] == ["100.0 %"]
    assert table["entity F1"] == ["1.000"]
    assert table["latency p50"] == ["2.50 ms"]
    assert table["training"] == ["12.5 s"]
    assert table["tag typo"] == ["1", "0.0 %"]
    assert table["traditional script"] == ["1", "100.0 %"]
    assert table["`change_password`"] == ["1", "50.0 %", "100.0 %", "0.667"]
    assert table["amount"] == ["1", "100.0 %", "100.0 %", "1.000"]
    assert "lines a second, in batches" not in table  # nobody measured it


def test_what_customers_write_stays_text(task: Task, trial: Trial) -> None:
    report = render(evaluation(task, trial), PICTURES)
    assert r"密码忘了\|怎么\<办\> (0.75)" in report
    assert "<办>" not in report


def test_columns_of_stored_competitors_say_so(task: Task, trial: Trial) -> None:
    better = {text: replace(a, intent="forgot_password") for text, a in trial.answers.items()}
    stored = replace(trial, answers=better, is_cached=True, epochs=100)
    report = render(evaluation(task, trial, trial, stored), PICTURES)
    assert rows(report)["accuracy"] == ["66.7 %", "66.7 %", "33.3 %"]
    assert rows(report)["entity F1"] == ["1.000", "–", "–"]
    assert rows(report)["entity F1, kind and place"] == ["1.000"] * 3
    assert "*rival 0*: made in this run" in report
    assert "*rival 1*: taken from the cache, made 2026-11-22T16:10+08:00 on some machine" in report
    assert "Trained for 100 epochs" in report
    assert "0 understood by both, **2 only by the former, 1 only by the latter**" in report


def test_data_section(task: Task, trial: Trial) -> None:
    data = describe(LEARNED, task)
    assert data.intents == {"dispute": 1, "forgot_password": 1, "refund": 1}
    near = replace(task, utterances=[replace(task.utterances[0], text="密码忘了怎么办啊")])
    (found,) = describe(LEARNED, near).near_to_judged
    assert (found.learned, round(found.similarity, 2)) == ("密码忘了怎么办", 0.86)
    assert "3 sentences" in render(evaluation(task, trial), PICTURES)
    assert "## Training data" not in render(evaluation(task, trial, with_data=False), PICTURES)


def test_what_was_missed_and_what_was_found_instead(task: Task, trial: Trial) -> None:
    found = [Entity("amount", 2, 5, "20.00"), Entity("time", 0, 2, "2026-11-22T00:00:00+08:00")]
    answers = {**trial.answers, "充值200块": Answer("inform", 0.25, frozenset(found), 4.0)}
    wrong = evaluation(task, replace(trial, answers=answers))
    table = rows(render(wrong, PICTURES))
    assert table["充值200块"] == ["amount=200.00", "amount=20.00, time=2026-11-22T00:00:00+08:00"]
    assert table["entity F1"] == ["0.000"]
    # Of all together: one of two places was meant.
    assert table["entity F1, kind and place"] == ["0.667"]

    shown = io.StringIO()
    show(wrong, Console(file=shown, width=120))
    (line,) = [line for line in shown.getvalue().splitlines() if line.startswith("change_password")]
    assert line.split() == ["change_password", "1", "50.0", "%", "100.0", "%", "0.667"]


def test_unknown_intents_are_named(task: Task, trial: Trial) -> None:
    assert "`no_intent`" in render(evaluation(task, trial), PICTURES)


def test_published_in_terminal_markdown_pictures_and_json(
    task: Task, trial: Trial, tmp_path: Path
) -> None:
    shown = io.StringIO()
    console = Console(file=shown, width=100)
    report, figures = tmp_path / "docs" / "small.md", tmp_path / "small.json"

    written = publish(evaluation(task, trial), console, report, figures)

    assert {path.name for path in written} == {
        *("small.md", "small-reliability.png", "small-slices.png", "small.json")
    }
    for path in written:
        if path.suffix == ".png":
            assert f"images/{path.name}" in report.read_text(encoding="utf-8")
            with Image.open(path) as picture:
                assert min(picture.size) > 200
    for told in ("66.7 %", "密码忘了|怎么<办>", "no_intent", "entity F1"):
        assert told in shown.getvalue()
    (pipeline,) = json.loads(figures.read_text(encoding="utf-8"))["pipelines"]
    assert pipeline["accuracy"] == pytest.approx(2 / 3)
    assert pipeline["confusions"][0]["cases"] == [{"text": "密码忘了|怎么<办>", "confidence": 0.75}]


def test_json_has_no_number_that_json_lacks(task: Task, trial: Trial) -> None:
    only_in_scope = replace(task, utterances=task.utterances[:2], entity_examples=())
    json.dumps(as_json(evaluation(only_in_scope, trial)), allow_nan=False)


def test_a_place_that_cannot_be_written_is_told(task: Task, trial: Trial, tmp_path: Path) -> None:
    console = Console(file=io.StringIO())
    with pytest.raises(OperatorError, match="none"):
        publish(evaluation(task, trial), console, None, tmp_path / "none" / "x.json")
