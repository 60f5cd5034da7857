"""The model that votes: learnt from counts, kept small, weighed against the network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from kefu.nlu.fitting import fit
from kefu.nlu.nb_svm import NbSvm, fit_nb_svm
from kefu.nlu.network import Network
from tests.nlu.small import PLAIN

# Feature 0 is everyone's, 1 to 3 are each label's own, 4 is seen once and for label 2.
TEXTS = np.array(
    [[1, 1, 0, 0, 0], [1, 1, 0, 0, 0], [1, 0, 1, 0, 0], [1, 0, 1, 0, 0], [1, 0, 0, 1, 1]],
    np.float32,
)
LABELS = np.array([0, 0, 1, 1, 2])


def small(seed: int = 0) -> NbSvm:
    return fit_nb_svm(csr_matrix(TEXTS), LABELS, 3, seed)


MODEL = small()


@pytest.mark.parametrize(("feature", "label"), [(1, 0), (2, 1), (3, 2), (4, 2)])
def test_a_labels_own_features_speak_for_it(feature: int, label: int) -> None:
    probabilities = MODEL.probabilities(np.array([0, feature]))
    assert int(probabilities.argmax()) == label
    assert probabilities[label] > 0.8


@given(st.lists(st.integers(0, 4), unique=True))
def test_probabilities_are_a_distribution(positions: list[int]) -> None:
    probabilities = MODEL.probabilities(np.array(positions, np.intp))
    assert probabilities.min() >= 0
    assert probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_only_whether_a_feature_is_there_counts() -> None:
    heavier = fit_nb_svm(csr_matrix(TEXTS * 7), LABELS, 3, seed=0)
    for positions in ([0, 1], [0, 4], [2, 3]):
        assert np.array_equal(
            MODEL.probabilities(np.array(positions)), heavier.probabilities(np.array(positions))
        )


def test_training_twice_gives_the_same_model() -> None:
    again = small().arrays()
    for name, array in MODEL.arrays().items():
        assert np.array_equal(array, again[name])


def test_it_comes_back_as_it_was_kept() -> None:
    found = NbSvm.of(MODEL.arrays())
    assert found is not None
    assert np.array_equal(
        found.probabilities(np.array([0, 2])), MODEL.probabilities(np.array([0, 2]))
    )
    assert NbSvm.of({"something": np.zeros(1)}) is None


def network(vote: float) -> Network:
    return fit(
        [["a", "x"], ["a", "x"], ["b", "x"], ["b"]],
        ["affirm", "affirm", "deny", "deny"],
        replace(PLAIN, vote=vote),
    )


def test_votes_are_averaged(tmp_path: Path) -> None:
    alone, half, other = (network(vote).probabilities(["a", "b", "x"]) for vote in (0, 0.5, 1))
    assert not np.allclose(alone, other, atol=1e-3)
    assert np.allclose(half, (alone + other) / 2, atol=1e-6)
    network(0.5).save(tmp_path)
    assert np.array_equal(Network.load(tmp_path).probabilities(["a", "b", "x"]), half)


def test_features_do_not_outvote_an_encoder() -> None:
    dense = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], np.float32)
    texts, labels = [["a"], ["a"], ["b"], ["b"]], ["affirm", "affirm", "deny", "deny"]
    with_vote, without = (fit(texts, labels, replace(PLAIN, vote=v), dense) for v in (0.5, 0))
    for row in dense:
        assert np.array_equal(
            with_vote.probabilities(["a"], row), without.probabilities(["a"], row)
        )
