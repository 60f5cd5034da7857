"""What somebody else on the machine could do with our files."""

from __future__ import annotations

import stat
from pathlib import Path


def open_to_others(folder: Path) -> list[str]:
    """What they could read, write or list of the folder and what is in it, with its mode."""
    return [
        f"{path.relative_to(folder)} {stat.filemode(path.lstat().st_mode)}"
        for path in sorted((folder, *folder.rglob("*")))
        if not path.is_symlink() and path.lstat().st_mode & 0o077
    ]
