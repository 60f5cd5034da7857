"""Side processes, seen from outside."""

from __future__ import annotations

import time
from pathlib import Path

PATIENCE = 30.0
_PROC = Path("/proc")


def children(pid: int) -> list[int]:
    """Those of a process. One that is being started is still its parent by name and not counted."""
    found = []
    for entry in _PROC.iterdir():
        try:
            is_child = entry.name.isdigit() and _status(entry)[1] == str(pid)
            if is_child and b"kefu.pictures.worker" in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:  # it has ended meanwhile
            continue
    return found


def is_alive(pid: int) -> bool:
    """Whether it runs, or could: one that nobody has looked after yet does not."""
    try:
        return _status(_PROC / str(pid))[0] != "Z"
    except OSError:
        return False


def wait_until_gone(pids: set[int]) -> None:
    """All of them, within `PATIENCE`."""
    deadline = time.monotonic() + PATIENCE
    while any(map(is_alive, pids)):
        assert time.monotonic() < deadline, "a side process outlives what it was started for"
        time.sleep(0.05)


def _status(entry: Path) -> list[str]:
    """Its state and its parent, first of all."""
    return (entry / "stat").read_text().rpartition(")")[2].split()
