"""A model laid out for serving: unpacked once, with what is mapped rather than read.

The folder stands in ``.prepared`` beside the archive and is named after its content, so every
process that serves the model shares it and its pages in memory. It is made in a process of its own:
what that needs, a worker never holds. Importing this imports nothing of Rasa.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from kefu import private_files

COMPONENTS: Final = "components"
METADATA: Final = "metadata.json"
_FOLDER: Final = ".prepared"
_ENDING: Final = ".tar.gz"
# To be raised when something is laid out in another way.
_LAYOUT: Final = b"1"


class PreparationFailed(RuntimeError):
    """The archive is no model of this release, or there is no room for it."""


def prepared(archive: Path) -> Path:
    """The archive's folder, made now when it is missing. Raises PreparationFailed."""
    folder = _place(archive)
    if folder.is_dir():
        return folder
    if not _is_writable(folder.parent):
        folder = Path(tempfile.mkdtemp()) / folder.name
        atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    command = [sys.executable, "-m", __name__, str(archive), str(folder)]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, check=False)
    if ended.returncode != 0 or not folder.is_dir():
        raise PreparationFailed(f"the model '{archive}' cannot be loaded: train it again")
    return folder


def components(folder: Path) -> Iterator[str]:
    """The classes, with their modules, that the model of a folder is served with."""
    for node in _nodes(json.loads((folder / METADATA).read_text(encoding="utf-8"))):
        yield node["uses"]


def prepare(archive: Path, folder: Path) -> None:
    """Make the folder. Of several that do so at once one wins, and the others find it made."""
    folder.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        made = Path(name) / "made"
        with tarfile.open(archive) as tar:
            tar.extractall(made, filter="data")
        metadata = json.loads((made / METADATA).read_text(encoding="utf-8"))
        for node in _nodes(metadata):
            module, _, component = node["uses"].rpartition(".")
            if module.startswith("rasa.") or not node["resource"]:
                continue
            if lay_out := getattr(getattr(import_module(module), component), "lay_out", None):
                lay_out(made / COMPONENTS / node["resource"]["name"])
        if private_files.is_private(archive):  # its members have modes of their own
            private_files.tighten([made])
            private_files.tighten_all(made)
        # How it was trained would make every worker import what it was trained with.
        metadata["train_schema"] = {"nodes": {}}
        (made / METADATA).write_text(json.dumps(metadata, ensure_ascii=False), encoding="utf-8")
        try:
            made.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
    _forget_others(archive, folder)


def _nodes(metadata: dict[str, Any]) -> list[dict[str, Any]]:
    return list(metadata["predict_schema"]["nodes"].values())


def _place(archive: Path) -> Path:
    content = hashlib.blake2b(_LAYOUT, digest_size=8)
    with archive.open("rb") as file:
        while block := file.read(1 << 20):
            content.update(block)
    name = f"{archive.name.removesuffix(_ENDING)}-{content.hexdigest()}"
    return archive.resolve().parent / _FOLDER / name


def _is_writable(folder: Path) -> bool:
    return os.access(folder if folder.exists() else folder.parent, os.W_OK)


def _forget_others(archive: Path, folder: Path) -> None:
    """Remove folders of archives that are gone. Who serves one keeps what it has mapped."""
    stem = folder.name.rpartition("-")[0]
    for other in folder.parent.iterdir():
        of = other.name.rpartition("-")[0]
        is_stale = of == stem and other != folder
        if of and (is_stale or not (archive.parent / f"{of}{_ENDING}").exists()):
            shutil.rmtree(other, ignore_errors=True)


def main(archive: str, folder: str) -> int:
    """Make the folder; returns the exit code, 1 when the archive is no model."""
    try:
        prepare(Path(archive), Path(folder))
    except (OSError, tarfile.TarError, ImportError, LookupError, ValueError) as error:
        sys.stderr.write(f"{archive}: {type(error).__name__}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
