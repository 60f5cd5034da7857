"""The matters that a text brings, each with the place where it is told, and which goes first.

A clause brings a matter when enough speaks for it: its intent is clear there, has a share in the
whole text, is asked or wanted, a word such as 另外 leads to it. What a clause says
not to be so, or not to be wanted, is none. Pure. Must not know how intents are found, nor what is
done about them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from kefu.nlu.acts import manner_of
from kefu.nlu.clauses import Clause, halves
from kefu.nlu.corrections import meant_in
from kefu.nlu.matter_words import (
    ASKED,
    FAILED,
    FIRST,
    NEVER_FIRST,
    ONE_STORY,
    RELATED,
    TROUBLES,
    WANTED,
)
from kefu.nlu.normalise import normalise

# Of a clause without a pause: what two intents have in the whole, and each in its half.
_TORN: Final = 0.002
_CLEAR: Final = 0.95
# A question of so few characters names no matter of its own.
_ELLIPSIS: Final = 3
# A longer text makes pauses.
_FEW: Final = 2
# More clauses, and more characters of one, make no further difference.
_MANY: Final = 6
_LONG: Final = 12
# A probability is never surer than that, and no share in the whole smaller.
_SURE: Final = 0.9995
_LEAST: Final = 1e-5

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
    """What a clause must reach to bring a matter of its own."""

    likely: float
    """The probability of its intent there."""
    evidence: float
    """The logit of what speaks for a further matter."""
    no_matter: Collection[str] = ()
    """Intents that never count."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What one clause seems to bring."""

    clause: Clause
    place: int
    name: str
    confidence: float
    length: int
    is_asked: bool
    is_wanted: bool
    is_trouble: bool
    is_linked: bool

    @property
    def says(self) -> bool:
        """Whether it brings something to be done, not only mentions it."""
        return self.is_asked or self.is_wanted or self.is_trouble

    @property
    def logit(self) -> float:
        sure = min(self.confidence, _SURE)
        return math.log(sure / (1 - sure))


def text_of(clause: Clause, folded: str) -> str:
    """The clause as the classifier reads it."""
    return normalise("", folded=folded[clause.start : clause.end])


def said(folded: str, clauses: Sequence[Clause]) -> str:
    """Some clauses as the classifier reads them together."""
    return ",".join(text_of(clause, folded) for clause in clauses)


def told(
    folded: str,
    clauses: Sequence[Clause],
    judge: Judge,
    shares: Mapping[str, float],
    bar: Bar,
) -> list[Matter]:
    """Several matters in the order of the text, each once, with what is said around them; of one
    or none nothing.

    ``shares`` are the probabilities of the possible intents in the whole text; behind a word such
    as 另外, with which customers say themselves that another matter comes, any is possible. The
    likeliest of what clauses bring is the text's matter; the others need evidence.
    """
    heard: list[_Heard] = []
    for item in _heard(folded, clauses, judge):
        if (
            item.confidence >= bar.likely
            and item.name not in bar.no_matter
            and (item.name in shares or item.is_linked)
        ):
            heard.append(item)
        elif not heard and item.place == len(clauses) - 2:
            # The last clause alone would bring one at most, whatever it says.
            return []
    clearest: dict[str, _Heard] = {}
    for item in heard:
        if item.name not in clearest or item.confidence > clearest[item.name].confidence:
            clearest[item.name] = item
    if not clearest:
        return []
    first = max(clearest, key=lambda name: shares.get(name, 0.0))
    kept = {
        name
        for name, item in clearest.items()
        if name == first
        or _evidence(item, clearest[first], shares.get(name, 0.0), len(clauses)) >= bar.evidence
    }
    if len(kept) < 2:
        return []
    return _placed(clauses, {item.place: item for item in heard if item.name in kept})


def run_together(
    folded: str,
    clauses: Sequence[Clause],
    judge: Judge,
    shares: Mapping[str, float],
    bar: Bar,
) -> list[Matter]:
    """Two matters told in one clause without a pause (提现收费吗一天能提几次), where the whole is
    torn between them and each half says one clearly; else none.
    """
    torn = {name for name, share in shares.items() if share >= _TORN and name not in bar.no_matter}
    best: tuple[_Heard, ...] = ()
    if len(torn) > 1 and len(clauses) <= _FEW:
        for pair in (pair for clause in clauses for pair in halves(folded, clause)):
            best = max(best, _statements(folded, pair, judge, torn), key=_surest)
    if not best:
        return []
    first, second = best
    return [
        Matter(first.name, first.confidence, clauses[0].start, first.clause.end),
        Matter(second.name, second.confidence, second.clause.start, clauses[-1].end),
    ]


def _statements(
    folded: str, pair: Sequence[Clause], judge: Judge, torn: Collection[str]
) -> tuple[_Heard, ...]:
    """What both halves of a clause say where that is two matters; the second is not judged where
    the first is none.
    """
    heard: list[_Heard] = []
    for item in _heard(folded, pair, judge):
        if item.name not in torn or not _is_statement(item):
            return ()
        heard.append(item)
    names = frozenset(item.name for item in heard)
    return tuple(heard) if len(names) == len(pair) and names not in ONE_STORY else ()


def _surest(heard: Sequence[_Heard]) -> float:
    return min((item.confidence for item in heard), default=0.0)


def _is_statement(item: _Heard) -> bool:
    """Whether half a clause could be said alone; 收费吗 asks about the other half."""
    is_about_other = item.is_asked and item.length <= _ELLIPSIS
    return item.says and item.confidence >= _CLEAR and not is_about_other


def _heard(folded: str, clauses: Sequence[Clause], judge: Judge) -> Iterator[_Heard]:
    is_linked = False
    for place, clause in enumerate(clauses):
        is_linked |= clause.is_linked
        if text := text_of(clause, folded):
            name, confidence = judge(text)
            yield _Heard(
                clause=clause,
                place=place,
                name=name,
                confidence=confidence,
                length=min(len(text), _LONG),
                is_asked=folded[clause.end : clause.end + 1] == "?" or bool(ASKED.search(text)),
                is_wanted=bool(WANTED.search(text)),
                is_trouble=name in TROUBLES or bool(FAILED.search(text)),
                is_linked=is_linked,
            )


def _evidence(item: _Heard, first: _Heard, share: float, clauses: int) -> float:
    """The logit of a further matter beside the text's first.

    The weights are those of a logistic regression over `tests/nlu/matters.tsv` and customers'
    single sentences (`other_services.tsv`).
    """
    return (
        -2.53
        + 0.7 * item.logit
        + 0.52 * first.logit
        + 0.53 * math.log(share + _LEAST)
        + 0.77 * item.is_asked
        + 0.24 * item.is_wanted
        - 0.59 * item.is_trouble
        - 0.87 * (not item.says)
        + 1.26 * item.is_linked
        + 0.07 * item.clause.is_opening
        + 1.16 * (item.place == 0)
        + 0.14 * item.length
        - 0.25 * min(clauses, _MANY)
        - 1.67 * ({item.name, first.name} in RELATED)
    )


def _placed(clauses: Sequence[Clause], heard: Mapping[int, _Heard]) -> list[Matter]:
    """The matters where they are first told, each with the unclear clauses around it.

    An unclear clause belongs to what was said before it, unless a word leads on from there.
    """
    found: list[Matter] = []
    start: int | None = None
    for place, clause in enumerate(clauses):
        item = heard.get(place)
        if item is not None and all(matter.name != item.name for matter in found):
            begin = clause.start if start is None else start
            found.append(Matter(item.name, item.confidence, begin, clause.end))
            start = None
        elif start is None and (not found or clause.is_linked):
            start = clause.start
        elif start is None:
            found[-1] = replace(found[-1], end=clause.end)
    if found and start is not None:
        found[-1] = replace(found[-1], end=clauses[-1].end)
    return found


def related(name: str) -> list[str]:
    """The intents whose stories often touch that of this one."""
    pairs = (pair for pair in RELATED if name in pair)
    return sorted(other for pair in pairs for other in pair if other != name)


def leaves_out(folded: str, negated: Collection[str]) -> bool:
    """Whether the text has something in it that is not meant: a matter that it negates, or what it
    is set right against.
    """
    return bool(negated) or meant_in(folded) is not None


def meant(folded: str, clauses: Sequence[Clause]) -> list[Clause]:
    """What is meant where the text sets it against something else (我说的是提现不是充值), or
    else the clauses that negate no matter.
    """
    if (place := meant_in(folded)) is not None:
        return [Clause(*place, is_linked=False)]
    return [
        clause for clause in clauses if not manner_of(folded[clause.start : clause.end]).negated
    ]


def most_urgent(matters: Sequence[Matter]) -> Matter:
    """The matter to act on first, of one or more."""
    by_name = {matter.name: matter for matter in matters}
    for name in FIRST:
        if name in by_name:
            return by_name[name]
    return next((matter for matter in matters if matter.name not in NEVER_FIRST), matters[0])


def words_within(words: Sequence[str], start: int, end: int) -> Iterator[str]:
    """The words between two places of the text that they make up, cut where they reach beyond."""
    for word in words:
        if part := word[max(start, 0) : max(end, 0)]:
            yield part
        start, end = start - len(word), end - len(word)
