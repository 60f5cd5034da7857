"""Doubt: a message that no intent claims clearly enough becomes ``out_of_scope``; one that an
intent claims, but not surely, carries its likeliest readings, so that the customer may be asked.

Comes after the classifier. What the dialogue acts on, when it has to act, always stands in
``intent``; the ranking keeps the classifier's own candidates behind it, so that the nearest topics
can be offered.
"""

from __future__ import annotations

from typing import Any, Self

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from kefu.nlu.component import Component
from kefu.nlu.keys import DOUBT, INTENTS

OUT_OF_SCOPE = "out_of_scope"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class OutOfScopeFallback(Component, IntentClassifier):
    """Replaces an intent below ``threshold``, or ahead of the next by less than ``margin``.

    Between ``threshold`` and ``sure`` it sets ``DOUBT``: the ranking as the classifier made it.
    """

    def __init__(self, threshold: float, margin: float, sure: float = 0.0) -> None:
        """All are probabilities."""
        self._threshold = threshold
        self._margin = margin
        self._sure = sure

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Lower limits accept nonsense, higher ones refuse real requests; above ``sure`` a question
        costs more turns than it saves (docs/understanding.md).
        """
        return {"threshold": 0.25, "margin": 0.02, "sure": 0.7}

    @classmethod
    def configured(cls, config: dict[str, Any]) -> Self:
        """With the thresholds of the configuration."""
        return cls(config["threshold"], config["margin"], config["sure"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Checks live messages; those without a ranking (empty text) are out of scope too."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            if len(message.get(INTENTS) or []) > 1:
                continue
            if self._is_doubtful(ranking):
                message.set(DOUBT, [dict(candidate) for candidate in ranking], add_to_output=True)
            if self._is_clear(ranking):
                continue
            others = [candidate for candidate in ranking if candidate["name"] != OUT_OF_SCOPE]
            doubt = 1.0 - (others[0]["confidence"] if others else 0.0)
            fallback = {"name": OUT_OF_SCOPE, "confidence": doubt}
            message.set(INTENT, fallback, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [dict(fallback), *others], add_to_output=True)
            whole = {**fallback, "start": 0, "end": len(message.get(TEXT) or "")}
            message.set(INTENTS, [whole], add_to_output=True)
        return messages

    def _is_clear(self, ranking: list[dict[str, Any]]) -> bool:
        if not ranking or ranking[0]["confidence"] < self._threshold:
            return False
        if len(ranking) == 1 or ranking[0]["name"] == OUT_OF_SCOPE:
            return True
        return bool(ranking[0]["confidence"] - ranking[1]["confidence"] >= self._margin)

    def _is_doubtful(self, ranking: list[dict[str, Any]]) -> bool:
        """Whether a matter is likelier than none, but not sure."""
        if len(ranking) < 2 or ranking[0]["name"] == OUT_OF_SCOPE:
            return False
        return bool(self._threshold <= ranking[0]["confidence"] < self._sure)
