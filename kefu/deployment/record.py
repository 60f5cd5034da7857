"""Which model is in use, across restarts: files of our own, so that nobody's training or tidying
takes them away.

A deployed model holds until another is deployed or the project's data change: then the model that
is trained from them is used again.
"""

from __future__ import annotations

import json
import os
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kefu import private_files
from kefu.core.errors import OperatorError

RECORD: Final = "deployed.json"


class NoSuchModel(OperatorError):
    """There is no such file, or no earlier model."""


class DeployedModels:
    """The models under the data folder, and which of them is in use."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "deployed"

    def in_use(self, present: Path) -> Path | None:
        """The deployed model while the data are those it was deployed over, whose own model is
        `present`; None when that one counts.
        """
        record = self._read()
        if record.get("instead_of") != present.name:
            return None
        return self._existing(record.get("model"))

    def previous(self) -> Path:
        """The model before the last deployment. Raises NoSuchModel."""
        found = self._existing(self._read().get("previous"))
        if found is None:
            raise NoSuchModel("没有更早的模型可以换回")
        return found

    def keep(self, model: Path) -> Path:
        """A copy of the model that stays, named after its content. Raises NoSuchModel."""
        if not model.is_file():
            raise NoSuchModel(f"没有模型文件 {model}")
        with model.open("rb") as file:
            digest = sha256(file.read()).hexdigest()[:8]
        stem = model.name.removesuffix(".tar.gz").removesuffix(f"-{digest}")
        kept = self._folder / f"{stem}-{digest}.tar.gz"
        if not kept.exists():
            private_files.make_folder(self._folder)
            unfinished = kept.with_name(f".{kept.name}")
            with model.open("rb") as file, private_files.open_file(unfinished, "wb") as copy:
                shutil.copyfileobj(file, copy)
            unfinished.replace(kept)
        return kept

    def note(self, model: Path, previous: Path, present: Path) -> None:
        """`model` is in use in place of `present` from now on; forget all but it and `previous`."""
        private_files.make_folder(self._folder)
        record = {"model": model.name, "previous": previous.name, "instead_of": present.name}
        unfinished = self._folder / f".{RECORD}"
        with private_files.open_file(unfinished, "w") as file:
            json.dump(record, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._folder / RECORD)
        for other in self._folder.glob("*.tar.gz"):
            if other.name not in {model.name, previous.name}:
                other.unlink()

    def _read(self) -> dict[str, Any]:
        try:
            record = json.loads((self._folder / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}

    def _existing(self, name: object) -> Path | None:
        path = self._folder / name if isinstance(name, str) else None
        return path if path is not None and path.is_file() else None
