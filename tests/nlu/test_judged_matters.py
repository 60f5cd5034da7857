"""Several matters in one message, held against sentences that were judged apart from the code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from kefu.evaluation.matters import MatterFigures, measure_matters, read_several
from kefu.evaluation.utterances import Utterance
from kefu.nlu.parser import Parser
from tests.trained import trained_model

ALL_FOUND: Final = 0.85
"""The least share of sentences in which every matter is found."""
FALSE_SECOND: Final = 0.015
"""The most single matters that are taken for several."""
SEVERAL = read_several(Path(__file__).parent / "judged_matters.tsv")


@pytest.fixture(scope="module")
def figures(development_set: Sequence[Utterance]) -> MatterFigures:
    parser = Parser.load(trained_model())
    return measure_matters(
        SEVERAL,
        development_set,
        lambda text: [matter["name"] for matter in parser.parse(text)["intents"]],
    )


def test_every_matter_is_found(figures: MatterFigures) -> None:
    assert figures.all_found >= ALL_FOUND, figures.missed


def test_one_matter_is_not_taken_for_several(figures: MatterFigures) -> None:
    assert figures.false_seconds <= FALSE_SECOND, figures.false_second


def test_matters_are_separated_in_every_way(examples: Sequence[Message]) -> None:
    kinds = Counter(item.kind for item in SEVERAL)
    assert set(kinds) == {"blank", "line", "mark", "word", "list", "long", "meaning"}
    assert min(kinds.values()) >= 30
    intents = {example.get(INTENT) for example in examples}
    assert {name for item in SEVERAL for names in item.matters for name in names} <= intents
    assert len({item.text for item in SEVERAL}) == len(SEVERAL) >= 320
