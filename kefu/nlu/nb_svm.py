"""The model that votes beside the network: a linear one that starts from naive Bayes.

How much more often a label has a feature than the others have it (the log of the ratio) scales the
feature for that label, and a linear model learns on what is scaled: the "NB-SVM" of Wang & Manning
(ACL 2012), here with the logistic loss over all labels, so that it gives probabilities. It errs
elsewhere than the network: each label only ever moves along the features that speak for or against
it by their counts.

Must know neither Rasa nor what features and labels mean.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kefu.nlu.quantized import Array, Quantized

_EPOCHS: Final = 4
_STEPS: Final = 400
"""The least: few texts are learnt in more epochs."""
_BATCH: Final = 256
_RATE: Final = 1.0
_BIAS_RATE: Final = 0.1
_LAST_RATE: Final = 0.05
"""Share of the rate that is left at the end."""
_TEMPERATURE: Final = np.float32(0.8)
"""Divides the scores before they become probabilities: below 1 sharpens."""
_WEIGHTS, _SCALES, _BIAS = "voter", "voter_scales", "voter_bias"
_SMALL: Final = np.float32(1e-6)


class NbSvm:
    """Positions of a text's features in, a probability per label out."""

    def __init__(self, weights: Quantized, bias: Array) -> None:
        """``weights`` (features, labels), ``bias`` (labels)."""
        self._weights = weights
        self._bias = bias

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Self | None:
        """From what `arrays` gave; None where it is not among them."""
        if _WEIGHTS not in arrays:
            return None
        return cls(Quantized(arrays[_WEIGHTS], arrays[_SCALES]), arrays[_BIAS])

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything that it knows, by names of its own."""
        return {_WEIGHTS: self._weights.bytes, _SCALES: self._weights.scales, _BIAS: self._bias}

    def probabilities(self, positions: NDArray[np.intp]) -> Array:
        """A probability per label. Whether a feature is there counts, not how often."""
        each = np.float32(1 / math.sqrt(max(1, len(positions))))
        scores = (self._weights.weighted_sum(positions, each) + self._bias) / _TEMPERATURE
        odds = np.exp(scores - scores.max())
        result: Array = odds / odds.sum()
        return result


def fit_nb_svm(texts: csr_matrix, labels: NDArray[np.intp], count: int, seed: int) -> NbSvm:
    """Learns from texts (n, features) that have what is not 0; ``count`` labels from 0 on.

    Adaptive steps (AdaGrad, Duchi et al. 2011). The same input gives the same model.
    """
    present = _present(texts)
    ratios = _log_count_ratios(present, labels, count)
    weights = np.zeros_like(ratios)
    squares = np.full_like(ratios, _SMALL)
    bias = np.zeros(count, np.float32)
    random = np.random.default_rng(seed)
    starts = range(0, len(labels), _BATCH)
    epochs = max(_EPOCHS, math.ceil(_STEPS / len(starts)))
    steps, step = epochs * len(starts), 0
    for _ in range(epochs):
        order = random.permutation(len(labels))
        for start in starts:
            chosen = order[start : start + _BATCH]
            rows, batch = _columns_in_use(present[chosen])
            scaled = ratios[rows]
            error = _error(batch @ (scaled * weights[rows]) + bias, labels[chosen])
            gradient = scaled * (batch.T.tocsr() @ error)
            seen = squares[rows] + gradient * gradient
            squares[rows] = seen
            rate = np.float32(_RATE * max(_LAST_RATE, 1 - step / steps))
            weights[rows] -= rate * gradient / np.sqrt(seen)
            bias -= np.float32(_BIAS_RATE) * error.sum(axis=0)
            step += 1
    return NbSvm(Quantized.of(ratios * weights), bias)


def _present(texts: csr_matrix) -> csr_matrix:
    """Each text's features alike, in rows of length 1."""
    sizes = np.diff(texts.indptr)
    values = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes).astype(np.float32)
    return csr_matrix((values, texts.indices, texts.indptr), shape=texts.shape)


def _log_count_ratios(present: csr_matrix, labels: NDArray[np.intp], count: int) -> Array:
    """(features, labels): positive where a label has a feature more often than the others do."""
    ones = np.ones(len(labels), np.float32)
    owners = csr_matrix((ones, (np.arange(len(labels)), labels)), shape=(len(labels), count))
    there = csr_matrix((np.ones_like(present.data), present.indices, present.indptr), present.shape)
    own = (there.T @ owners).toarray()
    inside = 1 + own
    outside = 1 + own.sum(axis=1, keepdims=True) - own
    ratios: Array = np.log(inside / inside.sum(axis=0)) - np.log(outside / outside.sum(axis=0))
    return ratios


def _columns_in_use(batch: csr_matrix) -> tuple[NDArray[np.intp], csr_matrix]:
    """The features that occur, and the texts over them alone."""
    rows, columns = np.unique(batch.indices, return_inverse=True)
    shape = (batch.shape[0], len(rows))
    return rows, csr_matrix((batch.data, columns, batch.indptr), shape=shape)


def _error(scores: Array, labels: NDArray[np.intp]) -> Array:
    """The gradient of the mean cross-entropy with respect to the scores."""
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    error: Array = odds / odds.sum(axis=1, keepdims=True)
    error[np.arange(len(labels)), labels] -= 1
    return error / np.float32(len(labels))
