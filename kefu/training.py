"""Training the Rasa model, and knowing when that is needed: a model is named after what it was made of."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from kefu.core.errors import KefuError

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


class TrainingFailed(KefuError):
    """Rasa could not train; the log says why."""

    code = "training_failed"


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
    """Names everything that a model depends on; equal means that training would give the same model."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def model_path(root: Path, models: Path) -> Path:
    """Where the model of the present inputs is, or would be."""
    return models / f"kefu-{fingerprint(root)}.tar.gz"


def train(root: Path, models: Path, log: Path) -> Path:
    """Train now; Rasa's output goes to `log`. Raises TrainingFailed."""
    path = model_path(root, models)
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "rasa", "train", "--quiet"),
        *("--fixed-model-name", path.name.removesuffix(".tar.gz"), "--out", str(models)),
        *("--data", "data/nlu", "data/rules", "data/responses"),
    ]
    if any((root / "data" / "stories").glob("*.yml")):
        command.append("data/stories")
    with log.open("w") as output:
        ended = subprocess.run(
            command,
            cwd=root,
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if ended.returncode != 0 or not path.exists():
        raise TrainingFailed(f"模型训练失败,详见 {log}")
    _forget_old(models)
    return path


def _forget_old(models: Path) -> None:
    ours = sorted(models.glob("kefu-*.tar.gz"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in ours[KEPT_MODELS:]:
        old.unlink()
