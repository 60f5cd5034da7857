"""One name means one thing, all over the product."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The shapes of a wire are called like what they show, each channel's its own.
WIRES = {ROOT / "kefu" / "gateway" / wire for wire in ("contract", "channels")}


def test_no_two_public_classes_share_a_name() -> None:
    found = defaultdict(list)
    for package in ("kefu", "actions"):
        for file in (ROOT / package).rglob("*.py"):
            if WIRES & set(file.parents):
                continue
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found[node.name].append(str(file.relative_to(ROOT)))
    assert {name: files for name, files in found.items() if len(files) > 1} == {}
