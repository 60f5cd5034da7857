"""Everything that a run has measured, as JSON and back. Must not know how anything was measured."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from bench.stack.figures import Figures


@dataclass(frozen=True, slots=True)
class Column:
    """One server's figures; `is_cached` when they are from an earlier run, made at `made_at`."""

    title: str
    figures: Figures
    made_at: str
    machine: str
    is_cached: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """A run: the servers, and what this machine can do at all."""

    made_at: str
    machine: str
    is_quick: bool
    columns: tuple[Column, ...]
    limits: Figures


def as_document(results: Results) -> dict[str, Any]:
    """For JSON."""
    return asdict(results)
