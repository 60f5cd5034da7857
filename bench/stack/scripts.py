"""The conversations that are played, as `conversations.yml` has them. Must not know who plays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("conversations.yml")


class Kind(StrEnum):
    """What a turn is: a question with its answer, or a step of a journey."""

    SIMPLE = "simple"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a customer says."""

    kind: Kind
    text: str


Script = tuple[Line, ...]


def scripts() -> Iterator[Script]:
    """Without end: some questions, then a journey; the ones of the file in turn.

    Each is shorter than what one conversation may say without a pause.
    """
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    questions, journeys = content[Kind.SIMPLE], content[Kind.FORM]
    for number in count():
        simple = questions[number % len(questions)]
        form = journeys[(number // len(questions)) % len(journeys)]
        yield tuple(
            [Line(Kind.SIMPLE, text) for text in simple] + [Line(Kind.FORM, text) for text in form]
        )


def all_texts() -> list[str]:
    """Everything that anybody says in the file."""
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return [text for kind in Kind for talk in content[kind] for text in talk]


def questions() -> list[str]:
    """Every question of the file, one after the other."""
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return [text for script in content[Kind.SIMPLE] for text in script]
