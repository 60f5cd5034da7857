"""From a YAML file to its dialogues, each with the lines it stands on.

What is wrong in it is told with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from kefu.conversing.schema import Dialogue
from kefu.core.errors import OperatorError
from kefu.yaml_lists import line_of, load, repeated

_PLACEHOLDER = re.compile(r"<([^<>]+)>")

# Placeholders whose value is known only while the dialogue is played.
RUNTIME = re.compile(r"ticket|transaction (?P<merchant>.+)")


class BadDialogue(OperatorError):
    """A file of dialogues is at fault; the text has a line ``file:line: …`` for each fault."""


@dataclass(frozen=True, slots=True)
class Script:
    """One dialogue of a file, ready to be played."""

    path: Path
    dialogue: Dialogue
    case: str
    """The first value of its row in `for_each`; empty without."""
    _node: yaml.Node

    @property
    def title(self) -> str:
        """The name, and which case of it."""
        return f"{self.dialogue.name} [{self.case}]" if self.case else self.dialogue.name

    def line(self, *place: str | int) -> int:
        """The line of a part, such as ``("turns", 2, "expected", "form")``, or of what holds it."""
        return line_of(self._node, place)


def read(path: Path) -> list[Script]:
    """All dialogues of a file, one for each row of `for_each`. Raises BadDialogue."""
    try:
        return _read(path)
    except RecursionError as error:
        raise BadDialogue(f"{path}:1: something in it holds itself or is too deep") from error


def _read(path: Path) -> list[Script]:
    try:
        listed = load(path, "a file of dialogues is a list, each with a name and turns")
    except OperatorError as error:
        raise BadDialogue(str(error)) from error
    faults = [
        f"{path}:{line}: {key} stands here twice"
        for _, node in listed
        for line, key in repeated(node)
    ]
    scripts: list[Script] = []
    names: set[str] = set()
    for raw, node in listed:
        try:
            found = list(_scripts(path, raw, node))
        except ValidationError as error:
            faults += [
                f"{path}:{line_of(node, fault['loc'])}: {_where(fault['loc'])}: {fault['msg']}"
                for fault in error.errors(include_url=False)
            ]
            continue
        if found[0].dialogue.name in names:
            faults.append(f"{path}:{found[0].line()}: another dialogue has this name")
        if len({script.title for script in found}) < len(found):
            line = found[0].line("for_each")
            faults.append(f"{path}:{line}: the first value of each row names it: no two alike")
        names.add(found[0].dialogue.name)
        faults += [
            f"{path}:{found[0].line()}: nothing says what <{name}> stands for"
            for name in _unknown([found[0].dialogue.model_dump(exclude={"for_each"})])
        ]
        scripts += found
    if faults:
        raise BadDialogue("\n".join(dict.fromkeys(faults)))
    return scripts


def _scripts(path: Path, raw: Any, node: yaml.Node) -> Iterator[Script]:
    if not isinstance(raw, dict) or "for_each" not in raw:
        yield Script(path, Dialogue.model_validate(raw), "", node)
        return
    # The rows are judged by the schema before anything is filled in.
    bare = {"name": raw.get("name"), "for_each": raw["for_each"], "turns": [{"says": "…"}]}
    for row in Dialogue.model_validate(bare).for_each or []:
        filled = {**fill(raw, row), "for_each": raw["for_each"]}
        yield Script(path, Dialogue.model_validate(filled), str(next(iter(row.values()))), node)


def fill(value: Any, facts: Mapping[str, Any]) -> Any:
    """`value` with the <placeholders> that `facts` knows, in keys and texts at any depth."""
    if isinstance(value, dict):
        return {fill(key, facts): fill(item, facts) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, facts) for item in value]
    if not isinstance(value, str):
        return value
    whole = _PLACEHOLDER.fullmatch(value)
    if whole and whole[1] in facts:
        return facts[whole[1]]
    return _PLACEHOLDER.sub(lambda found: str(facts.get(found[1], found[0])), value)


def _unknown(value: Any) -> Iterator[str]:
    """Placeholders that nothing fills."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for item in value:
            yield from _unknown(item)
    elif isinstance(value, str):
        for name in _PLACEHOLDER.findall(value):
            if not RUNTIME.fullmatch(name):
                yield name


def _where(place: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in place) or "dialogue"
