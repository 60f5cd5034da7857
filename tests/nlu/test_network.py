"""The network: its features, its vectors, how it is fitted,
and what is kept of it. Without Rasa.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kefu.nlu.features import features
from kefu.nlu.fitting import FitSettings, _Run, fit
from kefu.nlu.network import Network
from kefu.nlu.quantized import Quantized
from kefu.nlu.vectors import Vectorizer
from tests.nlu.small import PLAIN, SMALL


def learnt(text: str) -> list[str]:
    return features(text, [text[start : start + 2] for start in range(0, len(text), 2)])


def small_network(settings: FitSettings = PLAIN) -> Network:
    return fit([learnt(text) for text, _ in SMALL], [label for _, label in SMALL], settings)


SMALL_NETWORK = small_network()


def best(network: Network, text: str) -> str:
    return network.labels[int(network.probabilities(learnt(text)).argmax())]


def test_features_are_characters_sounds_and_words() -> None:
    assert features("密马", ["密马"]) == [
        *("c^", "c密", "c马", "c$", "c^ 密", "c密 马", "c马 $"),
        *("p^", "pmi", "pma", "p$", "p^ mi", "pmi ma", "pma $"),
        "w密马",
    ]
    assert set(features("密码", [])) & set(features("密马", [])) >= {"pmi ma"}


@given(st.lists(st.lists(st.sampled_from("abcdef")), min_size=1))
def test_vectors_have_length_one_or_none(texts: list[list[str]]) -> None:
    vectorizer = Vectorizer.learn(texts, at_least=1)
    for row, text in zip(vectorizer.matrix(texts), texts, strict=True):
        vector = vectorizer.vector(text)
        length = float(np.sqrt(vector.values @ vector.values))
        assert length == pytest.approx(1, abs=1e-5) or length == 0
        assert row.nnz == len(vector.positions)


def test_rare_features_weigh_more() -> None:
    vectorizer = Vectorizer.learn([["a", "b"], ["a", "c"], ["a", "b"]], at_least=1)
    weight = dict(zip(vectorizer.names, vectorizer.idf, strict=True))
    assert weight["a"] == 0 < weight["b"] < weight["c"]
    assert Vectorizer.learn([["a", "b"], ["a"]], at_least=2).names == ["a"]


@given(
    st.lists(st.lists(st.floats(-9, 9, width=32), min_size=3, max_size=3), min_size=1, max_size=5)
)
def test_quantized_rows_are_within_half_a_step(rows: list[list[float]]) -> None:
    matrix = np.array(rows, np.float32)
    quantized = Quantized.of(matrix)
    for index, row in enumerate(matrix):
        restored = quantized.weighted_sum(np.array([index]), np.ones(1, np.float32))
        assert np.abs(restored - row).max() <= np.abs(row).max() / 254 * 1.001 + 1e-30


def test_new_wordings_are_recognised() -> None:
    assert best(SMALL_NETWORK, "密码忘记了") == "forgot_password"
    assert best(SMALL_NETWORK, "退款到哪了") == "refund"


@given(st.text())
def test_probabilities_are_a_distribution(text: str) -> None:
    probabilities = SMALL_NETWORK.probabilities(learnt(text))
    assert probabilities.min() >= 0
    assert probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_training_twice_gives_the_same_network() -> None:
    again = small_network()
    for text in ("密码", "退", "你好"):
        assert np.array_equal(
            SMALL_NETWORK.probabilities(learnt(text)), again.probabilities(learnt(text))
        )


def test_gradients_are_those_of_the_loss() -> None:
    """Without dropout and smoothing the examples are learnt by heart,
    which wrong gradients prevent.
    """
    exact = FitSettings(
        at_least=1, embedding=8, hidden=8, epochs=200, batch=3, smoothing=0, decay=0,
        feature_dropout=0, embedding_dropout=0, hidden_dropout=0, temperature=1,
    )  # fmt: skip
    network = small_network(exact)
    for text, label in SMALL:
        assert network.probabilities(learnt(text))[network.labels.index(label)] > 0.98


def test_errors_are_the_losss_slopes() -> None:
    """Cross-entropy with smoothed labels and weighted examples, against small differences."""
    settings = replace(PLAIN, smoothing=0.1)
    weights = np.array([1, 3, 0.5], np.float32)
    labels = np.array([2, 0])
    sparse, dense = csr_matrix((2, 4), dtype=np.float32), np.zeros((2, 0), np.float32)
    run = _Run(sparse, labels, weights, dense, settings)
    scores = np.array([[0.5, -1, 2], [1, 0, -0.5]])

    def loss(scores: NDArray[np.float64]) -> float:
        likely = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        target = np.full((2, 3), 0.1 / 3)
        target[[0, 1], labels] += 0.9
        share = weights[labels] / weights[labels].sum()
        return -float((share[:, None] * target * likely).sum())

    error = run._error(scores, labels)
    for place in np.ndindex(scores.shape):
        step = np.zeros_like(scores)
        step[place] = 1e-4
        slope = (loss(scores + step) - loss(scores - step)) / 2e-4
        assert error[place] == pytest.approx(slope, abs=1e-5)


def test_decay_shrinks_the_layers() -> None:
    def size(decay: float) -> float:
        return float(np.abs(small_network(replace(PLAIN, decay=decay))._layers.hidden).sum())

    assert size(10.0) < 0.9 * size(0.0)


def test_temperature_changes_confidence_and_not_the_answer() -> None:
    sharp, flat = (
        small_network(replace(PLAIN, temperature=value)).probabilities(learnt("密码忘"))
        for value in (0.5, 2.0)
    )
    assert sharp.argmax() == flat.argmax()
    assert sharp.max() > flat.max()


def test_an_encoders_vectors_decide_where_no_feature_does() -> None:
    texts, labels = [["x"], ["x"]] * 4, ["refund", "greeting"] * 4
    dense = np.array([[1, 0], [0, 1]] * 4, np.float32)
    network = fit(texts, labels, PLAIN, dense)
    for row, label in zip(dense[:2], labels[:2], strict=True):
        assert network.labels[int(network.probabilities(["x"], row).argmax())] == label


def test_two_labels_are_enough_and_one_is_refused() -> None:
    network = fit([["a"], ["b"]], ["affirm", "deny"], PLAIN)
    assert network.probabilities(["a"]).argmax() == 0
    with pytest.raises(ValueError, match="two different labels"):
        fit([["a"], ["b"]], ["affirm", "affirm"], PLAIN)


def test_saved_network_answers_as_before(tmp_path: Path) -> None:
    SMALL_NETWORK.save(tmp_path)
    loaded = Network.load(tmp_path)
    assert loaded.labels == SMALL_NETWORK.labels
    for text in ("密码忘记了", "退款到哪了", "", "xyz"):
        assert np.array_equal(
            loaded.probabilities(learnt(text)), SMALL_NETWORK.probabilities(learnt(text))
        )


def test_nothing_saved_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Network.load(tmp_path)
