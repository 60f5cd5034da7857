"""Reads a file of `data/phrases`. It must not know what stands in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from kefu.core.errors import OperatorError
from kefu.settings import ROOT

FOLDER: Final = ROOT / "data" / "phrases"

Model = TypeVar("Model", bound=BaseModel)


class WordsError(OperatorError):
    """A file of words is missing or unreadable, or a key in it is missing, empty or unknown."""


def read(path: Path) -> dict[str, Any]:
    """The file's table. Raises WordsError, whose text names the file."""
    try:
        table = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise WordsError(f"{path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise WordsError(f"{path}: not valid YAML") from error
    if not isinstance(table, dict):
        raise WordsError(f"{path}: not a table")
    return table


def read_as(model: type[Model], path: Path) -> Model:
    """The file's table as `model`. Raises WordsError, whose text names the file and the keys."""
    try:
        return model.model_validate(read(path))
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise WordsError(f"{path}: {faults}") from error
