"""The matters that a text brings, each with the place where it is told, and which goes first.

A clause brings a matter when its intent is clear there and not out of the question in the whole
text. What a clause says not to be so, or not to be wanted, is none. Pure. Must not know how intents
are found, nor what is done about them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from kefu.nlu.acts import manner_of
from kefu.nlu.clauses import Clause
from kefu.nlu.normalise import normalise

# Whoever loses money cannot wait; who asks for a person is given one, whatever else is told.
_FIRST: Final = ("account_stolen", "freeze_account", "human_agent")
_NEVER_FIRST: Final = frozenset({"complaint"})

Judge = Callable[[str], tuple[str, float]]
"""The likeliest intent of a clause's normalised text, with its probability."""


@dataclass(frozen=True, slots=True)
class Matter:
    """An intent told in ``text[start:end]`` of the customer's text."""

    name: str
    confidence: float
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        """As it travels with a message."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Bar:
    """What a clause's intent must reach to count."""

    clear: float
    """Its probability there."""
    no_matter: Collection[str] = ()
    """Intents that never count."""


def text_of(clause: Clause, folded: str) -> str:
    """The clause as the classifier reads it."""
    return normalise("", folded=folded[clause.start : clause.end])


def told(
    folded: str, clauses: Sequence[Clause], judge: Judge, bar: Bar, possible: Collection[str]
) -> list[Matter]:
    """The matters in the order of the text, each once; ``possible`` are those worth a thought."""
    found: list[Matter] = []
    for clause in clauses:
        text = text_of(clause, folded)
        name, confidence = judge(text) if text else ("", 0.0)
        if confidence < bar.clear or name in bar.no_matter or name not in possible:
            continue
        if found and found[-1].name == name:
            found[-1] = replace(found[-1], end=clause.end)
        elif all(matter.name != name for matter in found):
            found.append(Matter(name, confidence, clause.start, clause.end))
    return found


def meant(folded: str, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that negate no matter."""
    return [
        clause for clause in clauses if not manner_of(folded[clause.start : clause.end]).negated
    ]


def most_urgent(matters: Sequence[Matter]) -> Matter:
    """The matter to act on first, of one or more."""
    by_name = {matter.name: matter for matter in matters}
    for name in _FIRST:
        if name in by_name:
            return by_name[name]
    return next((matter for matter in matters if matter.name not in _NEVER_FIRST), matters[0])


def words_within(words: Sequence[str], start: int, end: int) -> Iterator[str]:
    """The words between two places of the text that they make up, cut where they reach beyond."""
    for word in words:
        if part := word[max(start, 0) : max(end, 0)]:
            yield part
        start, end = start - len(word), end - len(word)
