"""The candidates: each learns from texts given as features,
and answers with probabilities or scores.

Must not know the sentences that judge them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from bench.classifiers.alterations import alter
from bench.classifiers.sentences import Sentences
from kefu.nlu.fitting import FitSettings, fit

Scores = NDArray[np.floating[Any]]


class Candidate(Protocol):
    """Learns; what it returns gives scores (texts, labels), labels in alphabetical order."""

    def __call__(self, lesson: Sentences) -> Callable[[Sentences], Scores]:
        """Trains on the lesson."""


@dataclass(frozen=True)
class Wide:
    """kefu's own network, on the features of the given kinds."""

    kinds: str = "cpw"
    settings: FitSettings = field(default_factory=lambda: FitSettings(vote=0))

    def __call__(self, lesson: Sentences) -> Callable[[Sentences], Scores]:
        network = fit(lesson.features(self.kinds), lesson.labels, self.settings)
        return lambda asked: np.array(
            [network.probabilities(text) for text in asked.features(self.kinds)]
        )


@dataclass(frozen=True)
class Sparse:
    """A scikit-learn classifier on tf-idf."""

    make: Callable[[], Any]
    kinds: str = "cpw"

    def __call__(self, lesson: Sentences) -> Callable[[Sentences], Scores]:
        vectorizer = TfidfVectorizer(analyzer=_as_they_are, sublinear_tf=True, min_df=2)
        model = self.make()
        model.fit(vectorizer.fit_transform(lesson.features(self.kinds)), lesson.labels)
        score = getattr(model, "predict_proba", None) or model.decision_function
        return lambda asked: score(vectorizer.transform(asked.features(self.kinds)))


def _as_they_are(features: Sequence[str]) -> Sequence[str]:
    return features


class OneAgainstTheRest:
    """NB-SVM: linear SVMs over features scaled by log-count ratios (Wang & Manning, ACL 2012)."""

    def fit(self, matrix: csr_matrix, labels: Sequence[str]) -> None:
        """One SVM for each label."""
        present, names = (matrix > 0).astype(np.float64), np.asarray(labels)
        self._machines = []
        for name in sorted(set(labels)):
            own = names == name
            inside = 1 + np.asarray(present[own].sum(axis=0)).ravel()
            outside = 1 + np.asarray(present[~own].sum(axis=0)).ravel()
            ratio = np.log(inside / inside.sum()) - np.log(outside / outside.sum())
            machine = LinearSVC(C=0.02, max_iter=200)
            self._machines.append((ratio, machine.fit(present.multiply(ratio).tocsr(), own)))

    def decision_function(self, matrix: csr_matrix) -> Scores:
        """Each label's distance from its border."""
        present = (matrix > 0).astype(np.float64)
        return np.column_stack(
            [
                machine.decision_function(present.multiply(ratio).tocsr())
                for ratio, machine in self._machines
            ]
        )


@dataclass(frozen=True)
class Together:
    """The mean of several candidates' probabilities."""

    members: tuple[Candidate, ...]

    def __call__(self, lesson: Sentences) -> Callable[[Sentences], Scores]:
        trained = [member(lesson) for member in self.members]
        return lambda asked: sum((_as_shares(member(asked)) for member in trained), np.zeros(()))


def _as_shares(scores: Scores) -> Scores:
    are_shares = scores.min() >= 0 and np.allclose(scores.sum(axis=1), 1, atol=1e-3)
    return scores if are_shares else softmax(scores, axis=1)


@dataclass(frozen=True)
class Altered:
    """Learns a share of the sentences a second time, altered in the given ways."""

    ways: tuple[str, ...]
    share: float = 0.3
    student: Candidate = field(default_factory=Wide)

    def __call__(self, lesson: Sentences) -> Callable[[Sentences], Scores]:
        return self.student(lesson + alter(lesson, self.ways, self.share))


@dataclass(frozen=True)
class HardTwice:
    """Learns those sentences twice that cross-validation gets wrong."""

    student: Candidate = field(default_factory=Wide)

    def __call__(self, lesson: Sentences) -> Callable[[Sentences], Scores]:
        names = np.array(sorted(set(lesson.labels)))
        hard: list[int] = []
        folds = StratifiedKFold(3, shuffle=True, random_state=0)
        for learnt, held in folds.split(lesson.texts, lesson.labels):
            answers = names[self.student(lesson.at(learnt))(lesson.at(held)).argmax(axis=1)]
            hard += [
                place
                for place, answer in zip(held, answers, strict=True)
                if answer != lesson.labels[place]
            ]
        return self.student(lesson + lesson.at(hard))


def _regression() -> LogisticRegression:
    return LogisticRegression(C=20, max_iter=60, tol=1e-3)


def _kernel() -> Any:
    return make_pipeline(Nystroem(n_components=1500, gamma=0.7, random_state=0), LinearSVC(C=1))


_NEIGHBOURS = Sparse(lambda: KNeighborsClassifier(9, weights="distance", metric="cosine"))
_ALL = "characters, pinyin, words"

CANDIDATES: Mapping[str, Candidate] = {
    "logistic regression, characters": Sparse(_regression, "c"),
    "logistic regression, characters, words": Sparse(_regression, "cw"),
    f"logistic regression, {_ALL}": Sparse(_regression),
    "complement naive Bayes": Sparse(lambda: ComplementNB(alpha=0.3)),
    "linear SVM": Sparse(lambda: LinearSVC(C=0.5)),
    "NB-SVM": Sparse(OneAgainstTheRest),
    "9 nearest neighbours, cosine": _NEIGHBOURS,
    "kernel SVM (RBF by 1,500 Nyström points)": Sparse(_kernel),
    "averaged embeddings, as fastText": Sparse(
        lambda: MLPClassifier(
            (128,), activation="identity", batch_size=128, max_iter=8, random_state=0
        )
    ),
    "wide & deep, characters": Wide("c"),
    "wide & deep, characters, pinyin": Wide("cp"),
    f"wide & deep, {_ALL}": Wide(),
    "wide & deep, another seed": Wide(settings=FitSettings(seed=1, vote=0)),
    "wide & deep with NB-SVM's vote": Wide(settings=FitSettings()),
    "wide & deep, two seeds together": Together(
        (Wide(), Wide(settings=FitSettings(seed=1, vote=0)))
    ),
    "wide & deep with logistic regression": Together((Wide(), Sparse(_regression))),
    "wide & deep with 9 neighbours": Together((Wide(), _NEIGHBOURS)),
    "wide & deep, homophones in 30 %": Altered(("homophone",)),
    "wide & deep, deletions in 30 %": Altered(("deletion",)),
    "wide & deep, synonyms in 30 %": Altered(("synonym",)),
    "wide & deep, typos of all kinds, 100 %": Altered(("homophone", "deletion", "swap"), 1),
    "wide & deep, hard sentences twice": HardTwice(),
}
