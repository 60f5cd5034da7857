"""Sentences in the politeness and hurry that customers wrap them in, which change no matter.

A line of the file is ``before<TAB>after``, either may be empty; a line break is written ``\\n``.
Must not know how wrappings are taken off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kefu.evaluation.utterances import BadFile, Utterance, lines_of

_HEADER = "before\tafter"
_SEED = 0
DRAWS = 3
"""Wrappings for each sentence."""
_NO_BUSINESS = {
    *("greeting", "goodbye", "thanks", "affirm", "deny", "cancel"),
    *("insult", "bot_challenge", "inform", "out_of_scope"),
}


@dataclass(frozen=True, slots=True)
class Wrapping:
    """What stands around a sentence."""

    before: str
    after: str

    def around(self, text: str) -> str:
        """The sentence in it."""
        return f"{self.before}{text}{self.after}"


@dataclass(frozen=True, slots=True)
class WrappedFigures:
    """Accuracy (0..1) of ``count`` sentences plain, and of each of them in ``DRAWS`` wrappings.

    ``lost`` were understood plain and not in this wrapping: the text, its intent, the answer.
    """

    count: int
    plain: float
    wrapped: float
    lost: tuple[tuple[str, str, str], ...]

    @property
    def loss(self) -> float:
        """By how much wrappings lower the accuracy."""
        return self.plain - self.wrapped


def wrap(
    utterances: Sequence[Utterance], wrappings: Sequence[Wrapping]
) -> list[tuple[Utterance, list[Utterance]]]:
    """Each sentence of a business intent, and itself in wrappings drawn the same every time."""
    draw = np.random.default_rng(_SEED)
    return [
        (
            item,
            [
                replace(item, text=wrappings[place].around(item.text))
                for place in draw.choice(len(wrappings), DRAWS, replace=False)
            ],
        )
        for item in utterances
        if item.intent not in _NO_BUSINESS
    ]


def measure_wrapped(
    utterances: Sequence[Utterance],
    wrappings: Sequence[Wrapping],
    intent_of: Callable[[str], str],
) -> WrappedFigures:
    """Plain against wrapped, for at least one sentence of a business intent."""
    plain: list[bool] = []
    wrapped: list[bool] = []
    lost = []
    for item, others in wrap(utterances, wrappings):
        plain.append(intent_of(item.text) in item.acceptable)
        for other in others:
            answer = intent_of(other.text)
            wrapped.append(answer in item.acceptable)
            if plain[-1] and not wrapped[-1]:
                lost.append((other.text, item.intent, answer))
    return WrappedFigures(
        len(plain), sum(plain) / len(plain), sum(wrapped) / len(wrapped), tuple(lost)
    )


def read_wrappings(path: Path) -> list[Wrapping]:
    """Reads a file in the order of its lines, blanks included. Raises BadFile."""
    return [_read(path, number, line) for number, line in lines_of(path, _HEADER)]


def _read(path: Path, number: int, line: str) -> Wrapping:
    before, tab, after = line.replace("\\n", "\n").partition("\t")
    if not tab or "\t" in after or not before + after:
        raise BadFile(f"{path} 第 {number} 行应为“句前<TAB>句后”")
    return Wrapping(before, after)
