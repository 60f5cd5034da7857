"""The first component: gives every message its folded and its normalised text, and its clauses.

Must know nothing of intents and entities.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import kefu.nlu.normalise
from kefu.nlu.clauses import clauses
from kefu.nlu.component import Component
from kefu.nlu.fingerprint import of_sources
from kefu.nlu.keys import CLAUSES, FOLDED, NORMALISED
from kefu.nlu.normalise import fold, normalise
from kefu.nlu.wrappings import unwrapped


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normaliser(Component):
    """Sets ``FOLDED`` and ``NORMALISED`` on messages that have text, ``CLAUSES`` on live ones."""

    @staticmethod
    def fingerprint_addon(config: dict[str, Any]) -> str:
        """Retrain when the rules of normalisation change."""
        return of_sources(kefu.nlu.normalise) + version("opencc-python-reimplemented")

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalise the examples the way live messages are."""
        self._normalise(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Normalise live messages and tell their clauses."""
        for message in messages:
            if text := message.get(TEXT):
                folded = fold(text)
                said, parts = unwrapped(folded)
                message.set(FOLDED, folded)
                message.set(CLAUSES, clauses(parts))
                message.set(NORMALISED, normalise(text, folded=said))
        return messages

    def _normalise(self, messages: list[Message]) -> None:
        for message in messages:
            text = message.get(TEXT)
            if text:
                folded = fold(text)
                message.set(FOLDED, folded)
                message.set(NORMALISED, normalise(text, folded=folded))
