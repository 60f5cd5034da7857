"""What the wording of a message weighs for each act: a linear model over runs of characters, signs
and negations.

Its weights stand in ``act_weights.tsv``; `kefu.nlu.act_fitting` finds them from the examples of
``data/acts``. Pure. Must not know what follows from a score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from kefu.nlu.act_signs import signs
from kefu.nlu.negation import Negation

WEIGHTS: Final = Path(__file__).with_name("act_weights.tsv")
LONGEST_RUN: Final = 4
# Weights are whole hundredths: their sum is the same in whatever order the features come.
SCALE: Final = 100
# Weighs as much as so many runs.
SIGN_WEIGHT: Final = 2.0
_SIGN: Final = "#"


def features(plain: str, negation: Negation) -> set[str]:
    """All that a plain wording shows: its runs of characters, its signs, and whether it negates."""
    text = f"^{plain}$"
    shown = {
        text[start : start + length]
        for length in range(1, LONGEST_RUN + 1)
        for start in range(len(text) - length + 1)
    }
    shown.update([_SIGN + name for name in signs(plain)])
    if negation.unwanted:
        shown.add("#unwanted")
    if negation.not_so:
        shown.add("#not so")
    return shown


def weight_of(feature: str) -> float:
    """How much a feature counts in training; in use that is part of its weight."""
    return SIGN_WEIGHT if feature.startswith(_SIGN) else 1.0


@dataclass(frozen=True, slots=True)
class Weights:
    """A row of weights for each feature, a column for each act; row ``""`` is every text's."""

    acts: list[str]
    rows: dict[str, int]
    hundredths: NDArray[np.int32]

    def scores(self, shown: Iterable[str]) -> dict[str, float]:
        """The score of each act: above 0 it is likelier than not."""
        rows = self.rows
        found = [row for feature in shown if (row := rows.get(feature)) is not None]
        total = self.hundredths.take([*found, rows[""]], axis=0).sum(axis=0, dtype=np.int32)
        return dict(zip(self.acts, (total / SCALE).tolist(), strict=True))

    @classmethod
    def read(cls, text: str) -> Self:
        """What `as_text` wrote."""
        head, *lines = text.splitlines()
        table = [line.split("\t") for line in lines]
        hundredths = np.array([[int(cell or 0) for cell in row[1:]] for row in table], np.int32)
        rows = {row[0]: number for number, row in enumerate(table)}
        return cls(head.split("\t")[1:], rows, hundredths)

    def as_text(self) -> str:
        """A line for each feature, in hundredths; nothing stands for 0."""
        head = "\t".join(["", *self.acts])
        lines = [
            "\t".join([feature, *(str(weight or "") for weight in row)])
            for feature, row in zip(self.rows, self.hundredths.tolist(), strict=True)
        ]
        return "\n".join([head, *lines]) + "\n"


@cache
def stored_weights() -> Weights:
    """The project's weights."""
    return Weights.read(WEIGHTS.read_text(encoding="utf-8"))
