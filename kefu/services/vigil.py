"""Since when somebody has been watching without a break. It must not know for what.

Who was not seen may have been there while nobody looked: before a restart, or while the database
was away. Absence counts from here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

# Looks further apart than this have a gap between them.
LONGEST_GAP = timedelta(seconds=30)


class Vigil:
    """One watcher's looks."""

    def __init__(self) -> None:
        self._began: datetime | None = None
        self._last: datetime | None = None

    def since(self, now: datetime) -> datetime:
        """Note a look; when the looks without a gap began."""
        if self._began is None or self._last is None or now - self._last > LONGEST_GAP:
            self._began = now
        self._last = now
        return self._began
