"""Politeness and hurry around a sentence cost next to nothing; the wrappings were written apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kefu.evaluation.utterances import Utterance
from kefu.evaluation.wrappings import measure_wrapped, read_wrappings
from kefu.nlu.parser import Parser
from tests.trained import trained_model

LOSS: Final = 0.02
"""The most accuracy that wrappings cost."""
WRAPPINGS = read_wrappings(Path(__file__).parent / "judged_wrappings.tsv")


def test_wrappings_hardly_change_what_is_understood(development_set: Sequence[Utterance]) -> None:
    parser = Parser.load(trained_model())
    figures = measure_wrapped(
        development_set, WRAPPINGS, lambda text: str(parser.parse(text)["intent"]["name"])
    )
    assert figures.loss <= LOSS, figures


def test_wrappings_stand_before_behind_and_around() -> None:
    assert len(set(WRAPPINGS)) == len(WRAPPINGS) >= 150
    kinds = {(bool(wrapping.before), bool(wrapping.after)) for wrapping in WRAPPINGS}
    assert kinds == {(True, False), (False, True), (True, True)}
