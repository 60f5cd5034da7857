"""Sentences that are nearly the same: they flatter a development set and teach nothing new.

Near means that the sets of character bigrams of the normalised texts overlap by more than
`THRESHOLD` (Jaccard). Pure; must not know what the sentences are used for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from kefu.nlu.normalise import normalise

THRESHOLD = 0.8


@dataclass(frozen=True, slots=True)
class Pair:
    """Positions of two near sentences, and their similarity (0..1)."""

    first: int
    second: int
    similarity: float


def bigrams(text: str) -> frozenset[str]:
    """Pairs of adjacent characters as the classifier reads them; shorter texts stand whole."""
    plain = normalise(text)
    return frozenset(plain[i : i + 2] for i in range(max(1, len(plain) - 1)))


def similarity(first: frozenset[str], second: frozenset[str]) -> float:
    """Jaccard: the share of common members in all members."""
    return len(first & second) / len(first | second)


def pairs_within(texts: Sequence[str]) -> list[Pair]:
    """All near pairs of one collection, first before second, in order of position."""
    index = _Index([bigrams(text) for text in texts])
    return [
        Pair(first, second, alike)
        for first in range(len(texts))
        for second, alike in index.near(index.sets[first])
        if first < second
    ]


def pairs_between(texts: Sequence[str], others: Sequence[str]) -> list[Pair]:
    """All near pairs of a text and one of the others, in order of position."""
    index = _Index([bigrams(text) for text in others])
    return [
        Pair(first, second, alike)
        for first, text in enumerate(texts)
        for second, alike in index.near(bigrams(text))
    ]


class _Index:
    """Sets by their rarest members: two near sets must share one of those (prefix filter)."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        self.sets = sets
        self._frequency = Counter(member for members in sets for member in members)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for position, members in enumerate(sets):
            for member in self._rarest(members):
                self._holders[member].append(position)

    def near(self, members: frozenset[str]) -> Iterator[tuple[int, float]]:
        """Positions of the sets near to this one, ascending, with their similarity."""
        rarest = self._rarest(members)
        candidates = {place for member in rarest for place in self._holders.get(member, ())}
        for place in sorted(candidates):
            alike = similarity(members, self.sets[place])
            if alike > THRESHOLD:
                yield place, alike

    def _rarest(self, members: frozenset[str]) -> list[str]:
        """So many that whoever shares none of them cannot share enough of the rest."""
        ordered = sorted(members, key=lambda member: (self._frequency[member], member))
        return ordered[: len(members) - ceil(THRESHOLD * len(members)) + 1]
