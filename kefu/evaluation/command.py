"""`kefu eval`, step by step: read, ask, judge, show,
write. Must not know how a command line looks.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tarfile import TarError

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rich.console import Console

from kefu.core.clock import BEIJING
from kefu.core.errors import OperatorError
from kefu.evaluation import pipelines
from kefu.evaluation.contest import Workplace, compete, recall, train
from kefu.evaluation.duplicates import pairs_within
from kefu.evaluation.entity_examples import read_entity_examples
from kefu.evaluation.environment import size_mb
from kefu.evaluation.judgement import Evaluation, Task, as_json, describe, judge
from kefu.evaluation.listening import JudgedListener, ListeningReport, listen
from kefu.evaluation.report import write_report
from kefu.evaluation.seeds import Nursery, Spread, spreads
from kefu.evaluation.terminal import show
from kefu.evaluation.training_data import Lesson, as_lesson, draw, read_examples
from kefu.evaluation.trial import Trial, now, parse_all
from kefu.evaluation.utterances import read_utterances
from kefu.nlu.lookups import read as read_lookups
from kefu.nlu.parser import NoModelError, Parser, newest_model

_OURS = "kefu"
ENTITY_NOW = datetime(2026, 11, 22, 16, 10, tzinfo=BEIJING)
"""What "now" is in the sentences by which entities are judged."""


@dataclass(frozen=True, slots=True)
class Contest:
    """Ours against stock Rasa: on how many sentences, stock for how many epochs.

    ``is_run`` says to train stock when there are no stored answers of it; else there is no contest.
    """

    sample: int = 2500
    epochs: int = 100
    is_run: bool = False


@dataclass(frozen=True, slots=True)
class Evaluator:
    """The project's folder, the one for logs, and where progress is told."""

    root: Path
    logs: Path
    say: Callable[[str], None]

    def task(self, file: Path | None) -> Task:
        """What to judge by: a file, or the development set. Raises BadFile."""
        if file is not None:
            return Task(str(file), read_utterances(file))
        judged = self.root / "tests" / "nlu"
        return Task(
            "tests/nlu/dev.tsv",
            read_utterances(judged / "dev.tsv"),
            read_entity_examples(judged / "dev_entities.yml"),
            JudgedListener.read(judged),
        )

    def evaluate(
        self,
        task: Task,
        model: Path,
        *,
        contest: Contest | None = None,
        is_timed: bool = False,
        seeds: int = 0,
    ) -> Evaluation:
        """Ask the model of the present data, and its competitors if there is a contest; judge them.

        ``is_timed`` also measures how long training on all data takes; ``seeds`` trainings tell
        by how much the figures depend on luck. Raises OperatorError,
        TrainingFailed, AskingFailed.
        """
        examples = read_examples(self.root / "data" / "nlu")
        lesson = self._lesson(examples)
        trial, intents, listening = _ask(task, model)
        trial = replace(
            trial,
            sentences=lesson.sentences,
            annotated=lesson.annotated,
            training_seconds=self._time_training(lesson) if is_timed else None,
            environment_mb=size_mb(Path(sys.executable), self.root / "requirements.txt"),
        )
        judgements = [judge(_OURS, trial, task)]
        if contest:
            judgements += [
                judge(title, competitor, task, with_values=False)
                for title, competitor in self._compete(contest, examples, task)
            ]
        sentences = [(example.get(INTENT), example.get(TEXT)) for example in examples]
        return Evaluation(
            task,
            tuple(judgements),
            now(),
            model.name,
            intents,
            describe(sentences, task),
            listening,
            self._seeded(lesson, task, seeds) if seeds else (),
        )

    def examine(self, task: Task, model: Path) -> Evaluation:
        """Ask any model, or the newest of a folder, and judge it. Raises OperatorError."""
        try:
            archive = newest_model(model) if model.is_dir() else model
            trial, intents, listening = _ask(task, archive)
        except (NoModelError, TarError):
            raise OperatorError(f"{model} 不是训练好的模型，请先运行 kefu train") from None
        return Evaluation(
            task,
            (judge(_OURS, trial, task),),
            now(),
            archive.name,
            intents,
            listening=listening,
        )

    def _lesson(self, examples: Sequence[Message]) -> Lesson:
        return as_lesson(examples, read_lookups(self.root / "data" / "nlu" / "lookups"))

    def _seeded(self, lesson: Lesson, task: Task, seeds: int) -> tuple[Spread, ...]:
        nursery = Nursery(
            self.root, self.logs.parent / "eval", self.logs / "eval-seeds.log", self.say
        )
        return spreads(nursery.figures(lesson, task.utterances, seeds))

    def _time_training(self, lesson: Lesson) -> float:
        self.say("kefu：用全部数据训练一次以计时 …")
        with tempfile.TemporaryDirectory() as folder:
            return train(
                pipelines.ours(self.root),
                Path(sys.executable),
                lesson,
                Path(folder) / "model.tar.gz",
                self.logs / "eval-ours.log",
            )

    def _compete(
        self, contest: Contest, examples: Sequence[Message], task: Task
    ) -> list[tuple[str, Trial]]:
        bench = self.root / "bench"
        place = Workplace(
            results=bench / "results",
            models=bench / "stock" / "models",
            logs=self.logs,
            script=bench / "stock" / "predict.py",
            say=self.say,
        )
        lesson = self._lesson(draw(examples, contest.sample))
        rival = pipelines.stock(self.root, contest.epochs)
        find = compete if contest.is_run else recall
        stock = find(rival, lesson, task.texts, place)
        if stock is None:
            self.say("没有与当前数据相符的原版 Rasa 成绩，需要时请运行 kefu eval --stock")
            return []
        ours = compete(pipelines.ours(self.root), lesson, task.texts, place)
        return [("kefu, sample", ours), ("stock Rasa, sample", stock)]

    def near_pairs(self) -> list[str]:
        """Training sentences that are nearly the same, a line for each pair,
        across intents first.
        """
        examples = read_examples(self.root / "data" / "nlu")
        found = []
        for pair in pairs_within([example.get(TEXT) for example in examples]):
            sides = [examples[place] for place in (pair.first, pair.second)]
            intents, texts = zip(
                *((side.get(INTENT), side.get(TEXT)) for side in sides), strict=True
            )
            line = f"{pair.similarity:.2f}\t{intents[0]}\t{texts[0]}\t{intents[1]}\t{texts[1]}"
            found.append((intents[0] == intents[1], -pair.similarity, line))
        return [line for _, _, line in sorted(found)]


def _ask(task: Task, model: Path) -> tuple[Trial, tuple[str, ...], ListeningReport | None]:
    """The model's answers, which intents of the task it does not know, and what else it hears."""
    parser = Parser.load(model, clock=lambda: ENTITY_NOW)
    meant = {name for item in task.utterances for name in item.acceptable}
    unknown = meant - parser.intents if parser.intents else ()
    heard = listen(task.listener, task.utterances, parser) if task.listener else None
    return parse_all(parser, task.texts, model), tuple(sorted(unknown)), heard


def publish(
    evaluation: Evaluation, console: Console, report: Path | None, figures: Path | None
) -> list[Path]:
    """Show the figures, and write them as a report and as JSON where asked for; what was written.

    Raises OperatorError when a file cannot be written.
    """
    show(evaluation, console)
    try:
        written = write_report(evaluation, report) if report else []
        if figures:
            content = json.dumps(as_json(evaluation), ensure_ascii=False, indent=2)
            figures.write_text(content + "\n", encoding="utf-8")
            written.append(figures)
    except OSError as error:
        raise OperatorError(f"写不了 {error.filename}：{error.strerror}") from None
    return written
