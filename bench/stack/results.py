"""Everything that a run has measured, as JSON and back. Must not know how anything was measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.stack.figures import Figure, Figures


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


def save_column(column: Column, path: Path) -> None:
    """Keep a server's figures for later runs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(column), ensure_ascii=False, indent=1) + "\n", "utf-8")


def load_column(path: Path) -> Column:
    """What `save_column` kept, marked as such."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return Column(
        document["title"],
        _figures(document["figures"]),
        document["made_at"],
        document["machine"],
        is_cached=True,
    )


def _figures(document: Mapping[str, Mapping[str, float]]) -> Figures:
    return {name: Figure(**parts) for name, parts in document.items()}
