"""The pipelines that compete: what each learns with,
and where. Must not know what they are asked.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from kefu.evaluation.environment import ensure

_LEARNER = "kefu.nlu.classifier.WideAndDeepClassifier"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A way to learn, in an environment of its own.

    ``files`` by their places in the folder where training runs, config.yml among them; ``code``
    names what else the outcome depends on; ``prepare`` gives the interpreter, making its
    environment when needed; ``requirements`` lists what is in there.
    """

    name: str
    files: Mapping[str, bytes]
    code: str
    requirements: Path
    prepare: Callable[[], Path]
    epochs: int | None = None


def stock(root: Path, epochs: int) -> Pipeline:
    """Rasa as published, see ``bench/stock``, trained for so many epochs."""
    folder = root / "bench" / "stock"
    requirements = folder / "requirements.txt"
    config = (folder / "config.yml").read_text(encoding="utf-8")
    return Pipeline(
        "stock",
        {"config.yml": re.sub(r"epochs: \d+", f"epochs: {epochs}", config).encode()},
        hashlib.sha256(requirements.read_bytes()).hexdigest(),
        requirements,
        lambda: ensure(folder, root),
        epochs,
    )


def ours(root: Path, seed: int | None = None) -> Pipeline:
    """kefu's pipeline as it is now, in the environment that runs; trained with another seed."""
    data = root / "data" / "nlu"
    names = [root / "config.yml", data / "dictionary.txt", *sorted(data.glob("lookups/*.txt"))]
    code = hashlib.sha256()
    for source in sorted((root / "kefu" / "nlu").glob("*.py")):
        code.update(source.read_bytes())
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in names}
    if seed is not None:
        files["config.yml"] = _seeded(files["config.yml"], seed)
    return Pipeline(
        "ours",
        files,
        code.hexdigest(),
        root / "requirements.txt",
        lambda: Path(sys.executable),
    )


def _seeded(config: bytes, seed: int) -> bytes:
    settings = yaml.safe_load(config)
    for component in settings["pipeline"]:
        if component["name"] == _LEARNER:
            component["seed"] = seed
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=False).encode()
