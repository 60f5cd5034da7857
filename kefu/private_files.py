"""Files and folders that nobody but this process's own user can read, whatever the umask was: what
customers say and who they are lies in them. It must not know what is in a file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
_OTHERS: Final = 0o077


def begin() -> None:
    """Whatever this process and those that it starts make from now on is private."""
    os.umask(_OTHERS)


def make_folder(folder: Path) -> None:
    """The folder, with what is missing above it; one that is there becomes private, unless it is
    somebody else's or everybody's (as /tmp).
    """
    for missing in [at for at in reversed(folder.parents) if not at.exists()]:
        missing.mkdir(FOLDER_MODE, exist_ok=True)
    folder.mkdir(FOLDER_MODE, exist_ok=True)
    tighten([folder])


def make_file(path: Path) -> None:
    """An empty one, where there is none; never opened when there is."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))


def open_file(path: Path, mode: str) -> IO[Any]:
    """`open` for writing, of a private file."""

    def opener(name: str, flags: int) -> int:
        descriptor = os.open(name, flags, FILE_MODE)
        os.fchmod(descriptor, FILE_MODE)  # it may have been there
        return descriptor

    return open(path, mode, opener=opener)


def is_private(path: Path) -> bool:
    """Whether nobody else may do anything with it."""
    return not path.stat().st_mode & _OTHERS


def tighten_all(folder: Path, besides: Iterable[str] = ()) -> None:
    """What is in the folder from before, folders of the names `besides` left out."""
    skipped = set(besides)
    for at, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in skipped]
        tighten(Path(at, name) for name in (*folders, *files))


def tighten(paths: Iterable[Path]) -> None:
    """Take from others what they may do with these, where they are there and ours."""
    for path in paths:
        try:
            found = path.lstat()
            is_ours = found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX
            if is_ours and found.st_mode & _OTHERS and not stat.S_ISLNK(found.st_mode):
                path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
        except (FileNotFoundError, NotADirectoryError):
            continue
