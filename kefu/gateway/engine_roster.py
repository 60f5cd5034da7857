"""Tells the pool which engines there are: those of the settings, or of the roster whenever it has
changed.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog

from kefu import roster
from kefu.gateway.engine_pool import EnginePool
from kefu.settings import Settings

LOOK_SECONDS = 0.5

log = structlog.get_logger(__name__)


def engines_of(settings: Settings) -> dict[str, str]:
    """The engines to begin with, addresses by name."""
    if settings.engine_roster is not None and roster.version(settings.engine_roster):
        return roster.read(settings.engine_roster)
    return {f"engine-{number}": url for number, url in enumerate(settings.engine_urls, 1)}


async def follow(path: Path, pool: EnginePool) -> None:
    """Keep the pool to the roster. Runs until cancelled."""
    seen = 0
    while True:
        newest = roster.version(path)
        if newest not in {0, seen}:
            seen = newest
            try:
                pool.use(roster.read(path))
            except (OSError, ValueError):
                log.exception("roster_unreadable")
        await asyncio.sleep(LOOK_SECONDS)
