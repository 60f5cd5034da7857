"""The report as Markdown: sections of text and tables, pictures beside it.

Must not compute figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kefu.evaluation.entities import Entity
from kefu.evaluation.judgement import DataFigures, Evaluation, Judgement, entity_errors
from kefu.evaluation.listening import ListeningReport
from kefu.evaluation.measures import BINS
from kefu.evaluation.rows import (
    SEEDED,
    Row,
    by_act,
    by_kind,
    comparison,
    heard,
    number,
    percent,
    seeded,
    sliced,
)
from kefu.evaluation.seeds import Spread
from kefu.evaluation.wrappings import DRAWS

NEAR_SHOWN = 20
WRONG_SHOWN = 60


def write_report(evaluation: Evaluation, path: Path) -> list[Path]:
    """Writes the report, and its pictures in ``images`` beside it; what was written."""
    from kefu.evaluation.pictures import draw_reliability, draw_slices  # slow to import

    pictures = {
        name: path.parent / "images" / f"{path.stem}-{name}.png"
        for name in ("reliability", "slices")
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    draw_reliability(evaluation.judgements, pictures["reliability"])
    draw_slices(evaluation.judgements, pictures["slices"])
    links = {
        name: picture.relative_to(path.parent).as_posix() for name, picture in pictures.items()
    }
    path.write_text(render(evaluation, links), encoding="utf-8")
    return [path, *pictures.values()]


def render(evaluation: Evaluation, pictures: dict[str, str]) -> str:
    """The Markdown; ``pictures`` are the links of ``reliability`` and ``slices``."""
    first = evaluation.judgements[0]
    parts = [
        *_head(evaluation),
        *_seeds(evaluation.seeds),
        *_slices(evaluation, pictures["slices"]),
        *_calibration(first, pictures["reliability"]),
        *_entities(evaluation),
        *_listening(evaluation.listening),
        *_intents(first),
        *_confusions(first),
        *(_data(evaluation.data) if evaluation.data else ()),
        *_method(evaluation),
    ]
    return "\n\n".join(parts) + "\n"


def _head(evaluation: Evaluation) -> Iterator[str]:
    first, *others = evaluation.judgements
    yield "# How well kefu understands"
    yield (
        f"Written by `kefu eval` on {evaluation.made_at[:10]}: model `{evaluation.model}`, judged by the "
        f"{first.figures.count} utterances of `{evaluation.task.name}`."
    )
    yield _table(
        ["", *(item.title for item in evaluation.judgements)], comparison(evaluation.judgements)
    )
    for item in others:
        yield _origin(item)
    if others:
        yield from _duel(evaluation)
    if evaluation.unknown_intents:
        names = ", ".join(f"`{name}`" for name in evaluation.unknown_intents)
        yield f"Not intents of this model, and so never right: {names}."


def _seeds(spreads: Sequence[Spread]) -> Iterator[str]:
    if not spreads:
        return
    yield "## Several trainings"
    yield (
        f"{len(spreads[0].values)} trainings on the same sentences, which differ in their seed alone: what is within "
        "the spread is luck."
    )
    yield _table(["", *SEEDED], seeded(spreads))


def _origin(item: Judgement) -> str:
    trial = item.trial
    source = "taken from the cache, made" if trial.is_cached else "made in this run,"
    epochs = f" Trained for {trial.epochs} epochs." if trial.epochs else ""
    return f"*{item.title}*: {source} {trial.made_at} on {trial.machine}.{epochs}"


def _duel(evaluation: Evaluation) -> Iterator[str]:
    """Which sentences the last two understood: the pipelines that learned the same."""
    ours, stock = evaluation.judgements[-2:]
    outcomes = [*zip(ours.right, stock.right, strict=True)]
    yield (
        f"Sentence by sentence, *{ours.title}* against *{stock.title}*: "
        f"{outcomes.count((True, True))} understood by both, "
        f"**{outcomes.count((True, False))} only by the former, "
        f"{outcomes.count((False, True))} only by the latter**, "
        f"{outcomes.count((False, False))} by neither."
    )


def _slices(evaluation: Evaluation, picture: str) -> Iterator[str]:
    yield "## By kind of utterance"
    yield f"![Accuracy by kind of utterance]({picture})"
    heads = ["", "utterances", *(item.title for item in evaluation.judgements)]
    yield _table(heads, sliced(evaluation.judgements))


def _calibration(first: Judgement, picture: str) -> Iterator[str]:
    yield "## Calibration"
    yield f"![Share of right answers over confidence]({picture})"
    yield (
        f"The expected calibration error is {first.figures.calibration_error:.3f}: by so much the share of "
        f"right answers differs from the confidence, on average over {BINS} bins of equal width."
    )
    rows = [
        [str(b.count), number(b.confidence, 3), number(b.accuracy, 3)] for b in first.figures.bins
    ]
    yield _table(["answers", "mean confidence", "share that is right"], rows)


def _entities(evaluation: Evaluation) -> Iterator[str]:
    first = evaluation.judgements[0]
    if not first.entities:
        return
    examples = evaluation.task.entity_examples
    yield "## Entities"
    yield (
        f"On {len(examples)} sentences of their own, {sum(not e.entities for e in examples)} of them without any "
        "entity. Found means the same kind, place and normalised value."
    )
    yield _table(["entity", "meant", "precision", "recall", "F1"], by_kind(first.entities))
    rows = [
        [
            _literal(example.text),
            _literal(_listed(example.entities - answer.entities)),
            _literal(_listed(answer.entities - example.entities)),
        ]
        for example, answer in entity_errors(evaluation.task, first.trial)
    ]
    if rows:
        yield "Where they differ:"
        yield _table(["sentence", "missed", "found instead"], rows)


def _listed(entities: frozenset[Entity]) -> str:
    return ", ".join(f"{kind}={value}" for kind, _, _, value in sorted(entities))


def _listening(listening: ListeningReport | None) -> Iterator[str]:
    if listening is None:
        return
    yield "## What is heard beside the intent"
    yield (
        "How a sentence is said, on sentences of their own, most of them short: an answer is right when it names "
        "exactly the acts and negated matters of a fair reading. Several matters, by what separates them: each has to "
        "be among those found. Single ones and wrapped ones are the utterances above, the latter those of a "
        f"business intent in {DRAWS} wrappings each: politeness, hurry, forms of address."
    )
    yield _table(["", "sentences", "figure"], heard(listening))
    yield _table(["act", "meant", "precision", "recall"], by_act(listening))
    rows = [
        [_literal(said.text), ", ".join(sorted(said.acts[0])), ", ".join(sorted(manner.acts))]
        for said, manner in listening.manner.wrong[:WRONG_SHOWN]
    ]
    if rows:
        yield "Where they differ:"
        yield _table(["sentence", "does", "heard"], rows)


def _intents(first: Judgement) -> Iterator[str]:
    yield "## By intent"
    rows = [
        [
            f"`{intent.name}`",
            str(intent.support),
            percent(intent.precision),
            percent(intent.recall),
            number(intent.f1, 3),
        ]
        for intent in first.figures.intents
    ]
    yield _table(["intent", "utterances", "precision", "recall", "F1"], rows)


def _confusions(first: Judgement) -> Iterator[str]:
    yield "## Confusions"
    if not first.confusions:
        yield "None."
        return
    yield "Every misunderstood sentence with the confidence of the answer, the commonest pair first."
    rows = [
        [
            str(len(pair.cases)),
            f"`{pair.intent}`",
            f"`{pair.instead}`",
            "<br>".join(
                f"{_literal(said.text)} ({answer.confidence:.2f})" for said, answer in pair.cases
            ),
        ]
        for pair in first.confusions
    ]
    yield _table(["errors", "intent", "answered", "sentences"], rows)


def _data(data: DataFigures) -> Iterator[str]:
    yield "## Training data"
    yield (
        f"{sum(data.intents.values()):,} sentences. Nearly the same (character bigrams overlap by more than 80 %) are "
        f"{data.near_pairs} pairs of them, {data.near_pairs_across_intents} of these across intents: "
        "`kefu eval --duplicates` lists them."
    )
    rows = [[f"`{name}`", str(count)] for name, count in data.intents.items()]
    yield _table(["intent", "sentences"], rows)
    if not data.near_to_judged:
        yield "None of the sentences judged by is nearly the same as one that was trained on."
        return
    yield f"Sentences judged by that nearly are ones trained on: {len(data.near_to_judged)}."
    rows = [
        [_literal(near.text), _literal(near.learned), number(near.similarity, 2)]
        for near in data.near_to_judged[:NEAR_SHOWN]
    ]
    yield _table(["judged by", "trained on", "overlap"], rows)


def _method(evaluation: Evaluation) -> Iterator[str]:
    yield "## How this was measured"
    yield _list(
        "An answer is right when it is the utterance's intent or one noted beside it as an equally fair reading; "
        "macro-F1 takes such a reading as the meaning. What the dialogue would act on counts: a doubtful message is "
        "`out_of_scope`.",
        "Out-of-scope recall is the share of foreign questions that were seen to be foreign; false rejection the share "
        "of our own that were taken for foreign.",
        "Intervals are Wilson's.",
        f"Latency is that of one message at a time, warm, on {evaluation.judgements[0].trial.machine}: in the first column through "
        "`kefu.nlu.parser`"
        + (
            ", in the others through Rasa's own `Agent.parse_message`, each in its own environment."
            if len(evaluation.judgements) > 1
            else "."
        ),
        "Training is `rasa train nlu` from start to end in an empty folder; libraries are the files of the packages "
        "that the requirements list.",
    )
    if len(evaluation.judgements) > 1:
        yield (
            "Stock Rasa is `bench/stock`: Rasa as published, its documented pipeline for Chinese with DIET. It and the "
            "column before it learned the same sentences, drawn by intent in proportion; its `nlu_fallback` counts as "
            "`out_of_scope`. Its figures are kept in `bench/results` by a hash of sample, configuration and texts, "
            "since training takes long; a change of any of them measures anew. Stock does not normalise values, so "
            "entities are compared by kind and place; few training sentences name entities, which kefu finds by rules."
        )


def _list(*items: str) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(heads: Sequence[str], rows: Sequence[Row]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _literal(text: str) -> str:
    """For what customers write: nothing in it is markup."""
    for mark in "\\|*_<>[]~":
        text = text.replace(mark, f"\\{mark}")
    return text
