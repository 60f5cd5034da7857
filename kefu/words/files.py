"""Reads a file of `data/phrases`. It must not know what stands in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

from kefu.settings import ROOT

FOLDER: Final = ROOT / "data" / "phrases"


class WordsError(Exception):
    """A file of words is missing or unreadable, or a key in it is missing, empty or unknown."""


def read(path: Path) -> dict[str, Any]:
    """The file's table. Raises WordsError, whose text names the file."""
    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WordsError(f"{path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise WordsError(f"{path}: not valid YAML") from error
    if not isinstance(table, dict):
        raise WordsError(f"{path}: not a table")
    return table
