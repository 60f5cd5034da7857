"""The intent classifier as a Rasa component: the network on characters, sounds and words.

Where a sentence encoder stands before it, the network reads its vectors as well.

A sentence may bring several matters; those that a clause of its own tells clearly are listed too.
Must not decide what happens with a doubtful message: that is the fallback's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import kefu.nlu.features
import kefu.nlu.fitting
import kefu.nlu.nb_svm
import kefu.nlu.network
import kefu.nlu.quantized
import kefu.nlu.sounds
import kefu.nlu.vectors
from kefu.nlu.clauses import Clause
from kefu.nlu.component import KeepingComponent
from kefu.nlu.corrections import meant_in
from kefu.nlu.features import features
from kefu.nlu.fingerprint import of_file, of_sources
from kefu.nlu.fitting import FitSettings, fit
from kefu.nlu.keys import CLAUSES, ENCODED, FOLDED, INTENTS, MANNER, NORMALISED, WORDS
from kefu.nlu.matters import (
    Bar,
    Matter,
    leaves_out,
    meant,
    most_urgent,
    run_together,
    said,
    told,
    words_within,
)
from kefu.nlu.network import Network
from kefu.nlu.quantized import Array


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WideAndDeepClassifier(KeepingComponent, IntentClassifier):
    """Sets ``intent``, ``intent_ranking`` and ``INTENTS``: what the dialogue acts on first, the
    likeliest readings, and the matters in the order of the text.
    """

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        network: Network | None = None,
    ) -> None:
        """``network`` is None before training."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._network = network
        self._bar = Bar(
            config["clause_threshold"], config["clause_evidence"], frozenset(config["no_matter"])
        )

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """As in ``kefu.nlu.fitting.Settings``, and what a message carries.

        ``ranking_length`` intents are ranked. A clause may bring a matter of its own when its
        intent has at least ``clause_threshold`` there and ``share_of_whole`` in the whole text,
        and is none of ``no_matter``; ``clause_evidence`` is how much must speak for it then.
        """
        return {
            **asdict(FitSettings()),
            "ranking_length": 3,
            "clause_threshold": 0.3,
            "share_of_whole": 1e-5,
            "clause_evidence": 0.25,
            "no_matter": [],
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Packages whose version is part of the fingerprint."""
        return ["numpy", "scipy"]

    @staticmethod
    def fingerprint_addon(config: dict[str, Any]) -> str:
        """Retrain when the code changes."""
        return of_sources(
            kefu.nlu.features,
            kefu.nlu.fitting,
            kefu.nlu.nb_svm,
            kefu.nlu.network,
            kefu.nlu.quantized,
            kefu.nlu.sounds,
            kefu.nlu.vectors,
        ) + of_file(kefu.nlu.sounds.TABLE)

    @classmethod
    def stored(cls, config: dict[str, Any], directory: Path) -> Network:
        """The trained network."""
        return Network.load(directory)

    @classmethod
    def lay_out(cls, directory: Path) -> None:
        """Makes the network's arrays files to be mapped."""
        Network.lay_out(directory)

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the network to the examples that have an intent and text."""
        examples = [example for example in training_data.intent_examples if example.get(NORMALISED)]
        settings = FitSettings(
            **{field.name: self._config[field.name] for field in fields(FitSettings)}
        )
        self._network = fit(
            [features(example.get(NORMALISED), example.get(WORDS)) for example in examples],
            [example.get(INTENT) for example in examples],
            settings,
            _stacked([_encoded(example, example.get(NORMALISED)) for example in examples]),
        )
        with self._storage.write_to(self._resource) as directory:
            self._network.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Ranks the intents of live messages and tells their matters."""
        for message in messages:
            if self._network is not None and message.get(NORMALISED):
                ranking, matters = self._read(message)
                message.set(INTENT, dict(ranking[0]), add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
                message.set(INTENTS, [matter.as_json() for matter in matters], add_to_output=True)
        return messages

    def _read(self, message: Message) -> tuple[list[dict[str, Any]], list[Matter]]:
        """What is likely, the intent to act on first, and the matters."""
        clauses, folded = message.get(CLAUSES) or [], message.get(FOLDED)
        negated = _negated(message)
        if leaves_out(folded, negated) and (left := meant(folded, clauses)):
            # What is not meant is left out as if it had not been said.
            text = said(folded, left)
            ranking, matters = self._ranked(message, text, _words_of(message, text), left)
            if ranking[0]["name"] not in self._bar.no_matter:
                if meant_in(folded) is not None:
                    _set_right(message, ranking[0]["name"])
                return ranking, matters or [_matter(ranking[0], left[0].start, left[-1].end)]
        text = message.get(NORMALISED)
        ranking, matters = self._ranked(message, text, message.get(WORDS), clauses)
        if ranking[0]["name"] in negated:
            return ranking, []
        return ranking, matters or [_matter(ranking[0], 0, len(message.get(TEXT)))]

    def _ranked(
        self, message: Message, text: str, words: Sequence[str], clauses: Sequence[Clause]
    ) -> tuple[list[dict[str, Any]], list[Matter]]:
        """The likeliest intents of a text, and its matters where there are several."""
        whole = self._probabilities(message, text, words)
        best = np.argsort(-whole, kind="stable")[: self._config["ranking_length"]]
        ranking = [self._candidate(whole, index) for index in best]
        matters = self._matters(message, clauses, whole)
        if len(matters) < 2:
            return ranking, []
        first = most_urgent(matters)
        others = [candidate for candidate in ranking if candidate["name"] != first.name]
        ranking = [{"name": first.name, "confidence": first.confidence}, *others]
        return ranking[: self._config["ranking_length"]], matters

    def _probabilities(self, message: Message, text: str, words: Sequence[str]) -> Array:
        assert self._network is not None
        return self._network.probabilities(features(text, words), _encoded(message, text))

    def _candidate(self, probabilities: Array, index: int) -> dict[str, Any]:
        assert self._network is not None
        return {"name": self._network.labels[index], "confidence": float(probabilities[index])}

    def _matters(self, message: Message, clauses: Sequence[Clause], whole: Array) -> list[Matter]:
        """Those that the clauses tell."""
        assert self._network is not None
        labels, bar = self._network.labels, self._bar
        likely = np.flatnonzero(whole >= self._config["share_of_whole"])
        shares = {labels[index]: float(whole[index]) for index in likely}
        is_linked = any(clause.is_linked for clause in clauses[1:])
        if not clauses or (
            not is_linked and sum(label not in bar.no_matter for label in shares) < 2
        ):
            return []

        def judge(text: str) -> tuple[str, float]:
            probabilities = self._probabilities(message, text, _words_of(message, text))
            index = int(probabilities.argmax())
            return labels[index], float(probabilities[index])

        folded = message.get(FOLDED)
        matters = told(folded, clauses, judge, shares, bar) if len(clauses) > 1 else []
        return matters or run_together(folded, clauses, judge, shares, bar)


def _matter(candidate: dict[str, Any], start: int, end: int) -> Matter:
    return Matter(candidate["name"], candidate["confidence"], start, end)


def _words_of(message: Message, text: str) -> Sequence[str]:
    """The words of a part of the message's text."""
    start = message.get(NORMALISED).find(text)
    if start >= 0:
        return tuple(words_within(message.get(WORDS), start, start + len(text)))
    parts = text.split(",")
    return [word for part in parts for word in _words_of(message, part)] if parts[1:] else (text,)


def _negated(message: Message) -> list[str]:
    """The intents that the message says not to be so or not to be wanted."""
    manner = message.get(MANNER)
    return manner["negated"] if manner else []


def _set_right(message: Message, meant: str) -> None:
    """What is meant is not negated: 不是改登录密码，是改支付密码 is about a change after all."""
    manner = message.get(MANNER)
    if manner and meant in manner["negated"]:
        negated = [name for name in manner["negated"] if name != meant]
        message.set(MANNER, {**manner, "negated": negated}, add_to_output=True)


def _encoded(message: Message, text: str) -> Array | None:
    """What a sentence encoder made of the message's text or of a clause;
    None without an encoder.
    """
    encoded = message.get(ENCODED)
    return None if encoded is None else encoded[text]


def _stacked(vectors: Sequence[Array | None]) -> Array | None:
    """One row each. Raises ValueError when only some are there."""
    rows = [vector for vector in vectors if vector is not None]
    if rows and len(rows) < len(vectors):
        raise ValueError(f"{len(rows)} of {len(vectors)} examples have a sentence encoder's vector")
    return np.stack(rows) if rows else None
