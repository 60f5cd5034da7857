"""The comparison as rows of words: the same in the terminal and in the report. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from kefu.evaluation.entities import EntityFigures
from kefu.evaluation.judgement import Judgement
from kefu.evaluation.listening import ListeningReport
from kefu.evaluation.seeds import Spread
from kefu.evaluation.wrappings import DRAWS

NOTHING = "–"
Row = list[str]
SEEDED = ("mean", "deviation", "lowest", "highest")


def percent(share: float | None) -> str:
    """``93.4 %``"""
    return NOTHING if share is None else f"{share * 100:.1f} %"


def number(value: float | None, digits: int = 0, unit: str = "") -> str:
    """``1,234 s``"""
    return NOTHING if value is None else f"{value:,.{digits}f}{unit and f' {unit}'}"


def comparison(judgements: Sequence[Judgement]) -> list[Row]:
    """A row for each figure, a column for each pipeline; rows that nobody has are left out."""
    columns = [_column(item) for item in judgements]
    rows = [[name, *(column[name] for column in columns)] for name in columns[0]]
    return [row for row in rows if any(cell != NOTHING for cell in row[1:])]


def _column(item: Judgement) -> dict[str, str]:
    figures, trial = item.figures, item.trial
    low, high = figures.accuracy_interval
    return {
        "accuracy": percent(figures.accuracy),
        "accuracy, 95 % interval": f"{low * 100:.1f} to {high * 100:.1f} %",
        "accuracy, first label alone": percent(figures.strict_accuracy),
        "macro-F1": number(figures.macro_f1, 3),
        "out-of-scope recall": percent(figures.out_of_scope_recall),
        "false rejection": percent(figures.false_rejection),
        "calibration error (ECE)": number(figures.calibration_error, 3),
        "entity F1": number(_f1(item.entities), 3),
        "entity F1, kind and place": number(_f1(item.places), 3),
        "latency p50": number(trial.latency(50), 2, "ms"),
        "latency p99": number(trial.latency(99), 2, "ms"),
        "lines a second, in batches": number(trial.lines_per_second),
        "sentences trained on": number(trial.sentences),
        "of them with entities": number(trial.annotated),
        "training": number(trial.training_seconds, 1, "s"),
        "model": number(trial.model_mb, 1, "MB"),
        "libraries": number(trial.environment_mb, 0, "MB"),
    }


def _f1(figures: Sequence[EntityFigures]) -> float | None:
    return figures[-1].f1 if figures else None


def sliced(judgements: Sequence[Judgement]) -> list[Row]:
    """A row for each slice: name, utterances, accuracy of each pipeline."""
    return [
        [parts[0].name, str(parts[0].count), *(percent(part.right / part.count) for part in parts)]
        for parts in zip(*(item.slices for item in judgements), strict=True)
    ]


def by_kind(figures: Sequence[EntityFigures]) -> list[Row]:
    """A row for each kind of entity: meant, precision, recall, F1."""
    return [
        [
            item.kind,
            str(item.both + item.only_meant),
            percent(item.precision),
            percent(item.recall),
            number(item.f1, 3),
        ]
        for item in figures
    ]


def seeded(spreads: Sequence[Spread]) -> list[Row]:
    """A row for each figure: its mean, standard deviation, lowest and highest."""
    return [
        [item.name, *map(percent, (item.mean, item.deviation, min(item.values), max(item.values)))]
        for item in spreads
    ]


def heard(listening: ListeningReport) -> list[Row]:
    """A row for each figure of what is heard beside the intent: name, sentences, figure."""
    manner, matters, wrapped = listening.manner, listening.matters, listening.wrapped
    return [
        ["acts exactly right", str(manner.count), percent(manner.exact)],
        ["aspects of questions", str(manner.questions), percent(manner.aspects)],
        ["consent heard, none given", str(manner.count), str(len(manner.false_consent))],
        ["several matters, all found", str(matters.count), percent(matters.all_found)],
        *(
            [f"… {kind.name}", str(kind.count), percent(kind.found / kind.count)]
            for kind in matters.kinds
        ),
        ["one matter taken for several", str(matters.single), percent(matters.false_seconds)],
        ["intent, plain", str(wrapped.count), percent(wrapped.plain)],
        ["intent, wrapped", str(wrapped.count * DRAWS), percent(wrapped.wrapped)],
        ["points that wrappings cost", "", number(wrapped.loss * 100, 1)],
    ]


def by_act(listening: ListeningReport) -> list[Row]:
    """A row for each act: meant, precision, recall."""
    return [
        [act.name, str(act.support), percent(act.precision), percent(act.recall)]
        for act in listening.manner.acts
    ]
