"""Who may upload a picture now, and who is next to have one made anew: few for each conversation
and network, at most one process for each processor. It must not know what is done with a picture.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Final

from kefu.core.errors import LimitReached, Unavailable

EACH_CONVERSATION: Final = 3
EACH_NETWORK: Final = 8
"""Many phones share one behind a carrier's NAT."""
ALTOGETHER: Final = 64
MOST_BYTES: Final = 64 * 1024 * 1024
"""Of all pictures that are being received or wait."""
WAIT_SECONDS: Final = 20.0
_RETRY_SECONDS: Final = 5


@dataclass(eq=False)
class Upload:
    """One picture on its way in."""

    conversation_id: str
    network: str
    size: int = 0


class PictureLine:
    """The uploads of one gateway. Of its processes a network gets half at most, so that nobody
    waits behind another's pictures alone.
    """

    def __init__(self, processes: int | None = None) -> None:
        self._processes = processes or len(os.sched_getaffinity(0))
        self._uploads: list[Upload] = []
        self._waiting: dict[Upload, asyncio.Future[None]] = {}
        self._working: set[Upload] = set()
        self._is_closed = False

    @contextmanager
    def place(self, conversation_id: str, network: str) -> Iterator[Upload]:
        """A place for one upload, from before its first byte. Raises LimitReached, Unavailable."""
        same = sum(upload.conversation_id == conversation_id for upload in self._uploads)
        if same >= EACH_CONVERSATION or self._of(network, self._uploads) >= EACH_NETWORK:
            raise LimitReached("limit_reached.pictures", retry_after=_RETRY_SECONDS)
        if self._is_closed or len(self._uploads) >= ALTOGETHER:
            raise _busy()
        upload = Upload(conversation_id, network)
        self._uploads.append(upload)
        try:
            yield upload
        finally:
            self._uploads.remove(upload)

    def received(self, upload: Upload, size: int) -> None:
        """So many bytes more have arrived. Raises Unavailable when there is no room for them."""
        upload.size += size
        if sum(other.size for other in self._uploads) > MOST_BYTES:
            raise _busy()

    @asynccontextmanager
    async def turn(self, upload: Upload) -> AsyncIterator[None]:
        """Wait for a process. Raises Unavailable when that takes longer than `WAIT_SECONDS`."""
        may_begin = self._waiting[upload] = asyncio.get_running_loop().create_future()
        try:
            self._admit()
            try:
                async with asyncio.timeout(WAIT_SECONDS):
                    await may_begin
            except TimeoutError:
                raise _busy() from None
            yield
        finally:
            self._waiting.pop(upload, None)
            self._working.discard(upload)
            self._admit()

    def close(self) -> None:
        """Send home who waits; what is being made anew is finished."""
        self._is_closed = True
        while self._waiting:
            _, may_begin = self._waiting.popitem()
            if not may_begin.done():
                may_begin.set_exception(_busy())

    def _admit(self) -> None:
        each = max(1, self._processes // 2)
        for upload, may_begin in list(self._waiting.items()):
            if len(self._working) >= self._processes:
                return
            if self._of(upload.network, self._working) < each and not may_begin.done():
                del self._waiting[upload]
                self._working.add(upload)
                may_begin.set_result(None)

    @staticmethod
    def _of(network: str, uploads: Iterable[Upload]) -> int:
        return sum(upload.network == network for upload in uploads)


def _busy() -> Unavailable:
    return Unavailable("pictures_busy", retry_after=_RETRY_SECONDS)
