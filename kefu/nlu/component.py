"""How the pipeline's components are made, and how what they keep comes back with a model.

Must know no component.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage


class Component(GraphComponent):
    """Made afresh each time from its configuration: there is nothing to keep."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """For training and for inference."""
        return cls.configured(config)

    @classmethod
    def configured(cls, config: dict[str, Any]) -> Self:
        """The component that a configuration describes."""
        return cls()


class KeepingComponent(GraphComponent):
    """Keeps something in the model: what it has learnt, or what it read in the project.

    Constructed with the configuration, the storage, the resource, and what ``before_training`` or
    ``stored`` gave.
    """

    @classmethod
    def before_training(cls, config: dict[str, Any]) -> Any:
        """What there is to work with before training: nothing, for one that learns."""
        return None

    @classmethod
    def stored(cls, config: dict[str, Any], directory: Path) -> Any:
        """What training put into ``directory``, which is there during the call and construction."""
        raise NotImplementedError

    @classmethod
    def lay_out(cls, directory: Path) -> None:
        """Makes of what training put there what serving maps instead of reading, if anything."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """For training."""
        return cls(config, model_storage, resource, cls.before_training(config))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """For inference."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, cls.stored(config, directory))
