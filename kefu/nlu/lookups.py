"""Lists of names by which an entity is recognised: one text file per kind of entity.

A line is ``value`` or ``value: name, name``; value and names are all recognised and mean the value.
Lines that begin with ``#`` are comments.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

Lookups: TypeAlias = dict[str, dict[str, str]]
"""Per kind of entity: recognised name → value."""


def read(folder: Path) -> Lookups:
    """The lists of a folder. Raises ValueError when a name stands for two values of a kind."""
    return {path.stem: _read_file(path) for path in sorted(folder.glob("*.txt"))}


def _read_file(path: Path) -> dict[str, str]:
    names: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        value, _, others = line.partition(":")
        for name in [value, *others.split(",")]:
            name, meaning = name.strip(), value.strip()
            if name and names.setdefault(name, meaning) != meaning:
                raise ValueError(f"{path}: {name} stands for two values")
    return names
