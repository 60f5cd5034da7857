"""The gateway's side of `worker`: a new interpreter for each picture, ended when it takes too long.

It must not import Pillow, nor `worker`, which does.
"""

from __future__ import annotations

import importlib.util
import math
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

import structlog

from kefu.core.attachment import MAX_BYTES, MAX_PIXELS
from kefu.core.errors import Invalid, Unavailable
from kefu.pictures.outcome import PictureOutcome

WALL_SECONDS: Final = 10
"""From its start to its end, whoever else keeps the machine busy."""
MOST_OUTPUT: Final = 2 * MAX_PIXELS
"""Bytes that are read of it; noise, written at our quality, comes to less than two a pixel."""
_ROOT: Final = str(Path(__file__).resolve().parents[2])
_BEGIN: Final = (
    "import sys; root, libraries, *most = sys.argv[1:]; sys.path += [root, libraries];"
    " from kefu.pictures.worker import main; sys.exit(main(*map(int, most)))"
)

log = structlog.get_logger(__name__)


class SidePictures:
    """`kefu.services.ports.Pictures`: each picture has a process of its own, so that none learns of
    another, and one that is broken takes nothing with it. How many run at a time is the caller's.
    """

    def made_anew(self, content: bytes) -> bytes:
        """The pixels as a new JPEG; takes `WALL_SECONDS` at most.

        Raises Invalid for what is no picture, or too large a one; Unavailable when the process did
        not start or did not come to an end of its own.
        """
        if len(content) > MAX_BYTES:
            raise Invalid("attachment_too_large")
        clean, code = _run(content)
        if code == PictureOutcome.NOT_A_PICTURE:
            raise Invalid("attachment_not_an_image")
        if code == PictureOutcome.TOO_MANY_PIXELS:
            raise Invalid("attachment_too_large.pixels")
        if code in {PictureOutcome.TOO_MUCH_WORK, -signal.SIGXCPU}:
            raise Invalid("attachment_too_large.work")
        if code != PictureOutcome.DONE or not clean:
            log.warning("picture_process_failed", code=code)
            raise Unavailable("pictures_unavailable")
        return clean


def _run(content: bytes) -> tuple[bytes, int]:
    """What the process wrote, and how it ended: an exit code, or a signal's number below zero.

    It reads everything before it writes anything. Raises Unavailable.
    """
    try:
        # Without a function before exec: Python then forks without copying the gateway's memory.
        process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,  # Ctrl-C at a terminal is not meant for it
        )
    except OSError as error:
        log.warning("picture_process_not_started", errno=error.errno)
        raise Unavailable("pictures_unavailable") from error
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        limit = threading.Timer(WALL_SECONDS, process.kill)
        limit.start()
        try:
            # A pipe breaks when it ended before: its exit code says how.
            with suppress(BrokenPipeError), process.stdin as pipe:
                pipe.write(content)
            clean = process.stdout.read(MOST_OUTPUT)
            if len(clean) == MOST_OUTPUT:
                process.kill()  # or it would wait for somebody to read the rest
            return clean, process.wait()
        finally:
            limit.cancel()
            process.kill()


@cache
def _command() -> list[str]:
    """Isolated from this process's environment, folder and site: only Pillow's folder is named."""
    pillow = importlib.util.find_spec("PIL")  # looks for it without importing it
    assert pillow is not None
    assert pillow.origin is not None
    libraries = str(Path(pillow.origin).parents[1])
    most = (MAX_BYTES, MAX_PIXELS, math.ceil(WALL_SECONDS))
    return [sys.executable, "-I", "-S", "-c", _BEGIN, _ROOT, libraries, *map(str, most)]
