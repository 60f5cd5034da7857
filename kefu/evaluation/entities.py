"""What share of the entities was found, and how much of what was found is one. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Entity(NamedTuple):
    """A kind, the place in the text (end exclusive), and the normalised value."""

    kind: str
    start: int
    end: int
    value: str


def from_rasa(found: Iterable[Mapping[str, Any]]) -> frozenset[Entity]:
    """Entities as Rasa's messages carry them."""
    return frozenset(
        Entity(item["entity"], item["start"], item["end"], str(item["value"])) for item in found
    )


def without_values(entities: Iterable[Entity]) -> frozenset[Entity]:
    """The same kinds at the same places: for pipelines that do not normalise."""
    return frozenset(Entity(*entity[:3], value="") for entity in entities)


@dataclass(frozen=True, slots=True)
class EntityFigures:
    """One kind of entity: how many were meant and found, only found, only meant."""

    kind: str
    both: int
    only_found: int
    only_meant: int

    @property
    def precision(self) -> float | None:
        """Share of what was found that was meant; None when nothing was found."""
        found = self.both + self.only_found
        return self.both / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of what was meant that was found; None when nothing was meant."""
        meant = self.both + self.only_meant
        return self.both / meant if meant else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None when nothing was meant or found."""
        whole = 2 * self.both + self.only_found + self.only_meant
        return 2 * self.both / whole if whole else None


ALL = "all"


def measure_entities(
    meant: Sequence[frozenset[Entity]], found: Sequence[frozenset[Entity]]
) -> tuple[EntityFigures, ...]:
    """Figures per kind and, last, of all together (kind ``all``); kind,
    place and value must agree.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for right, answer in zip(meant, found, strict=True):
        for outcome, entities in (
            ("both", right & answer),
            ("only_found", answer - right),
            ("only_meant", right - answer),
        ):
            counts[ALL][outcome] += len(entities)
            for entity in entities:
                counts[entity.kind][outcome] += 1
    kinds = [*sorted(counts.keys() - {ALL}), ALL]
    return tuple(
        EntityFigures(
            kind, counts[kind]["both"], counts[kind]["only_found"], counts[kind]["only_meant"]
        )
        for kind in kinds
    )
