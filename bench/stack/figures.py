"""Figures with their spread over repeats, and what they are made of. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of some repeats, the smallest and the largest."""

    value: float
    low: float
    high: float


Figures = dict[str, Figure]
"""By names such as ``latency.simple.p50``."""


def figure(values: Iterable[float]) -> Figure:
    """What repeats of one measurement come to. Raises ValueError when there are none."""
    known = sorted(values)
    if not known:
        raise ValueError("nothing was measured")
    return Figure(median(known), known[0], known[-1])


def single(value: float) -> Figure:
    """A figure that was measured once."""
    return Figure(value, value, value)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest of the values that at least so many percent do not exceed (nearest rank).

    Raises ValueError when there are none.
    """
    if not values:
        raise ValueError("nothing was measured")
    ordered = sorted(values)
    rank = max(1, math.ceil(len(ordered) * percent / 100))
    return ordered[rank - 1]


def merged(repeats: Sequence[Mapping[str, float]]) -> Figures:
    """One figure for each name that any of the repeats has."""
    names = dict.fromkeys(name for repeat in repeats for name in repeat)
    return {name: figure(repeat[name] for repeat in repeats if name in repeat) for name in names}
