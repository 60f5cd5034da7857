"""Where something was found in a text, and how overlapping finds are settled. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A find: offsets in the text, what it means (``value``) and more about it (``extra``)."""

    start: int
    end: int
    kind: str
    value: str
    extra: tuple[tuple[str, str], ...] = ()

    def overlaps(self, other: Span) -> bool:
        """Whether both cover a common character."""
        return self.start < other.end and other.start < self.end


def first_wins(candidates: Iterable[Span]) -> list[Span]:
    """The candidates that overlap none before them, in order of the text."""
    accepted: list[Span] = []
    for candidate in candidates:
        if not any(candidate.overlaps(other) for other in accepted):
            accepted.append(candidate)
    return sorted(accepted, key=lambda span: span.start)
