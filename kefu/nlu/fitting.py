"""Finds a network's parameters: adaptive steps on cross-entropy with smoothed labels, in numpy.

Features are dropped at random in every step, so that no single one decides alone. Must know neither
Rasa nor what features and labels mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from kefu.nlu.nb_svm import fit_nb_svm
from kefu.nlu.network import Layers, Network
from kefu.nlu.quantized import Array, Quantized
from kefu.nlu.vectors import Vectorizer

_FIRST, _SECOND = np.float32(0.9), np.float32(0.999)
_SMALL = np.float32(1e-8)


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How to train.

    ``at_least`` examples share a feature that is kept; ``embedding`` and ``hidden`` are widths;
    ``rate`` is the first step, falling to a twentieth; the three dropouts are shares of
    features, of the embedding and of hidden units that a step does without; ``smoothing`` is the
    probability mass given to all labels alike; ``decay`` shrinks the layers; ``balance`` raises the
    weight of rare labels from none (0) to that of frequent ones (1); ``temperature`` and
    ``vote`` as in Network.
    """

    at_least: int = 3
    embedding: int = 128
    hidden: int = 256
    epochs: int = 6
    batch: int = 64
    rate: float = 3e-3
    feature_dropout: float = 0.3
    embedding_dropout: float = 0.2
    hidden_dropout: float = 0.5
    smoothing: float = 0.1
    decay: float = 1e-2
    balance: float = 0.1
    temperature: float = 0.65
    vote: float = 0.5
    seed: int = 0


def fit(
    texts: Sequence[Sequence[str]],
    labels: Sequence[str],
    settings: FitSettings,
    dense: Array | None = None,
) -> Network:
    """Trains on texts given as features, and on rows of ``dense`` (texts, d) where there are any.

    The same input gives the same network. Raises ValueError with fewer than two different labels.
    """
    names = sorted(set(labels))
    if len(names) < 2:
        raise ValueError("at least two different labels are needed to learn from")
    vectorizer = Vectorizer.learn(texts, settings.at_least)
    numbers = {name: number for number, name in enumerate(names)}
    matrix = vectorizer.matrix(texts)
    targets = np.array([numbers[label] for label in labels])
    run = _Run(
        matrix,
        targets,
        _label_weights(labels, names, settings.balance),
        np.zeros((len(texts), 0), np.float32) if dense is None else dense,
        settings,
    )
    # The matrices are small: more threads would wait for each other longer than they work.
    with threadpool_limits(1):
        run.finish()
        voter = (
            fit_nb_svm(matrix, targets, len(names), settings.seed)
            # What an encoder knows of words that no example has, features alone would outvote.
            if settings.vote and dense is None
            else None
        )
    return Network(
        names,
        vectorizer,
        Quantized.of(run.embeddings),
        Quantized.of(run.linear),
        run.layers,
        settings.temperature,
        voter,
        settings.vote,
    )


def _label_weights(labels: Iterable[str], names: Sequence[str], balance: float) -> Array:
    counts = Counter(labels)
    mean = counts.total() / len(names)
    return np.array([(mean / counts[name]) ** balance for name in names], np.float32)


class _Layer:
    """Adam's steps for a parameter of which every entry takes part (Kingma & Ba, 2015)."""

    def __init__(self, parameter: Array) -> None:
        self._first = np.zeros_like(parameter)
        self._second = np.zeros_like(parameter)

    def step(self, gradient: Array, time: int) -> Array:
        """What to subtract, for a rate of 1."""
        self._first += (1 - _FIRST) * (gradient - self._first)
        self._second += (1 - _SECOND) * (gradient * gradient - self._second)
        scale = np.sqrt(1 - _SECOND**time) / (1 - _FIRST**time)
        result: Array = scale * self._first / (np.sqrt(self._second) + _SMALL)
        return result


class _Table:
    """The same for a parameter of which a step sees few rows: without momentum, as RMSProp.

    Momentum would move rows that the step has not seen, or cost a third more time to spare them.
    """

    def __init__(self, parameter: Array) -> None:
        self._second = np.zeros_like(parameter)

    def step(self, gradient: Array, time: int, rows: NDArray[np.intp]) -> Array:
        """What to subtract from the rows, for a rate of 1."""
        second = self._second[rows]
        second += (1 - _SECOND) * (gradient * gradient - second)
        self._second[rows] = second
        result: Array = gradient * np.sqrt(1 - _SECOND**time) / (np.sqrt(second) + _SMALL)
        return result


class _Run:
    """One training: parameters, their moments and the order of the examples."""

    def __init__(
        self,
        sparse: csr_matrix,
        labels: NDArray[np.intp],
        label_weights: Array,
        dense: Array,
        settings: FitSettings,
    ) -> None:
        self._sparse, self._labels, self._weights, self._dense = (
            sparse,
            labels,
            label_weights,
            dense,
        )
        self._settings = settings
        self._random = np.random.default_rng(settings.seed)
        count = len(label_weights)
        width = settings.embedding + dense.shape[1]
        self.embeddings = self._normal(0.3, sparse.shape[1], settings.embedding)
        self.linear = np.zeros((sparse.shape[1], count), np.float32)
        self.layers = Layers(
            hidden=self._normal(np.sqrt(2 / width), width, settings.hidden),
            hidden_bias=np.zeros(settings.hidden, np.float32),
            output=self._normal(np.sqrt(0.5 / settings.hidden), settings.hidden, count),
            output_bias=np.zeros(count, np.float32),
        )
        self._layers = {
            field.name: _Layer(getattr(self.layers, field.name)) for field in fields(Layers)
        }
        self._embedding_table = _Table(self.embeddings)
        self._linear_table = _Table(self.linear)

    def _normal(self, deviation: float, *shape: int) -> Array:
        return self._random.normal(0, deviation, shape).astype(np.float32)

    def finish(self) -> None:
        """All steps of all epochs."""
        settings, count = self._settings, len(self._labels)
        starts = range(0, count, settings.batch)
        steps = settings.epochs * len(starts)
        time = 0
        for _ in range(settings.epochs):
            order = self._random.permutation(count)
            for start in starts:
                time += 1
                rate = np.float32(settings.rate * max(0.05, 1 - time / steps))
                self._step(order[start : start + settings.batch], time, rate)

    def _step(self, chosen: NDArray[np.intp], time: int, rate: np.float32) -> None:
        settings, layers = self._settings, self.layers
        rows, batch = self._batch(chosen)
        embedded = batch @ self.embeddings[rows]
        embedding_mask = self._mask(embedded.shape, settings.embedding_dropout)
        meaning = np.hstack([embedded * embedding_mask, self._dense[chosen]])
        raw = meaning @ layers.hidden + layers.hidden_bias
        hidden_mask = self._mask(raw.shape, settings.hidden_dropout) * (raw > 0)
        active = raw * hidden_mask
        scores = active @ layers.output + layers.output_bias + batch @ self.linear[rows]

        error = self._error(scores, self._labels[chosen])
        to_hidden = (error @ layers.output.T) * hidden_mask
        to_embedding = (to_hidden @ layers.hidden.T)[:, : settings.embedding] * embedding_mask
        gradients = {
            "hidden": meaning.T @ to_hidden,
            "hidden_bias": to_hidden.sum(axis=0),
            "output": active.T @ error,
            "output_bias": error.sum(axis=0),
        }
        for name, gradient in gradients.items():
            parameter = getattr(layers, name)
            if not name.endswith("bias"):
                parameter *= 1 - rate * np.float32(settings.decay)
            parameter -= rate * self._layers[name].step(gradient, time)
        # A feature is seen in few steps, so its parameters take longer ones.
        back = batch.T.tocsr()
        self.embeddings[rows] -= (
            2 * rate * self._embedding_table.step(back @ to_embedding, time, rows)
        )
        self.linear[rows] -= 2 * rate * self._linear_table.step(back @ error, time, rows)

    def _batch(self, chosen: NDArray[np.intp]) -> tuple[NDArray[np.intp], csr_matrix]:
        """The features that occur in the chosen examples, and the examples over them alone."""
        batch = self._sparse[chosen]
        kept = self._random.random(batch.nnz, np.float32) >= self._settings.feature_dropout
        owners = np.repeat(np.arange(len(chosen)), np.diff(batch.indptr))[kept]
        values = batch.data[kept]
        squares = np.bincount(owners, values * values, len(chosen))
        lengths = np.sqrt(np.maximum(squares, 1e-9)).astype(np.float32)
        rows, columns = np.unique(batch.indices[kept], return_inverse=True)
        ends = np.cumsum([0, *np.bincount(owners, minlength=len(chosen))])
        shape = (len(chosen), len(rows))
        return rows, csr_matrix((values / lengths[owners], columns, ends), shape=shape)

    def _mask(self, shape: tuple[int, ...], dropout: float) -> Array:
        kept = self._random.random(shape, np.float32) >= dropout
        return kept.astype(np.float32) / np.float32(1 - dropout)

    def _error(self, scores: Array, labels: NDArray[np.intp]) -> Array:
        """The gradient of the mean weighted cross-entropy with respect to the scores."""
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = odds / odds.sum(axis=1, keepdims=True)
        smoothing = np.float32(self._settings.smoothing)
        error -= smoothing / np.float32(error.shape[1])
        error[np.arange(len(labels)), labels] -= 1 - smoothing
        weights = self._weights[labels]
        result: Array = error * (weights / weights.sum())[:, None]
        return result
