"""Features as vectors: tf-idf over the features that several training examples share, of length 1.

Pure. Must know neither Rasa nor how features are made.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True)
class SparseVector:
    """Rising positions are not promised; ``values`` has the Euclidean length 1, or is empty."""

    positions: NDArray[np.intp]
    values: NDArray[np.float32]


class Vectorizer:
    """Knows the features' positions and how rare each is."""

    def __init__(self, names: Sequence[str], idf: NDArray[np.float32]) -> None:
        """``idf`` has a value for each name, in the same order."""
        self.names = names
        self.idf = idf
        self._positions = {name: position for position, name in enumerate(names)}

    @classmethod
    def learn(cls, texts: Sequence[Iterable[str]], at_least: int) -> Vectorizer:
        """Keeps the features that at least so many of the texts have."""
        having = Counter(name for text in texts for name in set(text))
        names = sorted(name for name, count in having.items() if count >= at_least)
        idf = np.array([math.log(len(texts) / having[name]) for name in names], np.float32)
        return cls(names, idf)

    def vector(self, features: Iterable[str]) -> SparseVector:
        """The vector of one text; features that were not learnt are left out."""
        counts = Counter(map(self._positions.get, features))
        counts.pop(None, None)
        rows = np.fromiter(counts, np.intp, len(counts))
        values = np.fromiter(counts.values(), np.float32, len(counts))
        values = (1 + np.log(values)) * self.idf[rows]
        length = math.sqrt(values @ values)
        return SparseVector(rows, values / np.float32(length) if length else values)

    def matrix(self, texts: Iterable[Iterable[str]]) -> csr_matrix:
        """A row per text."""
        vectors = [self.vector(text) for text in texts]
        ends = np.cumsum([0, *(len(vector.positions) for vector in vectors)])
        return csr_matrix(
            (
                np.concatenate([vector.values for vector in vectors]),
                np.concatenate([vector.positions for vector in vectors]),
                ends,
            ),
            shape=(len(vectors), len(self.names)),
            dtype=np.float32,
        )
