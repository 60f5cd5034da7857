"""Pipelines trained on the same sentences by ``rasa train nlu``, each in its own environment.

What was done once is kept: the model by what it was made of, the answers by model and texts.
Must not know what is right.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kefu.core.errors import OperatorError
from kefu.evaluation.entities import from_rasa
from kefu.evaluation.environment import size_mb
from kefu.evaluation.measures import OUT_OF_SCOPE, Answer
from kefu.evaluation.pipelines import Pipeline
from kefu.evaluation.training_data import Lesson
from kefu.evaluation.trial import Trial, load, machine, now, save
from kefu.training import TrainingFailed

_FALLBACK = "nlu_fallback"
KEPT_MODELS = 2
KEPT_RESULTS = 4
"""Of each pipeline, the newest ones."""


class AskingFailed(OperatorError):
    """A model could not be loaded or asked; the log says why."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Folders for answers, models and logs; the script that asks a model;
    where progress is told.
    """

    results: Path
    models: Path
    logs: Path
    script: Path
    say: Callable[[str], None]


def compete(pipeline: Pipeline, lesson: Lesson, texts: Sequence[str], place: Workplace) -> Trial:
    """The pipeline's answers after the lesson: the stored ones, or else made and stored now.

    Raises OperatorError when the environment cannot be made, TrainingFailed and AskingFailed.
    """
    stored = _result(pipeline, lesson, texts, place)
    if stored.exists():
        place.say(f"{pipeline.name}：沿用 {stored.name}")
        return load(stored)
    python = pipeline.prepare()
    model = place.models / f"{pipeline.name}-{made_of(pipeline, lesson)}.tar.gz"
    log = place.logs / f"eval-{pipeline.name}.log"
    seconds = _trained(pipeline, python, lesson, model, log, place.say)
    asked = sorted(set(texts))
    place.say(f"{pipeline.name}：解析 {len(asked)} 句 …")
    trial = Trial(
        _ask(python, place.script, model, asked, log),
        made_at=now(),
        machine=machine(),
        model_mb=model.stat().st_size / 1e6,
        sentences=lesson.sentences,
        annotated=lesson.annotated,
        training_seconds=seconds,
        environment_mb=size_mb(python, pipeline.requirements),
        epochs=pipeline.epochs,
    )
    save(trial, stored)
    _keep(KEPT_RESULTS, stored.parent, f"{pipeline.name}-*.json")
    return trial


def recall(
    pipeline: Pipeline, lesson: Lesson, texts: Sequence[str], place: Workplace
) -> Trial | None:
    """The stored answers, if there are any."""
    stored = _result(pipeline, lesson, texts, place)
    return load(stored) if stored.exists() else None


def _result(pipeline: Pipeline, lesson: Lesson, texts: Sequence[str], place: Workplace) -> Path:
    asked = [text.encode() for text in sorted(set(texts))]
    script = place.script.read_bytes()
    name = digest(made_of(pipeline, lesson).encode(), script, *asked)
    return place.results / f"{pipeline.name}-{name}.json"


def made_of(pipeline: Pipeline, lesson: Lesson) -> str:
    """Names a model by everything that it depends on."""
    files = [part for name, content in pipeline.files.items() for part in (name.encode(), content)]
    return digest(lesson.yaml.encode(), pipeline.code.encode(), *files)


def train(pipeline: Pipeline, python: Path, lesson: Lesson, model: Path, log: Path) -> float:
    """Seconds that ``rasa train nlu`` takes from start to end, in an empty folder.

    Raises TrainingFailed.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    model.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for place, content in {**pipeline.files, "lesson.yml": lesson.yaml.encode()}.items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes(content)
        command = ["-m", "rasa", "train", "nlu", "--nlu", "lesson.yml", "--out", "models"]
        started = time.perf_counter()
        ended = _run([str(python), *command, "--fixed-model-name", "model"], folder, log)
        seconds = time.perf_counter() - started
        made = folder / "models" / "model.tar.gz"
        if ended or not made.exists():
            raise TrainingFailed(f"{pipeline.name} 训练失败，详见 {log}")
        # Beside its place first, so that a model that is there is whole.
        unfinished = model.with_suffix(".unfinished")
        unfinished.write_bytes(made.read_bytes())
        unfinished.replace(model)
    return seconds


def _trained(
    pipeline: Pipeline,
    python: Path,
    lesson: Lesson,
    model: Path,
    log: Path,
    say: Callable[[str], None],
) -> float:
    """What training took, now or when the model that is kept was made."""
    costs = model.with_name(f"{model.name}.json")
    if not (model.exists() and costs.exists()):
        say(f"{pipeline.name}：用 {lesson.sentences} 句训练，日志 {log} …")
        seconds = train(pipeline, python, lesson, model, log)
        costs.write_text(json.dumps({"training_seconds": seconds}))
        for pattern in (f"{pipeline.name}-*.tar.gz", f"{pipeline.name}-*.tar.gz.json"):
            _keep(KEPT_MODELS, model.parent, pattern)
    return float(json.loads(costs.read_text())["training_seconds"])


def _keep(number: int, folder: Path, pattern: str) -> None:
    newest = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in newest[number:]:
        old.unlink()


def _ask(
    python: Path, script: Path, model: Path, texts: Sequence[str], log: Path
) -> dict[str, Answer]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        questions, answers = folder / "texts", folder / "answers"
        questions.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
        command = [python, script, model.resolve(), questions, answers]
        if _run([str(part) for part in command], folder, log):
            raise AskingFailed(f"模型 {model.name} 无法使用，详见 {log}")
        with answers.open(encoding="utf-8") as lines:
            return {
                text: _answer(json.loads(line)) for text, line in zip(texts, lines, strict=True)
            }


def _answer(answer: dict[str, Any]) -> Answer:
    # What stock's fallback answers, or nothing, means the same as ours.
    intent = OUT_OF_SCOPE if answer["intent"] in {_FALLBACK, None} else answer["intent"]
    return Answer(
        intent, answer["confidence"], from_rasa(answer["entities"]), answer["milliseconds"]
    )


def _run(command: Sequence[str], folder: Path, log: Path) -> int:
    """Exit code; the output is added to the log."""
    is_ours = command[0] == sys.executable
    environment = {
        name: value for name, value in os.environ.items() if is_ours or name != "PYTHONPATH"
    }
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2"}
    with log.open("a", encoding="utf-8") as output:
        return subprocess.run(
            command,
            cwd=folder,
            env={**environment, **quiet},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode


def digest(*parts: bytes) -> str:
    """Names several contents in their order: short, and as good as unique."""
    summed = hashlib.sha256()
    for part in parts:
        summed.update(b"%d:" % len(part) + part)
    return summed.hexdigest()[:16]
