"""An optional sentence encoder as a Rasa component: the classifier learns from its vectors too.

For those who may bring weights, see docs/sentence-encoder.md; not part of the pipeline as
delivered. Must know neither intents nor what is made of the vectors.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import kefu.nlu.sentence_model
from kefu.nlu.component import KeepingComponent
from kefu.nlu.fingerprint import of_sources
from kefu.nlu.keys import CLAUSES, ENCODED, FOLDED, MANNER, NORMALISED
from kefu.nlu.matters import leaves_out, meant, said, text_of
from kefu.nlu.normaliser import Normaliser
from kefu.nlu.quantized import Array
from kefu.nlu.sentence_model import EncoderError, Options, SentenceModel, digest

_STORED_NAME = "encoder.sha256"


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """The vectors of a message's texts, by text: the whole and, in live messages, its clauses."""

    vectors: Mapping[str, Array]

    def __getitem__(self, text: str) -> Array:
        """Raises KeyError for a text that was not encoded."""
        return self.vectors[text]

    def fingerprint(self) -> str:
        """Rasa asks for it; of what it finds otherwise, numpy's printout,
        the middle is left out.
        """
        content = hashlib.sha256()
        for text, vector in self.vectors.items():
            content.update(f"{text}\0".encode())
            content.update(vector.tobytes())
        return content.hexdigest()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class OnnxSentenceEncoder(KeepingComponent):
    """Sets ``ENCODED`` on messages that have normalised text.

    The weights stay where they are. What is "learnt" is their digest: vectors of another model
    would be nonsense to the classifier without anything to be seen of it.
    """

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: SentenceModel | None = None,
    ) -> None:
        """``model`` is None before training."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``model``: the folder; the rest as in ``kefu.nlu.sentence_model.Options``."""
        return {"model": None, **asdict(Options())}

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before it: it reads the normalised text and the clauses."""
        return [Normaliser]

    @staticmethod
    def fingerprint_addon(config: dict[str, Any]) -> str | None:
        """Retrain when the model, the tokenizer or the code changes. Raises EncoderError."""
        # Of a component restored from its cache Rasa asks again, without the configuration.
        if not config.get("model"):
            return None
        return digest(_folder(config)) + of_sources(kefu.nlu.sentence_model)

    @classmethod
    def stored(cls, config: dict[str, Any], directory: Path) -> SentenceModel:
        """The encoder. Raises EncoderError, also when the folder has changed since training."""
        folder = _folder(config)
        trained_with = (directory / _STORED_NAME).read_text(encoding="ascii")
        if digest(folder) != trained_with:
            raise EncoderError(
                f"{folder.resolve()} holds another sentence encoder than at training: train again"
            )
        options = Options(**{field.name: config[field.name] for field in fields(Options)})
        return SentenceModel(folder, options)

    def train(self, training_data: TrainingData) -> Resource:
        """Stores which encoder this is."""
        with self._storage.write_to(self._resource) as directory:
            content = digest(_folder(self._config))
            (directory / _STORED_NAME).write_text(content, encoding="ascii")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encodes the examples as wholes, which is how the classifier learns them."""
        examples = [
            example for example in training_data.training_examples if example.get(NORMALISED)
        ]
        self._encode(examples, [[example.get(NORMALISED)] for example in examples])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Encodes live messages and their clauses, of which the classifier asks one by one."""
        live = [message for message in messages if message.get(NORMALISED)]
        self._encode(live, [[message.get(NORMALISED), *_clauses(message)] for message in live])
        return messages

    def _encode(self, messages: list[Message], texts: list[list[str]]) -> None:
        assert self._model is not None
        distinct = list(dict.fromkeys(itertools.chain.from_iterable(texts)))
        vectors = dict(zip(distinct, self._model.encode(distinct), strict=True))
        for message, own in zip(messages, texts, strict=True):
            message.set(ENCODED, Encoded({text: vectors[text] for text in own}))


def _clauses(message: Message) -> list[str]:
    """The texts of the clauses where there are several, as the classifier takes them apart."""
    parts, folded = message.get(CLAUSES) or [], message.get(FOLDED)
    texts = [text_of(part, folded) for part in parts] if len(parts) > 1 else []
    manner = message.get(MANNER)
    if leaves_out(folded, manner["negated"] if manner else ()):
        texts.append(said(folded, meant(folded, parts)))
    return [text for text in texts if text]


def _folder(config: dict[str, Any]) -> Path:
    """Raises EncoderError when the configuration names none."""
    if not config.get("model"):
        raise EncoderError(
            "the sentence encoder needs `model`, the folder where it is, in config.yml"
        )
    return Path(config["model"])
