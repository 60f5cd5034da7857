"""What is judged by sets of their own: how a sentence is said, its matters, its wrapping.

Must not know how the figures are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from kefu.core.errors import OperatorError
from kefu.evaluation.manners import MannerFigures, Said, measure_manners, read_said
from kefu.evaluation.matters import MatterFigures, Several, measure_matters, read_several
from kefu.evaluation.utterances import Utterance
from kefu.evaluation.wrappings import (
    DRAWS,
    WrappedFigures,
    Wrapping,
    measure_wrapped,
    read_wrappings,
)
from kefu.nlu.acts import Manner
from kefu.nlu.parser import Parser


@dataclass(frozen=True, slots=True)
class JudgedListener:
    """The sets to judge by."""

    said: tuple[Said, ...]
    several: tuple[Several, ...]
    wrappings: tuple[Wrapping, ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The project's own sets. Raises BadFile."""
        return cls(
            tuple(read_said(folder / "judged_acts.tsv")),
            tuple(read_several(folder / "judged_matters.tsv")),
            tuple(read_wrappings(folder / "judged_wrappings.tsv")),
        )


@dataclass(frozen=True, slots=True)
class ListeningReport:
    """All figures of what is heard."""

    manner: MannerFigures
    matters: MatterFigures
    wrapped: WrappedFigures


def listen(
    listener: JudgedListener, utterances: Sequence[Utterance], parser: Parser
) -> ListeningReport:
    """Asks the model and measures; the utterances are taken as single matters, and wrapped.

    Raises OperatorError for a model that tells no manner.
    """

    def manner_of(text: str) -> Manner:
        parsed = parser.parse(text)
        if "acts" not in parsed:
            raise OperatorError("这个模型不读语气，请先运行 kefu train")
        return Manner.from_json(parsed)

    def matters_of(text: str) -> list[str]:
        return [matter["name"] for matter in parser.parse(text)["intents"]]

    def intent_of(text: str) -> str:
        return str(parser.parse(text)["intent"]["name"])

    return ListeningReport(
        measure_manners(listener.said, manner_of),
        measure_matters(listener.several, utterances, matters_of),
        measure_wrapped(utterances, listener.wrappings, intent_of),
    )


def listening_as_json(listening: ListeningReport) -> dict[str, Any]:
    """All figures, in names and numbers."""
    manner, matters, wrapped = listening.manner, listening.matters, listening.wrapped
    return {
        "manner": {
            "count": manner.count,
            "exact": manner.exact,
            "questions": manner.questions,
            "aspects": manner.aspects,
            "false_consent": list(manner.false_consent),
            "acts": [asdict(act) for act in manner.acts],
        },
        "matters": {
            "count": matters.count,
            "all_found": matters.all_found,
            "kinds": [asdict(kind) for kind in matters.kinds],
            "single": matters.single,
            "false_second": matters.false_seconds,
        },
        "wrapped": {
            "count": wrapped.count,
            "wrappings_each": DRAWS,
            "plain": wrapped.plain,
            "wrapped": wrapped.wrapped,
        },
    }
