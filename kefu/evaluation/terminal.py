"""The figures in the terminal. Must not compute any."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kefu.evaluation.judgement import Evaluation, Judgement
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

PAIRS = 15
TEXTS = 3


def show(evaluation: Evaluation, console: Console) -> None:
    """Everything about the first pipeline, the others beside it where they can be compared."""
    first = evaluation.judgements[0]
    titles = [item.title for item in evaluation.judgements]
    console.print(
        f"[bold]{evaluation.task.name}[/]: {first.figures.count} utterances", highlight=False
    )
    if evaluation.unknown_intents:
        names = ", ".join(evaluation.unknown_intents)
        console.print(f"[yellow]not intents of this model, never right: {escape(names)}[/]")
    _table(console, ["", *titles], comparison(evaluation.judgements))
    if evaluation.seeds:
        heads = [f"{len(evaluation.seeds[0].values)} trainings", *SEEDED]
        _table(console, heads, seeded(evaluation.seeds))
    _table(console, ["slice", "utterances", *titles], sliced(evaluation.judgements))
    _table(console, ["intent", "utterances", "precision", "recall", "F1"], _intents(first))
    if first.entities:
        _table(console, ["entity", "meant", "precision", "recall", "F1"], by_kind(first.entities))
    if evaluation.listening:
        _table(console, ["heard", "sentences", ""], heard(evaluation.listening))
        _table(console, ["act", "meant", "precision", "recall"], by_act(evaluation.listening))
    _confusions(console, first)


def _intents(item: Judgement) -> list[Row]:
    worst_first = sorted(item.figures.intents, key=lambda intent: (intent.f1, intent.name))
    return [
        [
            intent.name,
            str(intent.support),
            percent(intent.precision),
            percent(intent.recall),
            number(intent.f1, 3),
        ]
        for intent in worst_first
    ]


def _confusions(console: Console, item: Judgement) -> None:
    rows = [
        [
            str(len(pair.cases)),
            pair.intent,
            pair.instead,
            "\n".join(said.text for said, _ in pair.cases[:TEXTS]),
        ]
        for pair in item.confusions[:PAIRS]
    ]
    _table(console, ["errors", "intent", "answered", "for example"], rows)
    if len(item.confusions) > PAIRS:
        console.print(f"and {len(item.confusions) - PAIRS} rarer pairs", style="dim")


def _table(console: Console, heads: Sequence[str], rows: Sequence[Row]) -> None:
    if not rows:
        return
    table = Table(box=None, header_style="dim", pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    console.print(table)
    console.print()
