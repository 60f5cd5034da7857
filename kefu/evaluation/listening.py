"""What is heard beside the one intent of a sentence, judged by sets of their own: how it is said.

Must not know how the figures are shown.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from kefu.core.errors import OperatorError
from kefu.evaluation.manners import MannerFigures, Said, measure_manners, read_said
from kefu.nlu.acts import Manner
from kefu.nlu.parser import Parser


@dataclass(frozen=True, slots=True)
class Listener:
    """The sets to judge by."""

    said: tuple[Said, ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The project's own sets. Raises BadFile."""
        return cls(tuple(read_said(folder / "judged_acts.tsv")))


@dataclass(frozen=True, slots=True)
class Listening:
    """All figures of what is heard."""

    manner: MannerFigures


def listen(listener: Listener, parser: Parser) -> Listening:
    """Asks the model and measures. Raises OperatorError for one that tells no manner."""

    def manner_of(text: str) -> Manner:
        manner = parser.parse(text)["manner"]
        if manner is None:
            raise OperatorError("这个模型不读语气，请先运行 kefu train")
        return Manner.from_json(manner)

    return Listening(measure_manners(listener.said, manner_of))


def listening_as_json(listening: Listening) -> dict[str, Any]:
    """All figures, in names and numbers."""
    manner = listening.manner
    return {
        "manner": {
            "count": manner.count,
            "questions": manner.questions,
            "exact": manner.exact,
            "aspects": manner.aspects,
            "false_consent": list(manner.false_consent),
            "acts": [asdict(act) for act in manner.acts],
        }
    }
