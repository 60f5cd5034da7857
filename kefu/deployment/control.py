"""How a command reaches the running `kefu serve`: a Unix socket in the data folder that only its
own user can open. A line of JSON asks; lines come back as the work goes on, the last one says how
it ended. It must not know what is asked.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import structlog

from kefu.core.errors import OperatorError
from kefu.supervisor import Say

NAME: Final = "control"
_LIMIT = 64 * 1024

Request = dict[str, Any]
Handle = Callable[[Request, Say], Awaitable[None]]

log = structlog.get_logger(__name__)


class NotRunning(OperatorError):
    """No `kefu serve` listens in this data folder, or it ended before the answer."""


class Failed(OperatorError):
    """What was asked could not be done; the text says why."""


class Control:
    """Listens in `folder` from `start` to `stop`; `handle` does what is asked and may raise
    OperatorError.
    """

    def __init__(self, folder: Path, handle: Handle) -> None:
        self._folder = folder
        self._handle = handle
        self._server: asyncio.Server | None = None
        self._answering: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to listen. Call once, from the event loop."""
        (self._folder / NAME).unlink(missing_ok=True)  # of one that was killed
        listener = socket.socket(socket.AF_UNIX)
        mask = os.umask(0o177)
        try:
            with _short(self._folder) as path:
                listener.bind(path)
        finally:
            os.umask(mask)
        self._server = await asyncio.start_unix_server(self._accept, sock=listener, limit=_LIMIT)

    async def stop(self) -> None:
        """Listen no more; what is under way is called off."""
        if self._server is None:
            return
        self._server.close()
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)
        (self._folder / NAME).unlink(missing_ok=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Goes on when whoever asked has left.
        task = asyncio.create_task(self._answer(reader, writer))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def tell(**members: Any) -> None:
            if not writer.is_closing():
                writer.write(json.dumps(members).encode() + b"\n")

        try:
            request = json.loads(await reader.readline())
            await self._handle(request, lambda line: tell(say=line))
            tell(ok=True)
        except OperatorError as error:
            tell(ok=False, say=str(error))
        except Exception as error:  # the one who waits must hear of it
            log.exception("control_failed")
            tell(ok=False, say=f"内部错误：{type(error).__name__}")
        finally:
            writer.close()


def ask(folder: Path, request: Request, say: Say) -> None:
    """Ask the `kefu serve` of `folder` and wait until it is done. Raises NotRunning, Failed."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            with _short(folder) as path:
                client.connect(path)
        except OSError as error:
            raise NotRunning(f"{folder} 里没有正在运行的 kefu serve") from error
        client.sendall(json.dumps(request).encode() + b"\n")
        with client.makefile("r", encoding="utf-8") as answers:
            for line in answers:
                told = json.loads(line)
                if told.get("ok") is False:
                    raise Failed(told["say"])
                if told.get("ok"):
                    return
                say(told["say"])
    raise NotRunning("kefu serve 在完成之前停止了")


@contextmanager
def _short(folder: Path) -> Iterator[str]:
    """The socket's address: a path of its own may be longer than the 107 bytes that fit in one."""
    if sys.platform != "linux":
        yield str(folder / NAME)
        return
    opened = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{opened}/{NAME}"
    finally:
        os.close(opened)
