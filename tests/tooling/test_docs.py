"""What the pages name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kefu.settings import ROOT, Settings

PAGES = (
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "models").glob("*.md"),
)
NAMED = re.compile(r"`((?:actions|bench|data|docs|frontend|kefu|tests)/[\w/.-]+\.\w+)`")
LINKED = re.compile(r"\]\((?!\w+:)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_is_named_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = {name for name in NAMED.findall(text) if not (ROOT / name).exists()}
    linked = {name for name in LINKED.findall(text) if not (page.parent / name).exists()}
    assert named | linked == set()


def test_every_setting_stands_in_the_table() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    explained = set(
        re.findall(r"`(KEFU_[A-Z_]+)", "".join(re.findall(r"^\| `KEFU_.*", text, re.M)))
    )
    assert {f"KEFU_{name.upper()}" for name in Settings.model_fields} == explained
