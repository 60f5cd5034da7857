"""How well it is seen how a message is said: acts, negated matters, what is asked about.

A line of the file is ``acts<TAB>negated<TAB>aspects<TAB>text``. Names are separated by commas, and
equally fair readings by ``|``. Must not know how a manner is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kefu.evaluation.utterances import BadFile, lines_of
from kefu.nlu.acts import Act, Aspect, Manner

_HEADER = "acts\tnegated\taspects\ttext"


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the fair readings of its manner; without ``aspects`` they are not judged."""

    text: str
    acts: tuple[frozenset[Act], ...]
    negated: frozenset[str]
    aspects: tuple[frozenset[Aspect], ...]

    def has_right_acts(self, manner: Manner) -> bool:
        """Whether the acts and the negated matters are those of a fair reading.

        Facts told beside another act are neither demanded nor wrong.
        """
        fair = {_without_facts(acts) for acts in self.acts}
        return _without_facts(manner.acts) in fair and self.negated == set(manner.negated)

    def has_right_aspects(self, manner: Manner) -> bool:
        """Whether exactly that is asked about."""
        return manner.aspects in self.aspects

    def is_false_consent(self, manner: Manner) -> bool:
        """Whether consent was heard that no fair reading gives."""
        return Act.AGREES in manner.acts and not any(Act.AGREES in acts for acts in self.acts)


def _without_facts(acts: frozenset[Act]) -> frozenset[Act]:
    return acts - {Act.TELLS} or acts


@dataclass(frozen=True, slots=True)
class ActFigures:
    """One act: texts that do it by their first reading, and its precision and recall (0..1)."""

    name: str
    support: int
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class MannerFigures:
    """Shares (0..1) of the texts with exactly the right acts and negated matters, and of the
    questions with exactly the right aspects; what went wrong, and the figures act by act.
    """

    count: int
    questions: int
    exact: float
    aspects: float
    false_consent: tuple[str, ...]
    wrong: tuple[tuple[Said, Manner], ...]
    wrong_aspects: tuple[tuple[Said, Manner], ...]
    acts: tuple[ActFigures, ...]


def measure_manners(said: Sequence[Said], manner_of: Callable[[str], Manner]) -> MannerFigures:
    """All figures of at least one text and one question."""
    pairs = [(item, manner_of(item.text)) for item in said]
    asked = [(item, manner) for item, manner in pairs if item.aspects]
    wrong = tuple(pair for pair in pairs if not pair[0].has_right_acts(pair[1]))
    wrong_aspects = tuple(pair for pair in asked if not pair[0].has_right_aspects(pair[1]))
    return MannerFigures(
        count=len(pairs),
        questions=len(asked),
        exact=1 - len(wrong) / len(pairs),
        aspects=1 - len(wrong_aspects) / len(asked),
        false_consent=tuple(item.text for item, manner in pairs if item.is_false_consent(manner)),
        wrong=wrong,
        wrong_aspects=wrong_aspects,
        acts=tuple(_by_act(pairs)),
    )


def _by_act(pairs: Sequence[tuple[Said, Manner]]) -> Iterator[ActFigures]:
    found = [_without_facts(manner.acts) for _, manner in pairs]
    # Of several fair readings the one that was found is the meaning, else the first.
    meant = [
        acts if item.has_right_acts(manner) else _without_facts(item.acts[0])
        for acts, (item, manner) in zip(found, pairs, strict=True)
    ]
    for act in Act:
        support = sum(act in acts for acts in meant)
        answered = sum(act in acts for acts in found)
        both = sum(act in one and act in other for one, other in zip(meant, found, strict=True))
        yield ActFigures(
            act.value,
            support,
            precision=both / answered if answered else 1.0,
            recall=both / support if support else 1.0,
        )


def read_said(path: Path) -> list[Said]:
    """Reads a file in the order of its lines. Raises BadFile."""
    return [_read(path, number, line) for number, line in lines_of(path, _HEADER)]


def _read(path: Path, number: int, line: str) -> Said:
    try:
        acts, negated, aspects, text = line.split("\t")
        return Said(
            text,
            tuple(frozenset(map(Act, names.split(","))) for names in acts.split("|")),
            frozenset(filter(None, negated.split(","))),
            tuple(
                frozenset(map(Aspect, names.split(","))) for names in aspects.split("|") if names
            ),
        )
    except ValueError as error:
        raise BadFile(f"{path} 第 {number} 行读不懂：{error}") from None
