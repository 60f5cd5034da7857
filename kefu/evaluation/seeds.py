"""The figures of several trainings that differ in their seed alone: one of them may be lucky.

What was done once is kept, by what it was made of. Must not know how the figures are shown.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kefu.evaluation import pipelines
from kefu.evaluation.contest import digest, made_of, train
from kefu.evaluation.measures import Figures, measure
from kefu.evaluation.training_data import Lesson
from kefu.evaluation.trial import Trial, load, parse_all, save
from kefu.evaluation.utterances import Utterance
from kefu.nlu.parser import Parser

KEPT = 20
"""The newest answers that are kept."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One figure of several trainings; those without it are left out."""

    name: str
    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Their mean."""
        return statistics.fmean(self.values)

    @property
    def deviation(self) -> float:
        """Their sample standard deviation; 0 of a single one."""
        return statistics.stdev(self.values) if len(self.values) > 1 else 0.0


def spreads(figures: Sequence[Figures]) -> tuple[Spread, ...]:
    """Every figure that all of them have, over the trainings."""
    columns: dict[str, list[float] | list[float | None]] = {
        "accuracy": [item.accuracy for item in figures],
        "accuracy, first label alone": [item.strict_accuracy for item in figures],
        "macro-F1": [item.macro_f1 for item in figures],
        "out-of-scope recall": [item.out_of_scope_recall for item in figures],
        "false rejection": [item.false_rejection for item in figures],
        "calibration error (ECE)": [item.calibration_error for item in figures],
    }
    known = {
        name: tuple(value for value in values if value is not None)
        for name, values in columns.items()
    }
    return tuple(Spread(name, values) for name, values in known.items() if values)


@dataclass(frozen=True, slots=True)
class Nursery:
    """Where the project is, where answers are kept, the log, and where progress is told."""

    root: Path
    kept: Path
    log: Path
    say: Callable[[str], None]

    def figures(self, lesson: Lesson, utterances: Sequence[Utterance], seeds: int) -> list[Figures]:
        """One training after the other, each with its own seed. Raises TrainingFailed."""
        texts = [item.text for item in utterances]
        trials = [self._trial(lesson, texts, seed) for seed in range(seeds)]
        return [measure(utterances, [trial.answers[text] for text in texts]) for trial in trials]

    def _trial(self, lesson: Lesson, texts: Sequence[str], seed: int) -> Trial:
        pipeline = pipelines.ours(self.root, seed)
        asked = [text.encode() for text in sorted(set(texts))]
        stored = self.kept / f"{digest(made_of(pipeline, lesson).encode(), *asked)}.json"
        if stored.exists():
            return load(stored)
        self.say(f"kefu：第 {seed + 1} 次训练（随机种子 {seed}）…")
        with tempfile.TemporaryDirectory() as folder:
            model = Path(folder) / "model.tar.gz"
            train(pipeline, Path(sys.executable), lesson, model, self.log)
            trial = parse_all(Parser.load(model), texts, model)
        save(trial, stored)
        newest = sorted(self.kept.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for old in newest[:-KEPT]:
            old.unlink()
        return trial
