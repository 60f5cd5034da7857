"""The training data as Rasa reads it, and samples of it that are the same wherever they are drawn.

Must not know how the sentences are learned.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader, RasaYAMLWriter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from kefu.nlu.lookups import Lookups


def read_examples(folder: Path) -> list[Message]:
    """All sentences that have an intent, from the YAML files in and below the folder, by path."""
    return [
        example
        for path in sorted(folder.rglob("*.yml"))
        for example in RasaYAMLReader().read(path).intent_examples
    ]


def draw(examples: Sequence[Message], size: int) -> list[Message]:
    """About `size` sentences, each intent by its share and at least once; all when there are fewer.

    Within an intent those with the smallest SHA-256 are taken, so that a changed sentence
    changes the sample by one.
    """
    if size >= len(examples):
        return list(examples)
    intents: dict[str, list[Message]] = defaultdict(list)
    for example in examples:
        intents[example.get(INTENT)].append(example)
    return [
        example
        for _, members in sorted(intents.items())
        for example in sorted(members, key=_lot)[
            : max(1, round(size * len(members) / len(examples)))
        ]
    ]


def _lot(example: Message) -> bytes:
    return hashlib.sha256(example.get(TEXT).encode()).digest()


@dataclass(frozen=True, slots=True)
class Lesson:
    """Sentences to learn from, as Rasa's YAML; how many they are, and how many name an entity."""

    yaml: str
    sentences: int
    annotated: int


def as_lesson(examples: Sequence[Message], lookups: Lookups) -> Lesson:
    """The sentences with their entities, and the lists of names as Rasa's lookup tables."""
    tables = [{"name": kind, "elements": sorted(names)} for kind, names in lookups.items()]
    data = TrainingData(list(examples), lookup_tables=tables)
    return Lesson(
        RasaYAMLWriter().dumps(data),
        len(examples),
        sum(bool(example.get(ENTITIES)) for example in examples),
    )
