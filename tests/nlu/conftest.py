"""What the tests of understanding share: the training data, the development set, the extractor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from kefu.core.clock import BEIJING
from kefu.evaluation.training_data import read_examples
from kefu.evaluation.utterances import Utterance, read_utterances
from kefu.nlu.extractor import RuleEntityExtractor
from kefu.nlu.lookups import read

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data" / "nlu"


@pytest.fixture(scope="session")
def examples() -> Sequence[Message]:
    """Every training example, as Rasa reads it."""
    return read_examples(DATA)


@pytest.fixture(scope="session")
def development_set() -> Sequence[Utterance]:
    """Utterances that are never trained on."""
    return read_utterances(Path(__file__).parent / "dev.tsv")


@pytest.fixture
def extractor(tmp_path: Path) -> RuleEntityExtractor:
    """The entity extractor with the project's lists, on Sunday 22 November 2026, 16:10."""
    return RuleEntityExtractor(
        RuleEntityExtractor.get_default_config(),
        LocalModelStorage(tmp_path),
        Resource("extractor"),
        read(DATA / "lookups"),
        clock=lambda: datetime(2026, 11, 22, 16, 10, tzinfo=BEIJING),
    )
