"""The project that stock Rasa is trained on: our sentences, rules, words and forms under its own
pipeline and policies. Named after all that it is made of, so that a model is made once.

It must not know how stock is run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from rasa.shared.nlu.constants import TEXT

from bench.stack.scripts import all_texts
from kefu.evaluation.training_data import as_lesson, draw, read_examples
from kefu.nlu.lookups import read as read_lookups

SENTENCES = 300
"""Beside those that are played. What a message costs hardly depends on how many were learnt, and
training does.
"""


@dataclass(frozen=True, slots=True)
class StockProject:
    """Files by their places; how many sentences are among them; what all that is called."""

    files: Mapping[str, bytes]
    sentences: int
    name: str


def stock_project(root: Path, size: int = SENTENCES) -> StockProject:
    """The project of the present data with about `size` sentences, and those that are played.

    Its stories, which the policies that learn need, are those that ``rasa test`` judges ours by.
    """
    stock = root / "bench" / "stock"
    examples = read_examples(root / "data" / "nlu")
    drawn = {example.get(TEXT): example for example in draw(examples, size)}
    played = set(all_texts())
    drawn |= {example.get(TEXT): example for example in examples if example.get(TEXT) in played}
    lesson = as_lesson(list(drawn.values()), read_lookups(root / "data" / "nlu" / "lookups"))
    config = (stock / "config.yml").read_bytes() + b"\n" + (stock / "policies.yml").read_bytes()
    files = {
        "config.yml": config,
        "domain/domain.yml": (root / "domain.yml").read_bytes(),
        "data/lesson.yml": lesson.yaml.encode(),
        "data/stories.yml": _stories(root / "tests" / "stories"),
    }
    for path in sorted((root / "data" / "responses").glob("*.yml")):
        files[f"domain/{path.name}"] = path.read_bytes()
    for path in sorted((root / "data" / "rules").glob("*.yml")):
        files[f"data/rules/{path.name}"] = path.read_bytes()
    requirements = (stock / "requirements.txt").read_bytes()
    return StockProject(files, lesson.sentences, _digest({**files, "requirements": requirements}))


def _stories(folder: Path) -> bytes:
    """The stories without the customer's words, from which TED would learn end to end."""
    stories = []
    for path in sorted(folder.glob("test_*.yml")):
        for story in yaml.safe_load(path.read_text(encoding="utf-8"))["stories"]:
            steps = [
                {key: value for key, value in step.items() if key != "user"}
                for step in story["steps"]
            ]
            stories.append({"story": story["story"], "steps": steps})
    content = {"version": "3.1", "stories": stories}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode()


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for place, content in sorted(files.items()):
        digest.update(f"{place}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]
