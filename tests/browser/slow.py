"""A cheap phone on a slow line: what it loads, and how long its owner waits."""

from __future__ import annotations

import sys
import time
from typing import Any

from playwright.sync_api import Page, ViewportSize

SMALL: ViewportSize = {"width": 360, "height": 640}
BYTES_PER_SECOND = 400_000 // 8
ROUND_TRIP_MS = 400
SLOWER_PROCESSOR = 4


class SlowPhone:
    """Puts a page on a slow line and counts what comes over it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._sizes: list[float] = []
        self._began = time.monotonic()
        page.set_viewport_size(SMALL)
        page.set_default_timeout(60_000)
        session = page.context.new_cdp_session(page)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": ROUND_TRIP_MS,
                "downloadThroughput": BYTES_PER_SECOND,
                "uploadThroughput": BYTES_PER_SECOND,
            },
        )
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})

    def _finished(self, event: dict[str, Any]) -> None:
        self._sizes.append(event["encodedDataLength"])

    @property
    def loaded(self) -> int:
        """Bytes of all answers so far, with their headers, as they came over the wire."""
        return int(sum(self._sizes))

    def begin(self) -> None:
        """Time counts from now on."""
        self._began = time.monotonic()

    def report(self, what: str) -> None:
        """Tell how long it took and how much has come. Times are never asserted."""
        seconds = time.monotonic() - self._began
        sys.stdout.write(f"{what}: {seconds:.1f} s, {self.loaded / 1024:.1f} KB\n")
