"""Reads the tables of English words beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent
_BEGINS: Final = "="
_NOTHING: Final = "-"


@dataclass(frozen=True, slots=True)
class EnglishMatter:
    """A matter of this service: `told` is what its words say, `deed` what is done in it. Where they
    are others, `asked` asks for a reason or a state, and `wanted` wishes for the deed.
    """

    words: re.Pattern[str]
    told: str
    deed: str
    asked: str | None
    wanted: str | None


@dataclass(frozen=True, slots=True)
class EnglishQuestion:
    """What is asked or told of a step, in Chinese."""

    words: re.Pattern[str]
    chinese: str


def matters(name: str = "matters.tsv") -> tuple[EnglishMatter, ...]:
    """The matters in the order in which they are looked for."""
    return tuple(
        EnglishMatter(words, told, deed, _stated(asked), _stated(wanted))
        for (told, deed, asked, wanted), words in _rows(_FOLDER / name)
    )


def questions(name: str = "questions.tsv") -> tuple[EnglishQuestion, ...]:
    """The questions in the order in which they are looked for."""
    return tuple(EnglishQuestion(words, chinese) for (chinese,), words in _rows(_FOLDER / name))


def _rows(path: Path) -> Iterator[tuple[list[str], re.Pattern[str]]]:
    """What each row begins with, and the words below it."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    starts = [at for at, line in enumerate(lines) if line.startswith(_BEGINS)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        words = "|".join(filter(None, lines[start + 1 : end]))
        yield lines[start].split("\t")[1:], re.compile(words)


def _stated(cell: str) -> str | None:
    return None if cell == _NOTHING else cell
