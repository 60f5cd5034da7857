"""Which engines there are, in a file: whoever starts and stops them writes it, the gateway reads it
again when it has changed. A line is a name and an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write(path: Path, engines: Mapping[str, str]) -> None:
    """Put these names and addresses there; a reader sees the old ones or the new ones."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.write_text("".join(f"{name} {url}\n" for name, url in engines.items()))
    unfinished.replace(path)


def read(path: Path) -> dict[str, str]:
    """Names and addresses. Raises OSError, ValueError when it is not there or is no such file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines if line.strip())


def version(path: Path) -> int:
    """Another number after each change, 0 while there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0
    return found.st_mtime_ns ^ found.st_ino
