"""How many of a message's matters are found, and how often one is taken for two.

A line of the file is ``intents<TAB>kind<TAB>text``: the matters in the order of the text, separated
by commas, equally fair readings of one by ``|``; ``kind`` is what separates them; a line break of
the text is written ``\\n``. Must not know how matters are found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kefu.evaluation.utterances import BadFile, Utterance, lines_of

_HEADER = "intents\tkind\ttext"
_TWO = "two"
"""Tag of an utterance that has two matters itself."""

Finder = Callable[[str], Sequence[str]]
"""The intents of a text's matters."""


@dataclass(frozen=True, slots=True)
class Several:
    """A text with several matters, each with its fair readings."""

    text: str
    matters: tuple[frozenset[str], ...]
    kind: str

    def are_found(self, found: Sequence[str]) -> bool:
        """Whether each matter is among those found, in any order; further ones do no harm."""
        return all(not matter.isdisjoint(found) for matter in self.matters)


@dataclass(frozen=True, slots=True)
class KindFigures:
    """Texts whose matters are separated in one way, and in how many all were found."""

    name: str
    count: int
    found: int


@dataclass(frozen=True, slots=True)
class MatterFigures:
    """``kinds`` of texts with several matters; of ``single`` ones those taken for several.

    ``missed`` are the former not all of whose matters were found, with those that were.
    """

    kinds: tuple[KindFigures, ...]
    missed: tuple[tuple[Several, tuple[str, ...]], ...]
    single: int
    false_second: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def count(self) -> int:
        """Texts with several matters."""
        return sum(kind.count for kind in self.kinds)

    @property
    def all_found(self) -> float:
        """The share (0..1) of them in which all were found."""
        return 1 - len(self.missed) / self.count

    @property
    def false_seconds(self) -> float:
        """The share (0..1) of single ones that were taken for several."""
        return len(self.false_second) / self.single


def measure_matters(
    several: Sequence[Several], utterances: Sequence[Utterance], find: Finder
) -> MatterFigures:
    """All figures of at least one text with several matters and one with a single one."""
    found = [(item, tuple(find(item.text))) for item in several]
    kinds: dict[str, list[bool]] = defaultdict(list)
    for item, intents in found:
        kinds[item.kind].append(item.are_found(intents))
    single = [item.text for item in utterances if _TWO not in item.tags]
    answers = [(text, tuple(find(text))) for text in single]
    return MatterFigures(
        tuple(KindFigures(name, len(right), sum(right)) for name, right in kinds.items()),
        tuple((item, intents) for item, intents in found if not item.are_found(intents)),
        len(single),
        tuple((text, intents) for text, intents in answers if len(intents) > 1),
    )


def read_several(path: Path) -> list[Several]:
    """Reads a file in the order of its lines. Raises BadFile."""
    return [_read(path, number, line) for number, line in lines_of(path, _HEADER)]


def _read(path: Path, number: int, line: str) -> Several:
    intents, kind, text, *rest = [*line.split("\t"), "", ""]
    matters = tuple(frozenset(names.split("|")) for names in intents.split(","))
    if len(matters) < 2 or not kind or not text or any(rest):
        raise BadFile(f"{path} 第 {number} 行应为“意图,意图<TAB>分隔方式<TAB>句子”")
    return Several(text.replace("\\n", "\n"), matters, kind)
