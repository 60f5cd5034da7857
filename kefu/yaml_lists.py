"""A YAML file that is a list of things people write by hand: its data, and on which line each part
stands. It must not know what the things are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kefu.core.errors import OperatorError


def load(path: Path, shape: str) -> list[tuple[Any, yaml.Node]]:
    """Each thing of the list with where it stands. `shape` says what the list should be.

    Raises OperatorError, whose text begins with file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except OSError as error:
        raise OperatorError(f"{path}: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise OperatorError(f"{path}:{line}: not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise OperatorError(f"{path}: not valid YAML") from error
    except RecursionError as error:
        raise OperatorError(f"{path}:1: something in it holds itself or is too deep") from error
    if not isinstance(data, list) or root is None:
        raise OperatorError(f"{path}:1: {shape}")
    return list(zip(data, root.value, strict=True))


def line_of(node: yaml.Node, place: tuple[str | int, ...]) -> int:
    """The line of a part, such as ``("turns", 2, "says")``, or of what holds it."""
    line: int = node.start_mark.line + 1
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(part)]
            if not found:
                break
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            if part >= len(node.value):
                break
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


def repeated(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """Lines and names of keys that a mapping has twice, of which YAML silently keeps the last."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from repeated(item)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, key.value
            seen.add(key.value)
            yield from repeated(value)
