"""The figures: what share was understood, of what kind the errors are,
how far confidence can be trusted.

Pure. An answer counts as right when it is one of the utterance's acceptable intents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_fscore_support

from kefu.evaluation.entities import Entity
from kefu.evaluation.utterances import Utterance

OUT_OF_SCOPE = "out_of_scope"
BINS = 15
"""Bins of equal width in which confidence is compared with what is right."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a pipeline made of a text, and in how many milliseconds."""

    intent: str
    confidence: float
    entities: frozenset[Entity] = frozenset()
    milliseconds: float = 0.0


@dataclass(frozen=True, slots=True)
class IntentFigures:
    """One intent's precision, recall and F1 (0..1), and how many utterances have it."""

    name: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of similar confidence: its mean, the share that is right, their number."""

    confidence: float
    accuracy: float
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything measured about one pipeline on one set; shares are 0..1, None of nothing."""

    count: int
    accuracy: float
    accuracy_interval: tuple[float, float]
    strict_accuracy: float
    macro_f1: float
    out_of_scope_recall: float | None
    false_rejection: float | None
    calibration_error: float
    intents: tuple[IntentFigures, ...]
    bins: tuple[Bin, ...]


def is_right(utterance: Utterance, answer: Answer) -> bool:
    """Whether the answer is a fair reading."""
    return answer.intent in utterance.acceptable


def measure(utterances: Sequence[Utterance], answers: Sequence[Answer]) -> Figures:
    """All figures of at least one utterance.

    ``strict_accuracy`` counts the first intent alone; ``out_of_scope_recall`` is the share of the
    utterances out of scope that were seen to be; ``false_rejection`` the share of those in scope
    that were taken for out of scope. Raises ValueError when the lengths differ.
    """
    pairs = list(zip(utterances, answers, strict=True))
    right = [is_right(item, answer) for item, answer in pairs]
    intents = _by_intent(pairs)
    bins = _bins(np.array(right), np.array([answer.confidence for answer in answers]))
    return Figures(
        count=len(pairs),
        accuracy=sum(right) / len(right),
        accuracy_interval=wilson_interval(sum(right), len(right)),
        strict_accuracy=float(np.mean([answer.intent == item.intent for item, answer in pairs])),
        macro_f1=float(np.mean([intent.f1 for intent in intents])),
        out_of_scope_recall=_share(
            [is_right(item, answer) for item, answer in pairs if item.intent == OUT_OF_SCOPE]
        ),
        false_rejection=_share(
            [
                answer.intent == OUT_OF_SCOPE
                for item, answer in pairs
                if OUT_OF_SCOPE not in item.acceptable
            ]
        ),
        calibration_error=sum(item.count * abs(item.accuracy - item.confidence) for item in bins)
        / len(pairs),
        intents=intents,
        bins=bins,
    )


def _by_intent(pairs: Sequence[tuple[Utterance, Answer]]) -> tuple[IntentFigures, ...]:
    # A fair second reading is taken as the meaning, so that it costs neither intent's F1.
    meant = [answer.intent if is_right(item, answer) else item.intent for item, answer in pairs]
    names = sorted(set(meant))
    precision, recall, f1, support = precision_recall_fscore_support(
        meant, [answer.intent for _, answer in pairs], labels=names, zero_division=0.0
    )
    return tuple(
        IntentFigures(name, float(p), float(r), float(f), int(s))
        for name, p, r, f, s in zip(names, precision, recall, f1, support, strict=True)
    )


def wilson_interval(successes: int, count: int) -> tuple[float, float]:
    """Where the share of successes lies with 95 % confidence (Wilson, JASA 1927)."""
    z = 1.96
    share, spread = successes / count, z * z / count
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def _bins(right: NDArray[np.bool_], confidence: NDArray[np.float64]) -> tuple[Bin, ...]:
    """The filled bins of the expected calibration error (Naeini et al., AAAI 2015)."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(float(confidence[chosen].mean()), float(right[chosen].mean()), int(chosen.sum()))
        for index in range(BINS)
        if (chosen := place == index).any()
    )


@dataclass(frozen=True, slots=True)
class Confusion:
    """An intent, what was answered instead, and the utterances with their answers."""

    intent: str
    instead: str
    cases: tuple[tuple[Utterance, Answer], ...]


def confusions(utterances: Sequence[Utterance], answers: Sequence[Answer]) -> tuple[Confusion, ...]:
    """All errors by pair of intents, the commonest pair first."""
    errors: dict[tuple[str, str], list[tuple[Utterance, Answer]]] = defaultdict(list)
    for item, answer in zip(utterances, answers, strict=True):
        if not is_right(item, answer):
            errors[item.intent, answer.intent].append((item, answer))
    ordered = sorted(errors.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return tuple(Confusion(*pair, tuple(cases)) for pair, cases in ordered)
