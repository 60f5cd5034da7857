"""The conversations that are played, and the project that stock learns them from."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

import pytest
import yaml

from bench.stack.scripts import Kind, all_texts, scripts
from bench.stack.stock_project import stock_project
from kefu.gateway.rate_limit import Limits
from kefu.settings import ROOT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project in which a file may change."""
    for name in ("data/rules", "data/responses", "data/nlu/lookups", "tests/stories"):
        shutil.copytree(ROOT / name, tmp_path / name)
    stock = ("config.yml", "policies.yml", "requirements.txt")
    for name in (
        "data/nlu/smalltalk/greeting.yml",
        "domain.yml",
        *(f"bench/stock/{name}" for name in stock),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_no_conversation_meets_the_limit_of_messages() -> None:
    messages = Limits().messages
    for number, script in enumerate(islice(scripts(), 4)):
        assert {line.kind for line in script} == set(Kind)
        for _ in script:
            messages.take(str(number))  # raises LimitReached


def test_all_conversations_are_played_in_turn() -> None:
    played = {line.text for script in islice(scripts(), 4) for line in script}
    assert played == set(all_texts())


def test_stock_learns_everything_that_is_played(root: Path) -> None:
    lesson = stock_project(root, size=5).files["data/lesson.yml"].decode()
    greetings = [text for text in all_texts() if text in {"你好", "您好"}]
    assert greetings
    assert all(f"- {text}\n" in lesson for text in greetings)


def test_stock_learns_its_stories_without_words(root: Path) -> None:
    stories = yaml.safe_load(stock_project(root, size=5).files["data/stories.yml"])["stories"]
    steps = [step for story in stories for step in story["steps"]]
    assert {key for step in steps for key in step} == {"intent", "action", "active_loop"}


@pytest.mark.parametrize(
    "changed", ["domain.yml", "data/rules/refund.yml", "bench/stock/policies.yml"]
)
def test_stock_is_named_after_all_that_it_is_made_of(root: Path, changed: str) -> None:
    first = stock_project(root, size=5)
    assert stock_project(root, size=5).name == first.name
    assert stock_project(root, size=9).name != first.name
    with (root / changed).open("a", encoding="utf-8") as file:
        file.write("\n# more\n")
    assert stock_project(root, size=5).name != first.name
