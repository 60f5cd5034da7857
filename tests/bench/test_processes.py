"""Costs of real processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.stack.processes import Process, SyncCounter, cpu_ms, difference, family, memory

# A child and its own child, which both say that they are there and then do what they are told.
CHILD = """
import subprocess, sys, time, os
inner = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdin=subprocess.PIPE) \
    if len(sys.argv) > 1 else None
print("ready", flush=True)
sys.stdin.readline()
held = b"x" * 50_000_000
begin = time.process_time()
while time.process_time() - begin < 0.3: pass
for _ in range(5):
    with open("file", "w") as file: os.fsync(file.fileno())
print("done", flush=True)
sys.stdin.readline()
"""


@contextmanager
def child(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        yield process
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def work(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "done\n"


def test_descendants_are_found_under_the_name_of_their_module(tmp_path: Path) -> None:
    found = family(os.getpid())
    assert os.getpid() in {process.pid for process in found}
    with child(tmp_path, "import sys; sys.stdin.read()") as process:
        pids = {process.pid for process in family(os.getpid())}
        assert process.pid in pids
        assert len(pids) == len(found) + 2


def test_processor_time_and_memory_are_the_process_own(tmp_path: Path) -> None:
    with child(tmp_path) as process:
        mine = [Process(process.pid, "child")]
        before, small = cpu_ms(mine), memory(mine)["child"]
        work(process)
        spent, large = difference(cpu_ms(mine), before), memory(mine)["child"]
    assert spent["child"] >= 280
    assert large.pss - small.pss >= 40
    assert large.pss <= large.rss


def test_ended_processes_cost_nothing() -> None:
    assert cpu_ms([Process(2**22 + 1, "gone")]) == {}
    assert memory([Process(2**22 + 1, "gone")]) == {}


@pytest.mark.skipif(shutil.which("perf") is None, reason="perf counts the forced writes")
def test_forced_writes_are_counted(tmp_path: Path) -> None:
    with child(tmp_path) as process:
        with SyncCounter([Process(process.pid, "child")], tmp_path) as counter:
            counter.wait_until_attached()
            work(process)
        assert counter.count in {5, None}  # None where the kernel's trace points are closed
