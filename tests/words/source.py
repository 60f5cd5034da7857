"""What the product's source says, read without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from kefu.settings import ROOT


def modules(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the packages, by its path in the repository."""
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def declared_in(module: ast.Module) -> set[int]:
    """The lines on which classes declare what they are."""
    return {
        line
        for cls in ast.walk(module)
        if isinstance(cls, ast.ClassDef)
        for node in cls.body
        if isinstance(node, ast.Assign)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def texts_in(module: ast.Module) -> Iterator[tuple[int, str]]:
    """The string literals that are not docstrings, each with its line."""
    said = {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value
