"""What the tests of understanding share: the project's training data and one model trained on it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message

from kefu.core.clock import BEIJING
from kefu.nlu.extractor import RuleEntityExtractor
from kefu.nlu.lookups import read
from kefu.nlu.model import LinearModel, Settings
from kefu.nlu.normalise import normalise

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data" / "nlu"


@dataclass(frozen=True)
class Utterance:
    """A line of the development set."""

    text: str
    acceptable: frozenset[str]


@pytest.fixture(scope="session")
def examples() -> Sequence[Message]:
    """Every training example, as Rasa reads it."""
    return [
        example
        for path in sorted(DATA.glob("*.yml"))
        for example in RasaYAMLReader().read(path).intent_examples
    ]


@pytest.fixture(scope="session")
def development_set() -> Sequence[Utterance]:
    """Utterances that are never trained on."""
    with (Path(__file__).parent / "dev.tsv").open(encoding="utf-8", newline="") as file:
        return [
            Utterance(
                row["text"],
                frozenset([row["intent"], *filter(None, row["also_acceptable"].split(","))]),
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


@pytest.fixture(scope="session")
def model(examples: Sequence[Message]) -> LinearModel:
    """The classifier's model, trained on the project's data with the settings in force."""
    texts = [normalise(example.get(TEXT)) for example in examples]
    intents: list[Any] = [example.get(INTENT) for example in examples]
    return LinearModel.train(texts, intents, Settings())


@pytest.fixture
def extractor(tmp_path: Path) -> RuleEntityExtractor:
    """The entity extractor with the project's lists, on Sunday 22 November 2026, 16:10."""
    return RuleEntityExtractor(
        LocalModelStorage(tmp_path),
        Resource("extractor"),
        read(DATA / "lookups"),
        clock=lambda: datetime(2026, 11, 22, 16, 10, tzinfo=BEIJING),
    )
