"""The intent classifier as a Rasa component: the linear model on the normalised text.

Must not decide what happens with a doubtful message: that is the fallback's business.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import kefu.nlu.model
from kefu.nlu.fingerprint import of_sources
from kefu.nlu.keys import NORMALISED
from kefu.nlu.model import LinearModel, Settings


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Sets ``intent`` and ``intent_ranking``."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        """``model`` is None before training."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """As in ``kefu.nlu.model.Settings``; ``ranking_length`` is what a message carries."""
        return {**asdict(Settings()), "ranking_length": 3}

    @staticmethod
    def required_packages() -> list[str]:
        """Packages whose version is part of the fingerprint."""
        return ["sklearn", "numpy"]

    @staticmethod
    def fingerprint_addon(config: dict[str, Any]) -> str:
        """Retrain when the model's code changes."""
        return of_sources(kefu.nlu.model)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """For training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """For inference."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, LinearModel.load(directory))

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the model to the examples that have an intent and text."""
        examples = [
            (text, example.get(INTENT))
            for example in training_data.intent_examples
            if (text := example.get(NORMALISED))
        ]
        texts, intents = [text for text, _ in examples], [intent for _, intent in examples]
        names = [field.name for field in fields(Settings)]
        settings = Settings(**{key: self._config[key] for key in names})
        self._model = LinearModel.train(texts, intents, settings)
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Ranks the intents of live messages."""
        for message in messages:
            text = message.get(NORMALISED)
            if self._model is None or not text:
                continue
            ranking = [
                {"name": name, "confidence": confidence}
                for name, confidence in self._model.rank(text, self._config["ranking_length"])
            ]
            message.set(INTENT, dict(ranking[0]), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
