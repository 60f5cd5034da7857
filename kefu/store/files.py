"""Private files in a folder: random names, readable by this user alone."""

from __future__ import annotations

import os
from pathlib import Path

from kefu.core.errors import NotFound


class FolderFiles:
    """`kefu.services.ports.Files` in one folder, made when first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, name: str, content: bytes) -> None:
        """Write a new file; complete or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self._folder / f"{name}.part"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        part.rename(self._folder / name)

    def load(self, name: str) -> bytes:
        """Its content. Raises NotFound."""
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            raise NotFound("attachment_not_found") from None
