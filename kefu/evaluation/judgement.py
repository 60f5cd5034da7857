"""What was measured, all together: each pipeline's trial held against what was meant.

Pure. Must not know how the figures are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kefu.evaluation.duplicates import pairs_between, pairs_within
from kefu.evaluation.entities import EntityFigures, measure_entities, without_values
from kefu.evaluation.entity_examples import EntityExample
from kefu.evaluation.listening import JudgedListener, ListeningReport, listening_as_json
from kefu.evaluation.measures import Answer, Confusion, Figures, confusions, is_right, measure
from kefu.evaluation.seeds import Spread
from kefu.evaluation.slices import slices
from kefu.evaluation.trial import Trial
from kefu.evaluation.utterances import Utterance


@dataclass(frozen=True, slots=True)
class Task:
    """What the pipelines are judged by; ``name`` says where the utterances come from."""

    name: str
    utterances: Sequence[Utterance]
    entity_examples: Sequence[EntityExample] = ()
    listener: JudgedListener | None = None

    @property
    def texts(self) -> list[str]:
        """Everything that a pipeline is asked."""
        judged = [item.text for item in self.utterances]
        return [*judged, *(example.text for example in self.entity_examples)]


@dataclass(frozen=True, slots=True)
class Slice:
    """A kind of utterance: how many there are, how many of them were understood."""

    name: str
    count: int
    right: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """One pipeline, judged.

    ``entities`` agree in kind, place and value, ``places`` in kind and place; either is empty where
    nothing was to be judged. ``right`` has the order of the utterances.
    """

    title: str
    trial: Trial
    figures: Figures
    slices: tuple[Slice, ...]
    confusions: tuple[Confusion, ...]
    entities: tuple[EntityFigures, ...]
    places: tuple[EntityFigures, ...]
    right: tuple[bool, ...]


def judge(title: str, trial: Trial, task: Task, *, with_values: bool = True) -> Judgement:
    """Figures of a trial that answered all of the task's texts. Raises KeyError when it did not.

    ``with_values`` is for a pipeline that normalises, and did so under the examples' "now".
    """
    answers = [trial.answers[item.text] for item in task.utterances]
    right = [is_right(item, answer) for item, answer in zip(task.utterances, answers, strict=True)]
    meant = [example.entities for example in task.entity_examples]
    found = [trial.answers[example.text].entities for example in task.entity_examples]
    return Judgement(
        title,
        trial,
        measure(task.utterances, answers),
        tuple(
            Slice(name, len(places), sum(right[place] for place in places))
            for name, places in slices(task.utterances).items()
        ),
        confusions(task.utterances, answers),
        measure_entities(meant, found) if meant and with_values else (),
        measure_entities([*map(without_values, meant)], [*map(without_values, found)])
        if meant
        else (),
        tuple(right),
    )


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence to be judged by and one that was learned, which are nearly the same."""

    text: str
    learned: str
    similarity: float


@dataclass(frozen=True, slots=True)
class DataFigures:
    """The training data: sentences by intent, near pairs in it, and those near to what judges."""

    intents: dict[str, int]
    near_pairs: int
    near_pairs_across_intents: int
    near_to_judged: tuple[Near, ...]


Sentence = tuple[str, str]
"""Intent and text."""


def describe(sentences: Sequence[Sentence], task: Task) -> DataFigures:
    """Figures of the training data, with a view to what is judged by."""
    texts = [text for _, text in sentences]
    judged = [item.text for item in task.utterances]
    within = pairs_within(texts)
    return DataFigures(
        dict(sorted(Counter(intent for intent, _ in sentences).items())),
        len(within),
        sum(sentences[pair.first][0] != sentences[pair.second][0] for pair in within),
        tuple(
            Near(judged[pair.first], texts[pair.second], pair.similarity)
            for pair in pairs_between(judged, texts)
        ),
    )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that a report tells.

    The first judgement is of the model named; ``made_at`` is ISO 8601; ``unknown_intents`` of the
    task are none of the model's.
    """

    task: Task
    judgements: tuple[Judgement, ...]
    made_at: str
    model: str
    unknown_intents: tuple[str, ...]
    data: DataFigures | None = None
    listening: ListeningReport | None = None
    seeds: tuple[Spread, ...] = ()


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """All figures, in names and numbers."""
    return {
        "source": evaluation.task.name,
        "made_at": evaluation.made_at,
        "model": evaluation.model,
        "unknown_intents": list(evaluation.unknown_intents),
        "pipelines": [_judgement(item) for item in evaluation.judgements],
        "data": asdict(evaluation.data) if evaluation.data else None,
        "listening": listening_as_json(evaluation.listening) if evaluation.listening else None,
        "seeds": [
            {**asdict(item), "mean": item.mean, "deviation": item.deviation}
            for item in evaluation.seeds
        ],
    }


def _judgement(item: Judgement) -> dict[str, Any]:
    trial = item.trial
    return {
        "title": item.title,
        **asdict(item.figures),
        "slices": [{**asdict(part), "accuracy": part.right / part.count} for part in item.slices],
        "confusions": [
            {
                "intent": pair.intent,
                "answered": pair.instead,
                "cases": [
                    {"text": said.text, "confidence": answer.confidence}
                    for said, answer in pair.cases
                ],
            }
            for pair in item.confusions
        ],
        "entities": [_entity(figures) for figures in item.entities],
        "entities_without_values": [_entity(figures) for figures in item.places],
        "latency_ms": {"p50": trial.latency(50), "p99": trial.latency(99)},
        "lines_per_second": trial.lines_per_second,
        "trained_on": trial.sentences,
        "training_seconds": trial.training_seconds,
        "model_mb": trial.model_mb,
        "environment_mb": trial.environment_mb,
        "made_at": trial.made_at,
        "machine": trial.machine,
        "cached": trial.is_cached,
    }


def _entity(figures: EntityFigures) -> dict[str, Any]:
    scores = {"precision": figures.precision, "recall": figures.recall, "f1": figures.f1}
    return {**asdict(figures), **scores}


def entity_errors(task: Task, trial: Trial) -> list[tuple[EntityExample, Answer]]:
    """The examples of which something was missed or found too much, with the answer."""
    return [
        (example, trial.answers[example.text])
        for example in task.entity_examples
        if example.entities != trial.answers[example.text].entities
    ]
