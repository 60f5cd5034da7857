"""What docs/dialogue.md and docs/dialogue-tests.md show is so."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from kefu.conversing.player import play
from kefu.conversing.reading import read
from kefu.conversing.stage import Stage
from kefu.core.handoff import HandoffReason, priority_of, skill_group_of
from kefu.settings import ROOT

PAGES = ("dialogue.md", "dialogue-tests.md")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_conversations_go_as_shown(stage: Stage, tmp_path: Path, name: str) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", page(name), re.DOTALL)
    file = tmp_path / "examples.yml"
    file.write_text("".join(examples), encoding="utf-8")
    played = [asyncio.run(play(stage, script)) for script in read(file)]
    assert {p.script.title: p.differences for p in played if not p.passed} == {}
    assert len(played) >= len(examples) > 0


def test_the_journeys_are_shown_as_they_are() -> None:
    journey, answer = re.findall(r"```python\n(.*?)```", page("dialogue.md"), re.DOTALL)
    for example, topic in ((journey, "password"), (answer, "_telling")):
        assert example in (ROOT / "actions" / f"{topic}.py").read_text(encoding="utf-8")


def test_every_reason_for_people_is_told_with_its_group_and_priority() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (\w+) \|", page("dialogue.md"), re.MULTILINE)
    assert set(rows) == {
        (reason.value, skill_group_of(reason).value, priority_of(reason).value)
        for reason in HandoffReason
    }
