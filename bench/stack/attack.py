"""What others notice while one phone sends pictures that are made to cost much."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from bench.stack.figures import Figures, single
from bench.stack.load import Outcome, open_loop, opened
from bench.stack.measures import Effort, Side
from bench.stack.scripts import Kind, scripts

RATE: Final = 20.0
"""Messages a second of the others."""
_STEPS: Final = 3
"""Times as long as a rate is held elsewhere, so that one message in a hundred is more than one."""
_SPARE: Final = 16
_TOO_MANY: Final = "429"
_PEAK: Final = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


async def pictures(side: Side, effort: Effort, port: int) -> Figures:
    """Milliseconds of the others' messages without and with the attack, the gateway's memory at its
    highest, and what the attacker was told.
    """
    seconds = effort.step_seconds * _STEPS
    calm = await _others(side, seconds)
    heard: dict[str, int] = {}
    async with _attack(port, heard):
        attacked = await _others(side, seconds)
    refused = heard.get(_TOO_MANY, 0)
    peak = max(_peak(process.pid) for process in side.processes() if process.name == "gateway")
    side.say(
        f"一部手机发了 {sum(heard.values())} 张图片，{refused} 张被拒；其他顾客 p99"
        f" {calm.percentile(99, Kind.SIMPLE):.0f} → {attacked.percentile(99, Kind.SIMPLE):.0f}"
        f" 毫秒，失败 {len(attacked.failures)}，网关内存最高 {peak:.0f} MB"
    )
    return {
        "pictures.calm.p50": single(calm.percentile(50, Kind.SIMPLE)),
        "pictures.calm.p99": single(calm.percentile(99, Kind.SIMPLE)),
        "pictures.simple.p50": single(attacked.percentile(50, Kind.SIMPLE)),
        "pictures.simple.p99": single(attacked.percentile(99, Kind.SIMPLE)),
        "pictures.failures": single(len(attacked.failures)),
        "pictures.gateway": single(peak),
        "pictures.uploads": single(sum(heard.values())),
        "pictures.refused": single(refused),
    }


async def _others(side: Side, seconds: float) -> Outcome:
    lines = sum(len(script) for script in islice(scripts(), 1))
    number = _SPARE + int(RATE * seconds / lines)
    talks = list(zip(await opened(number, side.open), islice(scripts(), number), strict=True))
    outcome = await open_loop(talks, RATE, seconds)
    for customer, _ in talks:
        customer.leave()
    return outcome


@asynccontextmanager
async def _attack(port: int, heard: dict[str, int]) -> AsyncIterator[None]:
    """While it lasts; `heard` is told in the end how often the attacker heard which status."""
    pipe = asyncio.subprocess.PIPE
    attacker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.stack.attacker", str(port)),
        stdin=pipe,
        stdout=pipe,
        env=dict(os.environ),
    )
    assert attacker.stdout is not None
    try:
        await attacker.stdout.readline()
        yield
        told, _ = await attacker.communicate(b"")  # ends its input
        heard.update(json.loads(told))
    finally:
        if attacker.returncode is None:
            attacker.kill()
            await attacker.wait()


def _peak(pid: int) -> float:
    """Megabytes of one process's memory (RSS) since it began."""
    found = _PEAK.search(Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0
