"""Rasa's model storage over a prepared model: nothing is unpacked, and the domain is read once.

For a process that serves; training and the plain ``rasa`` commands keep Rasa's own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import rasa.core.processor
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelMetadata
from rasa.graph_components.providers.domain_provider import DomainProvider

from kefu.engine import patches
from kefu.engine.prepared import COMPONENTS, METADATA, prepared


class PreparedStorage(LocalModelStorage):
    """What a model's components read, and what its metadata say."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / COMPONENTS)
        text = (folder / METADATA).read_text(encoding="utf-8")
        self.metadata = ModelMetadata.from_dict(json.loads(text))

    @classmethod
    def from_model_archive(
        cls, storage_path: Path, model_archive_path: str | Path
    ) -> tuple[PreparedStorage, ModelMetadata]:
        """Rasa's constructor; the path that it would unpack to is left alone.

        Raises PreparationFailed.
        """
        storage = cls(prepared(Path(model_archive_path)))
        return storage, storage.metadata


class _Domains(DomainProvider):
    """The metadata have the domain too: Rasa's provider reads, checks and merges it once more."""

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: PreparedStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> DomainProvider:
        return DomainProvider(model_storage, resource, model_storage.metadata.domain)


def use() -> None:
    """Models are loaded from their prepared folders from now on, in the whole process."""
    patches.apply()
    rasa.core.processor.LocalModelStorage = PreparedStorage
    DomainProvider.load = _Domains.load
