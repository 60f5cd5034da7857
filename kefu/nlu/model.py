"""A linear model over character n-grams: trained with scikit-learn, applied with numpy alone.

Pure: strings and labels in, probabilities out. Must know neither Rasa nor what the labels mean.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_WEIGHTS = "weights.npz"
_MEANING = "meaning.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train: on n-grams of up to ``longest_gram``, less regularised with more ``strength``.

    ``balance`` raises the weight of rare labels from none (0) to that of frequent ones (1);
    ``temperature`` below 1 sharpens the probabilities, which regularisation makes too flat.
    """

    longest_gram: int = 2
    strength: float = 20.0
    balance: float = 0.5
    temperature: float = 0.6
    iterations: int = 60


def grams(text: str, longest: int) -> list[str]:
    """All n-grams of the text between its boundary marks ``^`` and ``$``."""
    marked = f"^{text}$"
    return [
        marked[start : start + size]
        for size in range(1, longest + 1)
        for start in range(len(marked) - size + 1)
    ]


def _label_weights(labels: Sequence[str], balance: float) -> dict[str, float]:
    counts = Counter(labels)
    mean = len(labels) / len(counts)
    return {label: float((mean / count) ** balance) for label, count in counts.items()}


class LinearModel:
    """Multinomial logistic regression over tf-idf n-grams, normalised to unit length."""

    def __init__(
        self,
        settings: Settings,
        labels: Sequence[str],
        vocabulary: dict[str, int],
        idf: NDArray[np.float32],
        weights: NDArray[np.float32],
        bias: NDArray[np.float32],
    ) -> None:
        """``weights`` has a row per n-gram and a column per label, ``idf`` a value per n-gram."""
        self.settings = settings
        self.labels = list(labels)
        self._vocabulary = vocabulary
        self._idf = idf
        self._weights = weights
        self._bias = bias

    @classmethod
    def train(cls, texts: Sequence[str], labels: Sequence[str], settings: Settings) -> LinearModel:
        """Fits the model. Raises ValueError with fewer than two different labels."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        vectorizer = TfidfVectorizer(
            analyzer=lambda text: grams(text, settings.longest_gram),
            sublinear_tf=True,
            dtype=np.float32,
        )
        features = vectorizer.fit_transform(texts)
        regression = LogisticRegression(
            C=settings.strength,
            max_iter=settings.iterations,
            tol=1e-3,
            class_weight=_label_weights(labels, settings.balance),
        )
        regression.fit(features, labels)
        weights, bias = regression.coef_, regression.intercept_
        if len(regression.classes_) == 2:  # scikit-learn keeps one column for two classes
            weights, bias = np.vstack([-weights, weights]) / 2, np.hstack([-bias, bias]) / 2
        return cls(
            settings,
            [str(label) for label in regression.classes_],
            {gram: int(index) for gram, index in vectorizer.vocabulary_.items()},
            vectorizer.idf_.astype(np.float32),
            np.ascontiguousarray(weights.T, dtype=np.float32),
            bias.astype(np.float32),
        )

    def probabilities(self, text: str) -> NDArray[np.float32]:
        """A probability per label, in the order of ``labels``; the bias for unknown n-grams."""
        vocabulary = self._vocabulary
        counts = Counter(
            index
            for gram in grams(text, self.settings.longest_gram)
            if (index := vocabulary.get(gram)) is not None
        )
        scores = self._bias
        if counts:
            rows = np.fromiter(counts, np.intp, len(counts))
            values = np.fromiter(counts.values(), np.float32, len(counts))
            values = (1 + np.log(values)) * self._idf[rows]
            values /= np.sqrt(values @ values)
            scores = values @ self._weights[rows] + scores
        scores = np.exp((scores - scores.max()) / self.settings.temperature)
        result: NDArray[np.float32] = scores / scores.sum()
        return result

    def rank(self, text: str, length: int) -> list[tuple[str, float]]:
        """The ``length`` most probable labels with their probabilities, best first."""
        probabilities = self.probabilities(text)
        best = np.argsort(-probabilities, kind="stable")[:length]
        return [(self.labels[index], float(probabilities[index])) for index in best]

    def save(self, directory: Path) -> None:
        """Writes an npz and a JSON file; half precision halves the size and costs no accuracy."""
        np.savez_compressed(
            directory / _WEIGHTS,
            idf=self._idf,
            weights=self._weights.astype(np.float16),
            bias=self._bias,
        )
        meaning = {
            **asdict(self.settings),
            "labels": self.labels,
            "grams": sorted(self._vocabulary, key=self._vocabulary.__getitem__),
        }
        (directory / _MEANING).write_text(json.dumps(meaning, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> LinearModel:
        """Reads what ``save`` wrote. Raises FileNotFoundError when there is nothing."""
        meaning = json.loads((directory / _MEANING).read_text(encoding="utf-8"))
        labels = meaning.pop("labels")
        vocabulary = {gram: index for index, gram in enumerate(meaning.pop("grams"))}
        with np.load(directory / _WEIGHTS, allow_pickle=False) as arrays:
            return cls(
                Settings(**meaning),
                labels,
                vocabulary,
                arrays["idf"],
                arrays["weights"].astype(np.float32),
                arrays["bias"],
            )
