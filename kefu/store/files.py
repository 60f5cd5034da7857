"""Private files in a folder: random names, readable by this user alone."""

from __future__ import annotations

from pathlib import Path

from kefu import private_files
from kefu.core.errors import NotFound


class FolderFiles:
    """`kefu.services.ports.Files` in one folder, made when first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, name: str, content: bytes) -> None:
        """Write a new file; complete or not at all."""
        private_files.make_folder(self._folder)
        part = self._folder / f"{name}.part"
        with private_files.open_file(part, "xb") as file:
            file.write(content)
        part.rename(self._folder / name)

    def load(self, name: str) -> bytes:
        """Its content. Raises NotFound."""
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            raise NotFound("attachment_not_found") from None
