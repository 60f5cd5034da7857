"""Finds the weights of `kefu.nlu.act_model` from the examples: ``python -m kefu.nlu.act_fitting``.

A file of ``data/acts`` has lines ``acts<TAB>negated<TAB>aspects<TAB>text``. Must know neither Rasa
nor the dialogue; nothing that serves imports it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from kefu.nlu.act_model import SCALE, WEIGHTS, Weights, features, weight_of
from kefu.nlu.act_spelling import plain
from kefu.nlu.acts import LEARNT, Act, Aspect, Manner
from kefu.nlu.negation import negation_in
from kefu.nlu.normalise import fold

EXAMPLES: Final = Path(__file__).parents[2] / "data" / "acts"
# The inverse of how strongly weights are drawn to nothing.
_FREEDOM: Final = 4.0
_AT_LEAST: Final = 2
_TOLERANCE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Example:
    """A text and how it is said."""

    text: str
    manner: Manner


def read_examples(folder: Path = EXAMPLES) -> list[Example]:
    """The examples of all files, in the order of their names. Raises ValueError for other lines."""
    return [
        _example(line)
        for path in sorted(folder.glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()[1:]
    ]


def _example(line: str) -> Example:
    acts, negated, aspects, text = line.split("\t")
    return Example(
        text,
        Manner(
            frozenset(map(Act, acts.split(","))),
            tuple(filter(None, negated.split(","))),
            frozenset(map(Aspect, filter(None, aspects.split(",")))),
        ),
    )


def fit(examples: Sequence[Example]) -> Weights:
    """Weighs each feature that two texts show at least."""
    counts = CountVectorizer(analyzer=_features, binary=True, min_df=_AT_LEAST)
    matrix = counts.fit_transform([example.text for example in examples])
    names = counts.get_feature_names_out().tolist()
    importance = np.array([weight_of(name) for name in names])
    matrix = matrix.multiply(importance).tocsr()
    columns = []
    for act in LEARNT:
        model = LogisticRegression(
            C=_FREEDOM, solver="liblinear", tol=_TOLERANCE, random_state=0
        ).fit(matrix, [act in example.manner.acts for example in examples])
        columns.append([*model.intercept_, *(model.coef_[0] * importance)])
    rows = {name: row for row, name in enumerate(["", *names])}
    hundredths = np.rint(np.array(columns).T * SCALE).astype(np.int32)
    return Weights([act.value for act in LEARNT], rows, hundredths)


def _features(text: str) -> set[str]:
    wording = plain(fold(text)).text
    return features(wording, negation_in(wording))


if __name__ == "__main__":
    WEIGHTS.write_text(fit(read_examples()).as_text(), encoding="utf-8")
