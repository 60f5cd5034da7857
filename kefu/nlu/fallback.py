"""Doubt: a message that no intent claims clearly enough becomes ``out_of_scope``.

Comes after the classifier. What the dialogue acts on always stands in ``intent``; the ranking keeps
the classifier's own candidates behind it, so that the nearest topics can be offered.
"""

from __future__ import annotations

from typing import Any, Self

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from kefu.nlu.component import Component
from kefu.nlu.keys import INTENTS

OUT_OF_SCOPE = "out_of_scope"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class OutOfScopeFallback(Component, IntentClassifier):
    """Replaces an intent below ``threshold``, or ahead of the next by less than ``margin``."""

    def __init__(self, threshold: float, margin: float) -> None:
        """Both are probabilities."""
        self._threshold = threshold
        self._margin = margin

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Lower accepts nonsense, higher refuses real requests."""
        return {"threshold": 0.25, "margin": 0.02}

    @classmethod
    def configured(cls, config: dict[str, Any]) -> Self:
        """With the thresholds of the configuration."""
        return cls(config["threshold"], config["margin"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Checks live messages; those without a ranking (empty text) are out of scope too."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            if self._is_clear(ranking) or len(message.get(INTENTS) or []) > 1:
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
