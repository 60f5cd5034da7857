"""Understanding without a server: the NLU half of a trained Rasa model, loaded from its archive.

For ``kefu parse`` and evaluation. Rasa's shortcut for texts that begin with ``/`` is left out: what
a customer types is never a command. Must not import Rasa's dialogue half, which is slow to load.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema, SchemaNode
from rasa.engine.storage.local_model_storage import (
    MODEL_ARCHIVE_COMPONENTS_DIR,
    MODEL_ARCHIVE_METADATA_FILE,
    LocalModelStorage,
)
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from threadpoolctl import threadpool_limits

from kefu.core.clock import Clock, utc_now
from kefu.nlu.keys import DOUBT, INTENTS, MANNER

_LAST_NODE = "run_RegexMessageHandler"
_FIRST_NODE = "nlu_message_converter"
_BATCH = 256


class NoModelError(Exception):
    """There is no trained model, or it has no NLU part."""


def newest_model(directory: Path) -> Path:
    """The newest model archive in a directory. Raises NoModelError when there is none."""
    models = sorted(directory.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise NoModelError(f"no trained model in {directory}")
    return models[-1]


class Parser:
    """The components of a model in the order in which they read a message."""

    def __init__(self, components: list[Any], intents: Iterable[str] = ()) -> None:
        """``components`` have Rasa's ``process(messages)``; ``intents`` is what they may answer."""
        self._components = components
        self.intents = frozenset(intents)

    @classmethod
    def load(cls, model: Path, clock: Clock = utc_now) -> Parser:
        """Reads a model archive, or the newest one in a directory. Raises NoModelError.

        ``clock`` is the "now" of words such as 昨天. Linear algebra has one thread from now on in
        the whole process, as in the engine: a message's matrices are small.
        """
        threadpool_limits(1)
        archive = newest_model(model) if model.is_dir() else model
        if not archive.is_file():
            raise NoModelError(f"no trained model at {archive}")
        with tempfile.TemporaryDirectory() as name:
            unpacked = Path(name)
            with tarfile.open(archive) as tar:
                tar.extractall(unpacked, filter="data")
            metadata = json.loads(
                (unpacked / MODEL_ARCHIVE_METADATA_FILE).read_text(encoding="utf-8")
            )
            schema = GraphSchema.from_dict(metadata["predict_schema"])
            storage = LocalModelStorage(unpacked / MODEL_ARCHIVE_COMPONENTS_DIR)
            context = ExecutionContext(schema, metadata["model_id"])
            components = [
                _build(name, node, storage, context, clock) for name, node in _chain(schema)
            ]
            intents = metadata["domain"].get("intents", [])
            return cls(components, [_intent_name(intent) for intent in intents])

    def parse(self, text: str) -> dict[str, Any]:
        """Intent, entities and manner of one utterance, as the dialogue would act on them."""
        return next(self.parse_all([text]))

    def parse_all(self, texts: Iterable[str]) -> Iterator[dict[str, Any]]:
        """The same for many, in order, reading ahead by no more than one batch."""
        batch: list[Message] = []
        for text in texts:
            batch.append(Message(data={TEXT: text}))
            if len(batch) == _BATCH:
                yield from self._process(batch)
                batch = []
        yield from self._process(batch)

    def _process(self, messages: list[Message]) -> Iterator[dict[str, Any]]:
        for component in self._components:
            messages = component.process(messages)
        for message in messages:
            yield {
                "text": message.get(TEXT),
                "intent": message.get(INTENT),
                "intent_ranking": message.get(INTENT_RANKING_KEY, []),
                "intents": message.get(INTENTS, []),
                "doubt": message.get(DOUBT, []),
                "entities": message.get(ENTITIES, []),
                **(message.get(MANNER) or {}),
            }


def _chain(schema: GraphSchema) -> list[tuple[str, SchemaNode]]:
    """The nodes between the converter of messages and the shortcut for commands, in order."""
    chain: list[tuple[str, SchemaNode]] = []
    name = schema.nodes[_LAST_NODE].needs["messages"]
    while name != _FIRST_NODE:
        node = schema.nodes[name]
        chain.append((name, node))
        name = node.needs["messages"]
    if not chain:
        raise NoModelError("the model was trained without NLU data")
    return chain[::-1]


def _intent_name(intent: str | dict[str, Any]) -> str:
    """A domain writes an intent as its name, or as {name: options}."""
    return intent if isinstance(intent, str) else next(iter(intent))


def _build(
    name: str,
    node: SchemaNode,
    storage: LocalModelStorage,
    context: ExecutionContext,
    clock: Clock,
) -> Any:
    config = {**node.uses.get_default_config(), **node.config}
    constructor = getattr(node.uses, node.constructor_name)
    return constructor(
        config=config,
        model_storage=storage,
        resource=node.resource or Resource(name),
        execution_context=context,
        clock=clock,  # components that ask for no time ignore it
    )
