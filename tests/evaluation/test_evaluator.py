"""A whole evaluation in a small project: who is asked, with what, and which figures are whose."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kefu.evaluation.command import Contest, Evaluator
from kefu.evaluation.contest import Workplace, _result
from kefu.evaluation.entities import Entity
from kefu.evaluation.entity_examples import EntityExample
from kefu.evaluation.judgement import Evaluation, Task, as_json, describe, entity_errors, judge
from kefu.evaluation.measures import Answer
from kefu.evaluation.pipelines import ours, stock
from kefu.evaluation.training_data import as_lesson, draw, read_examples
from kefu.evaluation.trial import Trial, save
from kefu.evaluation.utterances import Utterance
from kefu.nlu.lookups import read as read_lookups
from kefu.settings import ROOT

COPIED = [
    "config.yml",
    "requirements.txt",
    "data/nlu/dictionary.txt",
    "data/nlu/lookups",
    "data/nlu/smalltalk/thanks.yml",
    "data/nlu/smalltalk/goodbye.yml",
    "bench/stock/config.yml",
    "bench/stock/predict.py",
    "bench/stock/requirements.txt",
]
CONTEST = Contest(sample=20)
TASK = Task(
    "small.tsv",
    [Utterance("谢谢你啦", "thanks"), Utterance("再见咯", "goodbye")],
    [
        EntityExample(
            "刚才充值200块",
            frozenset(
                [
                    Entity("time", 0, 2, "2026-11-22T16:10:00+08:00"),
                    Entity("transaction_kind", 2, 4, "deposit"),
                    Entity("amount", 4, 8, "200.00"),
                ]
            ),
        )
    ],
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two intents of the project and all that competitors are made of."""
    for name in COPIED:
        source, place = ROOT / name, tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place)
        else:
            shutil.copy(source, place)
    return tmp_path


def answered(trial: Trial, *intents: str) -> Trial:
    """The trial with these answers to the task, and to its entity example what only stock says."""
    answers = {
        item.text: Answer(intent, 0.5, frozenset(), 1.0)
        for item, intent in zip(TASK.utterances, intents, strict=True)
    }
    found = frozenset([Entity("amount", 4, 8, "200块")])
    answers["刚才充值200块"] = Answer("inform", 0.5, found, 1.0)
    return replace(trial, answers=answers)


def test_each_competitors_figures_stand_under_its_name(
    project: Path, trained_model: Path, trial: Trial
) -> None:
    place = Workplace(
        project / "bench" / "results",
        project / "bench" / "stock" / "models",
        project / "log",
        project / "bench" / "stock" / "predict.py",
        print,
    )
    examples = read_examples(project / "data" / "nlu")
    lookups = read_lookups(project / "data" / "nlu" / "lookups")
    lesson = as_lesson(draw(examples, CONTEST.sample), lookups)
    said: list[str] = []
    evaluator = Evaluator(project, project / "log", said.append)

    alone = evaluator.evaluate(TASK, trained_model, contest=CONTEST)
    assert [judgement.title for judgement in alone.judgements] == ["kefu"]
    assert "kefu eval --stock" in said[-1]

    for pipeline, intents in (
        (ours(project), ("thanks", "goodbye")),
        (stock(project, CONTEST.epochs), ("thanks", "thanks")),
    ):
        save(answered(trial, *intents), _result(pipeline, lesson, TASK.texts, place))
    for contest in (CONTEST, replace(CONTEST, is_run=True)):
        found = evaluator.evaluate(TASK, trained_model, contest=contest)
        assert [
            (judgement.title, judgement.figures.accuracy, judgement.trial.is_cached)
            for judgement in found.judgements
        ] == [("kefu", 1.0, False), ("kefu, sample", 1.0, True), ("stock Rasa, sample", 0.5, True)]
    assert found.judgements[0].trial.sentences == len(examples)
    assert found.data is not None
    assert found.data.intents.keys() == {"thanks", "goodbye"}
    # Ours speaks under the examples' "now"; what others make of a value is not held against them.
    assert {figures.f1 for figures in found.judgements[0].entities} == {1.0}
    assert found.judgements[2].entities == ()
    assert [figures.kind for figures in found.judgements[2].places if figures.recall == 1] == [
        "amount"
    ]


def test_figures_with_and_without_values_are_told_apart(trial: Trial) -> None:
    judgement = judge("kefu", answered(trial, "thanks", "goodbye"), TASK)
    evaluation = Evaluation(TASK, (judgement,), "2026-11-22T16:10+08:00", "kefu-1.tar.gz", ())
    (told,) = as_json(evaluation)["pipelines"]
    assert [
        item["recall"]
        for name in ("entities", "entities_without_values")
        for item in told[name]
        if item["kind"] == "amount"
    ] == [0, 1]


def test_only_examples_with_errors_are_listed(trial: Trial) -> None:
    wrong = answered(trial, "thanks", "goodbye")
    assert [example.text for example, _ in entity_errors(TASK, wrong)] == ["刚才充值200块"]
    example = TASK.entity_examples[0]
    right = {example.text: Answer("inform", 0.5, example.entities, 1.0)}
    assert entity_errors(TASK, replace(wrong, answers={**wrong.answers, **right})) == []


def test_near_pairs_of_two_intents_are_counted_apart() -> None:
    learnt = [
        ("thanks", "谢谢你的帮忙"),
        ("thanks", "谢谢你的帮忙啊"),
        ("refund", "怎么申请退款"),
        ("dispute", "怎么申请退款啊"),
        ("dispute", "怎么申请退款呀"),
    ]
    data = describe(learnt, TASK)
    assert (data.near_pairs, data.near_pairs_across_intents) == (3, 2)
