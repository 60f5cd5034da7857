"""Training the Rasa model, and knowing when that is needed:
a model is named after what it was made of.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from kefu import private_files
from kefu.core.errors import OperatorError
from kefu.engine.prepared import PreparationFailed, prepared

INPUTS = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules",
    "data/stories",
    "data/responses",
    "kefu/nlu",
)
KEPT_MODELS = 3


class TrainingFailed(OperatorError):
    """Rasa could not train; the log says why."""


def _files(root: Path) -> Iterator[Path]:
    for name in INPUTS:
        path = root / name
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts
            )


def fingerprint(root: Path) -> str:
    """Names everything that a model depends on;
    equal means that training would give the same model.
    """
    digest = hashlib.sha256()
    for path in _files(root):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def model_path(root: Path, models: Path) -> Path:
    """Where the model of the present inputs is, or would be."""
    return models / f"kefu-{fingerprint(root)}.tar.gz"


def train(root: Path, models: Path, log: Path) -> Path:
    """Train now; Rasa's output goes to `log`. Raises TrainingFailed."""
    path = model_path(root, models)
    # Made elsewhere and moved: a model that is there is whole, whoever was killed while making it.
    unfinished = models / ".unfinished" / path.name
    private_files.make_folder(log.parent)
    command = [
        *(sys.executable, "-m", "rasa", "train", "--quiet"),
        *("--fixed-model-name", path.name.removesuffix(".tar.gz"), "--out", str(unfinished.parent)),
        *("--data", "data/nlu", "data/rules", "data/responses"),
    ]
    if any((root / "data" / "stories").glob("*.yml")):
        command.append("data/stories")
    with private_files.open_file(log, "w") as output:
        ended = subprocess.run(
            command,
            cwd=root,
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if ended.returncode != 0 or not unfinished.exists():
        raise TrainingFailed(f"模型训练失败，详见 {log}")
    unfinished.replace(path)
    _forget_old(models)
    try:
        prepared(path)  # now rather than when somebody waits for the engine
    except PreparationFailed as error:
        path.unlink()
        raise TrainingFailed(str(error)) from error
    return path


def _forget_old(models: Path) -> None:
    ours = sorted(models.glob("kefu-*.tar.gz"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in ours[KEPT_MODELS:]:
        old.unlink()
