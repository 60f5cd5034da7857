"""The dialogue's files as they stand: domain, rules, responses, and the sources of the actions."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kefu.nlu.lexicon import LEXICON

ROOT = Path(__file__).parents[2]
_RESPONSE = re.compile(r"""f?["'](utter_(?!action\b)[a-z_]+)(\{?)""")
_SET = re.compile(r"\.set\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_HAS = re.compile(r"""\.has\(\s*"([a-z_]+)"\)""")
_SLOT_READ = re.compile(r"""\.slot\(\s*"([a-z_]+)"\)""")


@cache
def domain() -> dict[str, Any]:
    """domain.yml."""
    return _yaml(ROOT / "domain.yml")


@cache
def rules_by_topic() -> dict[str, list[dict[str, Any]]]:
    """The rules in each topic's file."""
    return {f.stem: _yaml(f)["rules"] for f in sorted((ROOT / "data" / "rules").glob("*.yml"))}


def rules() -> list[dict[str, Any]]:
    """Every rule."""
    return [rule for rules in rules_by_topic().values() for rule in rules]


@cache
def responses_by_topic() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The responses in each topic's file by their names."""
    files = sorted((ROOT / "data" / "responses").glob("*.yml"))
    return {file.stem: _yaml(file)["responses"] for file in files}


def responses() -> dict[str, list[dict[str, Any]]]:
    """Every response by its name."""
    return {n: said for topic in responses_by_topic().values() for n, said in topic.items()}


def example_file(intent: str) -> Path:
    """Where an intent's examples stand."""
    (file,) = (ROOT / "data" / "nlu").glob(f"*/{intent}.yml")
    return file


def defined_twice() -> list[str]:
    """Names of responses that stand in more than one place."""
    names = Counter(
        name
        for file in (ROOT / "data" / "responses").glob("*.yml")
        for name in re.findall(r"^  (utter_\w+):", file.read_text(encoding="utf-8"), re.MULTILINE)
    )
    return [name for name, count in names.items() if count > 1]


@cache
def sources() -> str:
    """All the actions' code."""
    files = sorted((ROOT / "actions").glob("*.py"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def spoken() -> tuple[set[str], set[str]]:
    """Responses that the actions name in full, and the beginnings of those whose end is a fact."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for name, brace in _RESPONSE.findall(sources()):
        (beginnings if brace else whole).add(name)
    return whole, beginnings


def features_in_code() -> set[str]:
    """Names of lexical features that the actions ask for, alone or from a table."""
    return {name for name in LEXICON if f'"{name}"' in sources()} | set(_HAS.findall(sources()))


def slots_in_code() -> set[str]:
    """Names of slots that the actions read or set by name."""
    read = set(_SLOT_READ.findall(sources()))
    written = {
        name for call in _SET.findall(sources()) for name in re.findall(r"\b([a-z_]+)=", call)
    }
    return read | written


def _yaml(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded
