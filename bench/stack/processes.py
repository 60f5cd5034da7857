"""What processes cost: processor time, memory, writes forced to the disk.

From Linux's /proc and perf. Whatever a server starts is found as its descendant.

It must not know what the processes do, but for the names that their commands give them.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
_NAMES = {
    "kefu.cli": "supervisor",
    "kefu.gateway.server": "gateway",
    "bench.stack.unhurried": "gateway",
    "kefu.engine.server": "engine",
    "kefu.engine.action_server": "actions",
    "rasa": "rasa",
    "bench.stack.echo": "echo",
}
_ATTACHING_SECONDS = 3
_SYNCS = ("syscalls:sys_enter_fsync", "syscalls:sys_enter_fdatasync")


@dataclass(frozen=True, slots=True)
class Process:
    """One process and what to call it."""

    pid: int
    name: str


def family(*roots: int) -> list[Process]:
    """The processes and all that descends from them, those that have ended left out."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in _PROC.iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)) is not None:
            children[parent].append(int(entry.name))
    found: list[Process] = []
    waiting = [(root, "python") for root in roots]
    while waiting:
        pid, above = waiting.pop()
        name = _name(pid) or above
        if (_PROC / str(pid)).exists():
            found.append(Process(pid, name))
        waiting += [(child, name) for child in children[pid]]
    return found


def _parent(entry: Path) -> int | None:
    try:
        return int(_fields(entry / "stat")[1])
    except OSError:
        return None


def _fields(stat: Path) -> list[str]:
    """The fields behind the command's name, which may hold anything."""
    return stat.read_text().rpartition(")")[2].split()


def _name(pid: int) -> str:
    """From ``-m module``, else the program; empty for one that another's workers share."""
    try:
        words = (_PROC / str(pid) / "cmdline").read_text(errors="replace").split("\0")
    except OSError:
        return ""
    if "-m" in words[:-1]:
        module = words[words.index("-m") + 1]
        return _NAMES.get(module, module)
    program = Path(words[0].split(":")[0].split(" ")[0]).name
    return "" if program.startswith("python") or not program else program


def cpu_ms(processes: Iterable[Process]) -> dict[str, float]:
    """Milliseconds of processor time by name since each began: all threads and ended children."""
    spent: dict[str, float] = defaultdict(float)
    for process in processes:
        try:
            fields = _fields(_PROC / str(process.pid) / "stat")
        except OSError:
            continue
        spent[process.name] += sum(map(int, fields[11:15])) * _TICK_MS
    return dict(spent)


def difference(after: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    """What was added, by name."""
    return {name: value - before.get(name, 0) for name, value in after.items()}


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes (2^20 bytes): resident, and with shared pages divided among those who share."""

    rss: float
    pss: float


def memory(processes: Iterable[Process]) -> dict[str, Memory]:
    """By name, added up."""
    found: dict[str, Memory] = {}
    for process in processes:
        try:
            text = (_PROC / str(process.pid) / "smaps_rollup").read_text()
        except OSError:
            continue
        rss, pss = (
            sum(map(int, re.findall(rf"^{kind}:\s+(\d+) kB", text, re.MULTILINE))) / 1024
            for kind in ("Rss", "Pss")
        )
        sofar = found.get(process.name, Memory(0, 0))
        found[process.name] = Memory(sofar.rss + rss, sofar.pss + pss)
    return found


class SyncCounter:
    """Counts fsync and fdatasync of processes while it is entered, with ``perf stat``.

    `count` is None where the kernel's trace points cannot be used.
    """

    def __init__(self, processes: Iterable[Process], folder: Path) -> None:
        self._pids = ",".join(str(process.pid) for process in processes)
        self._output = folder / "syncs.txt"
        self.count: int | None = None

    def __enter__(self) -> SyncCounter:
        self._counter: subprocess.Popen[bytes] | None = None
        if shutil.which("perf"):
            command = ["perf", "stat", "-x,", "-o", str(self._output), "-e", ",".join(_SYNCS)]
            self._counter = subprocess.Popen(
                [*command, "-p", self._pids],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        return self

    def wait_until_attached(self) -> None:
        """Until it counts, which takes perf a moment."""
        deadline = time.monotonic() + _ATTACHING_SECONDS
        while self._counter is not None and time.monotonic() < deadline:
            opened = Path(f"/proc/{self._counter.pid}/fd")
            if any("perf_event" in str(name.readlink()) for name in opened.iterdir()):
                return
            time.sleep(0.02)

    def __exit__(self, *_: object) -> None:
        if self._counter is None:
            return
        self._counter.send_signal(signal.SIGINT)
        self._counter.wait(30)
        lines = self._output.read_text().splitlines() if self._output.exists() else []
        counts = [line.split(",")[0] for line in lines if "sys_enter_f" in line]
        if counts and all(count.isdigit() for count in counts):
            self.count = sum(map(int, counts))
