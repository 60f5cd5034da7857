"""The entity extractor as a Rasa component: patterns, times, amounts,
then phrases and names from lists.

Offsets and values refer to the customer's own text. Rules only: annotations in the training data
are for tests and readers. Must not decide which of several finds the dialogue wants.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from kefu.core.clock import Clock, utc_now
from kefu.nlu.amounts import find_amounts
from kefu.nlu.component import KeepingComponent
from kefu.nlu.keys import FOLDED
from kefu.nlu.lookups import Lookups, read
from kefu.nlu.name_finder import NameFinder
from kefu.nlu.normalise import fold
from kefu.nlu.patterns import find_patterns, without_references
from kefu.nlu.phrasings import find_phrasings, is_meant
from kefu.nlu.spans import Span, first_wins
from kefu.nlu.times import find_times

_STORED_NAME = "phrases.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RuleEntityExtractor(KeepingComponent, EntityExtractorMixin):
    """Sets ``entities``; those of kind ``time`` also have a ``grain``, see ``kefu.nlu.times``."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        lookups: Lookups,
        clock: Clock = utc_now,
    ) -> None:
        """``lookups`` as ``kefu.nlu.lookups.read`` gives them; ``clock`` gives an aware time."""
        self._storage = storage
        self._resource = resource
        self._lookups = lookups
        self._finder = NameFinder(lookups)
        self._clock = clock

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``lookups``: folder of the lists, from the project's root."""
        return {"lookups": "data/nlu/lookups"}

    @staticmethod
    def fingerprint_addon(config: dict[str, Any]) -> str:
        """Retrain when a list changes."""
        folder = config.get("lookups", RuleEntityExtractor.get_default_config()["lookups"])
        return json.dumps(read(Path(folder)))

    @classmethod
    def before_training(cls, config: dict[str, Any]) -> Lookups:
        """The lists of the project."""
        return read(Path(config["lookups"]))

    @classmethod
    def stored(cls, config: dict[str, Any], directory: Path) -> Lookups:
        """The lists that were stored with the model."""
        lookups: Lookups = json.loads((directory / _STORED_NAME).read_text(encoding="utf-8"))
        return lookups

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        clock: Clock = utc_now,
        **kwargs: Any,
    ) -> Self:
        """For inference; ``clock`` says what "now" is."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, cls.stored(config, directory), clock)

    def train(self, training_data: TrainingData) -> Resource:
        """Stores the lookup lists with the model; there is nothing to learn."""
        with self._storage.write_to(self._resource) as directory:
            (directory / _STORED_NAME).write_text(
                json.dumps(self._lookups, ensure_ascii=False), encoding="utf-8"
            )
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities of live messages."""
        now = self._clock()
        for message in messages:
            if text := message.get(TEXT):
                folded = message.get(FOLDED) or fold(text)
                found = first_wins(self._candidates(text, folded, now))
                entities = self.add_extractor_name([_entity(span) for span in found])
                message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

    def _candidates(self, text: str, folded: str, now: datetime) -> Iterator[Span]:
        yield from find_patterns(text, folded)
        visible = without_references(folded)
        yield from find_times(visible, now)
        yield from find_amounts(visible)
        named = [span for span in self._finder.find(visible) if is_meant(span, visible)]
        # Of a phrase and a name in it the longer says more.
        yield from sorted(
            [*find_phrasings(visible), *named], key=lambda span: span.start - span.end
        )


def _entity(span: Span) -> dict[str, Any]:
    return {
        "entity": span.kind,
        "start": span.start,
        "end": span.end,
        "value": span.value,
        "confidence_entity": 1.0,
        **dict(span.extra),
    }
