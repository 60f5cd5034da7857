"""The classifier's model: a linear part and a small neural part over the same features, added up.

The linear part remembers which feature speaks for which intent; the neural part (mean of learnt
embeddings, one hidden layer) generalises to wordings that share no feature with an example. This
is the "wide & deep" design of Cheng et al. (DLRS 2016). A second model of another kind votes: its
probabilities are averaged with these. Applied with numpy alone.

Must know neither Rasa, nor what features and labels mean, nor how the parameters are found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kefu.nlu.nb_svm import NbSvm
from kefu.nlu.quantized import Array, Quantized
from kefu.nlu.vectors import Vectorizer

_ARRAYS = "network.npz"
_MEANING = "network.json"
_MAPPED = "mapped"


@dataclass(slots=True)
class Layers:
    """The dense part: ``e`` embedding, ``d`` dense input, ``h`` hidden, ``k`` labels.

    ``hidden`` (e + d, h) with ``hidden_bias`` (h), ``output`` (h, k) with ``output_bias`` (k).
    """

    hidden: Array
    hidden_bias: Array
    output: Array
    output_bias: Array


class Network:
    """Features of a text in, a probability per label out."""

    def __init__(
        self,
        labels: Sequence[str],
        vectorizer: Vectorizer,
        embeddings: Quantized,
        linear: Quantized,
        layers: Layers,
        temperature: float,
        voter: NbSvm | None = None,
        vote: float = 0.0,
    ) -> None:
        """``temperature`` divides the scores before they become probabilities: below 1 sharpens.

        ``vote`` (0..1) is the weight of the voter's probabilities, where there is one.
        """
        self.labels = list(labels)
        self._vectorizer = vectorizer
        self._embeddings = embeddings
        self._linear = linear
        self._layers = layers
        self._temperature = temperature
        self._voter = voter
        self._vote = np.float32(vote)

    def probabilities(self, features: Iterable[str], dense: Array | None = None) -> Array:
        """A probability per label, in the order of ``labels``.

        ``dense`` (d) is what an encoder made of the text, for a network trained with one. Raises
        ValueError when it is missing, too much, or of another width than in training.
        """
        vector = self._vectorizer.vector(features)
        meaning = self._embeddings.weighted_sum(vector.positions, vector.values)
        if dense is not None:
            meaning = np.concatenate([meaning, dense])
        layers = self._layers
        if len(meaning) != len(layers.hidden):
            raise ValueError(self._misfit(0 if dense is None else len(dense)))
        active = np.maximum(meaning @ layers.hidden + layers.hidden_bias, 0)
        scores = active @ layers.output + layers.output_bias
        scores += self._linear.weighted_sum(vector.positions, vector.values)
        odds = np.exp((scores - scores.max()) / np.float32(self._temperature))
        own: Array = odds / odds.sum()
        if self._voter is None:
            return own
        return own + self._vote * (self._voter.probabilities(vector.positions) - own)

    def _misfit(self, given: int) -> str:
        learnt = len(self._layers.hidden) - self._embeddings.bytes.shape[1]
        return (
            f"the network learnt from {learnt} numbers a text of a sentence encoder"
            f" and is given {given}: train it again with the encoder it is used with"
        )

    def save(self, directory: Path) -> None:
        """Writes an npz and a JSON file."""
        layers = self._layers
        np.savez_compressed(
            directory / _ARRAYS,
            idf=self._vectorizer.idf,
            embeddings=self._embeddings.bytes,
            embedding_scales=self._embeddings.scales,
            linear=self._linear.bytes,
            linear_scales=self._linear.scales,
            hidden=layers.hidden,
            hidden_bias=layers.hidden_bias,
            output=layers.output,
            output_bias=layers.output_bias,
            **({} if self._voter is None else self._voter.arrays()),
        )
        meaning = {
            "labels": self.labels,
            "temperature": self._temperature,
            "vote": float(self._vote),
            "features": self._vectorizer.names,
        }
        (directory / _MEANING).write_text(json.dumps(meaning, ensure_ascii=False), encoding="utf-8")

    @staticmethod
    def lay_out(directory: Path) -> None:
        """Makes of the npz files that ``load`` maps: processes share their pages."""
        (directory / _MAPPED).mkdir()
        for name, array in _arrays(directory).items():
            np.save(directory / _MAPPED / f"{name}.npy", array, allow_pickle=False)
        (directory / _ARRAYS).unlink()

    @classmethod
    def load(cls, directory: Path) -> Network:
        """Reads what ``save`` wrote. Raises FileNotFoundError when there is nothing."""
        meaning = json.loads((directory / _MEANING).read_text(encoding="utf-8"))
        arrays = _arrays(directory)
        return cls(
            meaning["labels"],
            Vectorizer(meaning["features"], arrays["idf"]),
            Quantized(arrays["embeddings"], arrays["embedding_scales"]),
            Quantized(arrays["linear"], arrays["linear_scales"]),
            Layers(
                arrays["hidden"],
                arrays["hidden_bias"],
                arrays["output"],
                arrays["output_bias"],
            ),
            meaning["temperature"],
            NbSvm.of(arrays),
            meaning["vote"],
        )


def _arrays(directory: Path) -> dict[str, NDArray[Any]]:
    """All arrays by name: mapped where they were laid out, else read."""
    mapped = sorted((directory / _MAPPED).glob("*.npy"))
    if mapped:
        # Plain arrays over the mappings: numpy's own class of mapped ones is slow in small sums.
        return {file.stem: np.asarray(np.load(file, mmap_mode="r")) for file in mapped}
    with np.load(directory / _ARRAYS, allow_pickle=False) as stored:
        return dict(stored)
