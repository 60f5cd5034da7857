"""What Rasa must watch beside a component's own class to know that a trained model is stale."""

from __future__ import annotations

import hashlib
import inspect
from pathlib import Path
from types import ModuleType


def of_sources(*modules: ModuleType) -> str:
    """Digest of the modules' source code."""
    return hashlib.sha256("".join(map(inspect.getsource, modules)).encode()).hexdigest()


def of_file(path: Path) -> str:
    """Digest of a file's content; raises FileNotFoundError when it is missing."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
